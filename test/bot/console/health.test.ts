import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { say } from '#jobs/kit/message.ts'
import { start } from '#jobs/kit/start.ts'
import { call, startConsole } from '#test/kit/console.ts'
import { ended, testJob } from '#test/kit/house.ts'

test('/healthz says that the process lives, /readyz that it can work', async () => {
  const web = await startConsole()
  expect((await call(`${web.base}/healthz`)).json).toEqual({ ok: true })
  const ready = await call(`${web.base}/readyz`)
  expect(ready.status).toBe(200)
  expect(ready.json).toMatchObject({ ok: true, reasons: [] })
  expect(ready.json.parts.map(({ what }: { what: string }) => what)).toEqual(
    expect.arrayContaining(['Store', 'Disk', 'Carrier']),
  )
})

test('/readyz says what is missing and what helps, while /healthz stays well', async () => {
  const web = await startConsole({ works: false, env: { REDIS_URL: `redis://127.0.0.1:${await closedPort()}` } })
  const ready = await call(`${web.base}/readyz`)
  expect(ready.status).toBe(503)
  expect(ready.json.reasons.join()).toMatch(/Carrier: .*REDIS_URL/)
  expect((await call(`${web.base}/healthz`)).status).toBe(200)
})

test('the watchers need no cookie, but they can only look', async () => {
  const web = await startConsole()
  for (const path of ['/healthz', '/readyz', '/metrics']) {
    expect((await call(web.base + path)).status, path).toBe(200)
    expect((await call(web.base + path, { method: 'POST', headers: { origin: web.base } })).status, path).toBe(401)
  }
})

test('/metrics counts runs, their time, the queue and the outbox from the rows', async () => {
  const works = testJob(async () => say('done'), { name: 'works' })
  const fails = testJob(async () => say('no', 'bad'), { name: 'fails' })
  const later = testJob(async () => say('later'), { name: 'later', lane: 'browser' })
  const web = await startConsole({ jobs: [works, fails, later] })
  const { house } = web
  const by = { by: 'me', place: 'console:me' }
  for (const [i, job] of [works, works, fails].entries())
    await ended(house, (await start(house, house.workspace, job, { i }, by)).run.id)
  await start(house, house.workspace, later, {}, { ...by, notBefore: Date.now() + 60_000 })
  const { text, headers } = await call(`${web.base}/metrics`)
  expect(headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/)
  const lines = text.split('\n')
  expect(lines).toContain('bellhop_runs{workspace="main",job="works",lane="api",state="succeeded"} 2')
  expect(lines).toContain('bellhop_runs{workspace="main",job="fails",lane="api",state="failed"} 1')
  expect(lines).toContain('bellhop_queue_depth{workspace="main",lane="browser"} 1')
  expect(lines).toContain('bellhop_queue_depth{workspace="main",lane="api"} 0')
  expect(lines).toContain('bellhop_run_seconds_count{workspace="main",job="works",state="succeeded"} 2')
  expect(text).toMatch(/bellhop_run_seconds_sum\{workspace="main",job="works",state="succeeded"\} 0\.\d+|\} 0\n/)
  expect(text).toMatch(/bellhop_deliveries\{workspace="main",state="(waiting|sent)"\} \d/)
  expect(text).toMatch(/process_resident_memory_bytes \d{7,}/)
})

test('what Prometheus reads is well formed: each family once, every line a number', async () => {
  const web = await startConsole()
  await call(`${web.base}/metrics`)
  const { text } = await call(`${web.base}/metrics`)
  const families = [...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name)
  expect(new Set(families).size).toBe(families.length)
  for (const line of text.split('\n').filter((line) => line && !line.startsWith('#')))
    expect(line).toMatch(/^[a-z_:][\w:]*(\{([a-z_]\w*="[^"\\]*",?)*\})? (-?[\d.e+-]+|NaN|\+Inf)$/i)
})

async function closedPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as { port: number }
  await new Promise((done) => server.close(done))
  return port
}
