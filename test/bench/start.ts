import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Measurement } from './index.ts'

const STARTS = 3
const IDLE_MS = 5000

/** How long a start takes until Bellhop says it is ready, and how much memory it holds when nothing happens. */
export async function* benchStart(): AsyncGenerator<Measurement> {
  const folder = mkdtempSync(join(tmpdir(), 'bellhop-bench-'))
  try {
    const first = await start(folder, 0)
    yield line('start first', 'to ready with an empty data folder, the pretend company made', first.readyMs, 'ms')
    const more: Started[] = []
    for (let n = 0; n < STARTS; n++) more.push(await start(folder, IDLE_MS))
    const median = (part: keyof Started) => more.map((each) => each[part]).toSorted((a, b) => a - b)[STARTS >> 1]!
    yield line('start', `to ready on a later start, median of ${STARTS}; target under 2000`, median('readyMs'), 'ms')
    const idle = `resident ${IDLE_MS / 1000} s after ready, median of ${STARTS}; target under 150`
    yield line('start memory', idle, median('rss'), 'MB')
  } finally {
    rmSync(folder, { recursive: true })
  }
}

type Started = { readyMs: number; rss: number }

/** As `npm start` does, in a process of its own. */
async function start(folder: string, idleMs: number): Promise<Started> {
  const began = performance.now()
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, DATA_DIR: folder, PORT: '0' }
  const child = spawn(process.execPath, ['bot/main.ts'], { env, stdio: ['ignore', 'ignore', 'pipe'] })
  const exit = new Promise((resolve) => child.once('exit', resolve))
  let said = ''
  try {
    for await (const chunk of child.stderr) {
      said += chunk
      if (said.includes('Bellhop is ready')) break
    }
    const readyMs = Math.round(performance.now() - began)
    if (!said.includes('Bellhop is ready')) throw new Error(`It didn't start: ${said}`)
    await sleep(idleMs)
    const resident = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))
    return { readyMs, rss: Math.round(Number(resident![1]) / 1024) }
  } finally {
    child.kill('SIGTERM')
    await exit
  }
}

const line = (name: string, what: string, ours: number, unit: string): Measurement => ({ name, what, ours, unit })
