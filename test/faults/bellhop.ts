import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { onTestFinished } from 'vitest'
import { until } from '../kit/house.ts'

/** The product itself, in a process of its own that can be killed and comes again. */
export async function startBellhop(env: Record<string, string>) {
  let child: ChildProcess | undefined
  let ready = false
  let starts = 0
  const lines: string[] = []

  function begin(): void {
    starts++
    ready = false
    child = spawn(process.execPath, ['bot/main.ts'], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const hear = (part: Buffer) => {
      lines.push(...part.toString().split('\n').filter(Boolean))
      if (part.includes('Bellhop is ready')) ready = true
    }
    child.stdout!.on('data', hear)
    child.stderr!.on('data', hear)
  }

  /** As the power going out would: nothing is written any more. */
  function kill(): void {
    const dying = child!
    if (!ready || dying.killed) return
    dying.kill('SIGKILL')
    void once(dying, 'exit').then(begin)
  }

  begin()
  onTestFinished(async () => {
    child!.kill('SIGTERM')
    await once(child!, 'exit')
  })
  await until(() => ready, 60_000)
  return { kill, lines, starts: () => starts, ready: () => ready && !child!.killed }
}
