import { askApart, startApart } from './kit/apart.ts'
import { openHands } from './kit/hands.ts'
import type { Read, Wish } from './kit/reader-process.ts'

type ReadLimits = { maxRows?: number; timeoutMs?: number; signal?: AbortSignal }

/** Connections that can only read, with limits on rows and time. They start with the first question and end when idle. */
export type Reader = {
  all(sql: string, params?: unknown[] | Record<string, unknown>, limits?: ReadLimits): Promise<Read>
  close(): Promise<void>
}

const MOST_AT_ONCE = 3
const IDLE_MS = 30_000

export function openReader(path: string): Reader {
  const start = () => startApart(new URL('./kit/reader-process.ts', import.meta.url), path)
  const hands = openHands(start, MOST_AT_ONCE, IDLE_MS)
  return {
    async all(sql, params = [], { maxRows = 10_000, timeoutMs = 10_000, signal } = {}) {
      signal?.throwIfAborted()
      const wish: Wish = { sql, params, maxRows }
      const hand = await hands.take(signal)
      try {
        return await askApart<Read>(hand, path, wish, { timeoutMs, signal })
      } finally {
        hands.giveBack(hand)
      }
    },
    close: async () => hands.end(),
  }
}
