import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { StoreTrouble, troubleOf } from './trouble.ts'

/** What a process of ours answers: what it was asked for, or what went wrong. */
type Said<T> = { ok: T } | { error: string; code?: string | undefined; hint?: string | undefined }
type Limits = { timeoutMs?: number; signal?: AbortSignal | undefined }

/**
 * Starts database work in a process of its own: SQLite can't be interrupted from outside, but a process can be ended. It
 * gets no environment, so no secrets, and doesn't keep us alive.
 */
export function startApart(module: URL, path: string): ChildProcess {
  const child = fork(module, [path], {
    execArgv: [],
    env: {},
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  child.on('error', () => child.kill('SIGKILL'))
  child.unref()
  child.channel?.unref()
  return child
}

/** Asks one thing. Whenever no answer comes in time, the process is ended, and with it the work. */
export async function askApart<T>(child: ChildProcess, path: string, wish: object, limits: Limits): Promise<T> {
  const { timeoutMs, signal } = limits
  signal?.throwIfAborted()
  const late = timeoutMs === undefined ? undefined : AbortSignal.timeout(timeoutMs)
  const enough = new AbortController()
  const over = AbortSignal.any([enough.signal, ...[late, signal].filter((limit) => limit !== undefined)])
  child.channel?.ref()
  try {
    const answered = once(child, 'message', { signal: over })
    const ended = once(child, 'exit', { signal: over }).then(() => Promise.reject(new Error('The process ended')))
    child.send(wish, (error) => error && child.kill('SIGKILL'))
    const [said] = (await Promise.race([answered, ended])) as [Said<T>]
    if ('ok' in said) return said.ok
    if (said.hint) throw new StoreTrouble(said.error, said.hint)
    throw troubleOf(path, said) ?? new Error(said.error)
  } catch (error) {
    if (!over.aborted) throw error
    child.kill('SIGKILL')
    signal?.throwIfAborted()
    throw new StoreTrouble(`This takes longer than ${seconds(timeoutMs!)}.`, 'Ask for a shorter period.', error)
  } finally {
    enough.abort()
    child.channel?.unref()
  }
}

/** The other side: answers one wish after another until the connection is closed. Ctrl-C is for the house to hear. */
export function answerApart<W, T>(answer: (wish: W) => T): void {
  process.on('SIGINT', () => {})
  process.on('disconnect', () => process.exit())
  process.on('message', (wish: W) => process.send!(said(() => answer(wish))))
}

function said<T>(work: () => T): Said<T> {
  try {
    return { ok: work() }
  } catch (error) {
    const { message, code, hint } = error as Error & { code?: string; hint?: string }
    return { error: message, code, hint }
  }
}

const seconds = (ms: number): string => `${Math.max(0.1, Math.round(ms / 100) / 10)} s`
