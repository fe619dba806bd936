import { setTimeout as sleep } from 'node:timers/promises'

export type Pace = (kind: 'read' | 'write', signal?: AbortSignal) => Promise<void>

const MINUTE = 60_000

/** One pace for all sheets of one service account: Google counts 60 reads and 60 writes a minute for each account. */
export function newPace(options: { perMinute?: number; now: () => Date; wait?: typeof sleep }): Pace {
  const { perMinute = 50, now, wait = sleep } = options
  const starts = { read: [] as number[], write: [] as number[] }
  return async (kind, signal) => {
    const at = now().getTime()
    const oldest = starts[kind].at(-perMinute) ?? Number.NEGATIVE_INFINITY
    const start = Math.max(at, oldest + MINUTE)
    starts[kind] = [...starts[kind].slice(1 - perMinute), start]
    if (start > at) await wait(start - at, undefined, signal ? { signal } : {})
    signal?.throwIfAborted()
  }
}
