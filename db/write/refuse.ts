import type { Row } from '../dataset.ts'
import type { Store } from '../open.ts'

export type Refused = { line: number; row: Row; reason: string }

/** Refused rows kept per run; the count stays exact beyond it. */
export const MOST_KEPT = 10_000
const MOST_SHOWN = 500

/** Keeps refused rows with their reasons. A retry of the same run finds its own again and keeps them once. */
export function refuseInto(store: Store, dataset: string, run: string, now: number) {
  const kept = store.sqlite.prepare('SELECT count(*) FROM rejects WHERE dataset = ? AND run = ?').pluck()
  const keep = store.sqlite.prepare(`INSERT INTO rejects (dataset, run, line, "row", reason, at)
    SELECT :dataset, :run, :line, :row, :reason, :now WHERE NOT EXISTS (SELECT 1 FROM rejects
    WHERE dataset = :dataset AND run = :run AND line = :line AND reason = :reason AND "row" = :row)`)
  let room = MOST_KEPT - (kept.get(dataset, run) as number)
  return function refuse(rows: Refused[]): void {
    for (const { line, row, reason } of rows) {
      if (room <= 0) return
      room -= keep.run({ dataset, run, line, row: JSON.stringify(row, shortened), reason, now }).changes
    }
  }
}

function shortened(_name: string, value: unknown): unknown {
  if (typeof value === 'bigint') return String(value)
  return typeof value === 'string' && value.length > MOST_SHOWN ? `${value.slice(0, MOST_SHOWN)}…` : value
}
