import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { part } from './part.ts'

export type TestRedis = { url: string; stop(): Promise<void>; start(more?: { empty?: boolean }): Promise<void> }

/** A real Redis of the test's own. Where there is none, a test that needs it says so; in CI it fails. */
export function hasRedis(): boolean {
  const { status } = spawnSync('redis-server', ['--version'], { stdio: 'ignore' })
  return part('redis-server (.ci/run installs it)', status === 0)
}

export async function startRedis(): Promise<TestRedis> {
  const port = await freePort()
  const url = `redis://127.0.0.1:${port}`
  const dir = mkdtempSync(join(tmpdir(), 'bellhop-redis-'))
  let server: ChildProcess
  const redis: TestRedis = {
    url,
    async start({ empty = false } = {}) {
      if (empty) rmSync(join(dir, 'appendonlydir'), { recursive: true })
      const args = [
        '--port',
        String(port),
        '--dir',
        dir,
        '--bind',
        '127.0.0.1',
        '--appendonly',
        'yes',
        '--maxmemory-policy',
        'noeviction',
      ]
      server = spawn('redis-server', args, { stdio: 'ignore' })
      const probe = new Redis(url, { retryStrategy: () => 50, maxRetriesPerRequest: null })
      probe.on('error', () => {})
      await probe.ping()
      probe.disconnect()
    },
    async stop() {
      const gone = new Promise((resolve) => server.once('exit', resolve))
      server.kill('SIGKILL')
      await gone
    },
  }
  await redis.start()
  return redis
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}
