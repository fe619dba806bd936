import { expect, test } from 'vitest'
import { call } from '#test/kit/console.ts'
import { tempDir } from '#test/kit/house.ts'
import { startProcess } from '#test/kit/processes.ts'
import { freePort } from '#test/kit/redis.ts'

test('a worker says on HEALTH_PORT how it is, shows no page, and stops answering when it stops', async () => {
  const port = await freePort()
  const worker = startProcess({ ROLE: 'worker', DATA_DIR: tempDir(), HEALTH_PORT: `${port}` })
  await worker.ready()
  const base = `http://127.0.0.1:${port}`
  expect((await call(`${base}/healthz`, { headers: { host: 'elsewhere' } })).json).toEqual({ ok: true })
  expect((await call(`${base}/readyz`)).json).toMatchObject({ ok: true })
  expect((await call(`${base}/metrics`)).text).toContain('bellhop_queue_depth')
  expect((await call(`${base}/metrics`, { headers: { host: 'elsewhere' } })).status).toBe(403)
  for (const path of ['/', '/api/me', '/page/app.js']) expect((await call(base + path)).status).toBe(404)
  worker.signal('SIGTERM')
  expect(await worker.exit).toBe(0)
  await expect(call(`${base}/healthz`)).rejects.toThrow('ECONNREFUSED')
}, 120_000)
