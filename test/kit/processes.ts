import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { until } from './house.ts'

const PATIENCE = 240_000

type Told = { stage: string; run: string }
export type TestProcess = {
  pid: number
  /** What its jobs told, and its log line by line. */
  told: Told[]
  lines: string[]
  ready(): Promise<void>
  /** Resolves when one of its jobs has told this. */
  at(stage: string): Promise<void>
  signal(name: NodeJS.Signals): void
  /** Opens the gate of test/kit/crash-jobs.ts. */
  go(): void
  /** Resolves with the exit code, or the signal that ended it. */
  exit: Promise<number | string>
}

/** A real Bellhop of its own with the jobs of test/kit/crash-jobs.ts; gone when the test is over. */
export function startProcess(env: Record<string, string>): TestProcess {
  const settings = { DEMO: 'off', PORT: '0', LOG_LEVEL: 'debug', LEASE_SECONDS: '2', GRACE_SECONDS: '1', ...env }
  const child: ChildProcess = spawn(process.execPath, [fileURLToPath(new URL('./crash-worker.ts', import.meta.url))], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...settings },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  const told: Told[] = []
  const lines: string[] = []
  child.on('message', (said: Told) => told.push(said))
  child.stderr!.on('data', (chunk: Buffer) => lines.push(...chunk.toString().split('\n').filter(Boolean)))
  const exit = new Promise<number | string>((resolve) =>
    child.once('exit', (code, name) => resolve(code ?? name ?? '')),
  )
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await exit
  })
  let over = false
  void exit.then(() => (over = true))
  // A machine with much else to do may take long; a process that is gone won't say anything more.
  async function hears(what: () => boolean): Promise<void> {
    const heard = await until(() => (what() ? 'yes' : over && 'gone'), PATIENCE)
    if (heard === 'gone') throw new Error(`The process ended with ${await exit}: ${lines.slice(-5).join('\n')}`)
  }
  return {
    pid: child.pid!,
    told,
    lines,
    ready: () => hears(() => lines.some((line) => line.includes('Bellhop is ready'))),
    at: (stage) => hears(() => told.some((said) => said.stage === stage)),
    go: () => void child.send('go'),
    signal: (name) => void child.kill(name),
    exit,
  }
}
