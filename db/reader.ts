import { Worker } from 'node:worker_threads'
import type { Grant, Wish } from './kit/reader-thread.ts'
import { StoreTrouble, troubleOf } from './kit/trouble.ts'

export type Read = { columns: string[]; rows: unknown[][]; truncated: boolean }
export type ReadLimits = { maxRows?: number; timeoutMs?: number; signal?: AbortSignal }

/** A connection that can only read, with limits on rows and time. Its thread starts with the first question. */
export type Reader = {
  all(sql: string, params?: unknown[] | Record<string, unknown>, limits?: ReadLimits): Promise<Read>
  close(): Promise<void>
}

const IDLE_MS = 30_000

export function openReader(path: string): Reader {
  let thread: Worker | undefined
  let idle: NodeJS.Timeout | undefined
  let last = 0
  const asked = new Map<number, { wish: Wish; done(grant: Grant): void }>()

  function open(): Worker {
    const made = new Worker(new URL('./kit/reader-thread.ts', import.meta.url), { workerData: { path } })
    made.unref()
    made.on('message', (grant: Grant) => asked.get(grant.id)?.done(grant))
    made.on('error', (error) => {
      if (thread === made) thread = undefined
      for (const { wish, done } of [...asked.values()])
        done({ id: wish.id, error: error.message, code: String((error as { code?: string }).code) })
    })
    return made
  }

  /** Ends a thread that is stuck in a question; whoever else waited for it is asked again of a new one. */
  function replace(): void {
    void thread?.terminate()
    thread = asked.size ? open() : undefined
    for (const { wish } of asked.values()) thread?.postMessage(wish)
  }

  function forget(id: number): void {
    asked.delete(id)
    clearTimeout(idle)
    if (!asked.size) idle = setTimeout(() => asked.size || replace(), IDLE_MS).unref()
  }

  return {
    all(sql, params = [], { maxRows = 10_000, timeoutMs = 10_000, signal } = {}) {
      return new Promise((resolve, reject) => {
        signal?.throwIfAborted()
        const wish = { id: ++last, sql, params, maxRows }
        const stop = (error: Error) => {
          end()
          replace()
          reject(error)
        }
        const late = setTimeout(
          () =>
            stop(
              new StoreTrouble(
                `This takes longer than ${Math.round(timeoutMs / 1000)} s.`,
                'Ask for a shorter period.',
              ),
            ),
          timeoutMs,
        )
        const cancelled = () => stop(signal!.reason as Error)
        signal?.addEventListener('abort', cancelled, { once: true })
        function end(): void {
          clearTimeout(late)
          signal?.removeEventListener('abort', cancelled)
          forget(wish.id)
        }
        asked.set(wish.id, {
          wish,
          done(grant) {
            end()
            if ('error' in grant) reject(troubleOf(path, grant) ?? new Error(grant.error))
            else resolve({ columns: grant.columns, rows: grant.rows, truncated: grant.truncated })
          },
        })
        thread ??= open()
        thread.postMessage(wish)
      })
    },
    async close() {
      clearTimeout(idle)
      await thread?.terminate()
      thread = undefined
    },
  }
}
