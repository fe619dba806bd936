import type { Row } from '../dataset.ts'
import type { Store } from '../open.ts'

export type Refused = { line: number; row: Row; reason: string }

/** Refused rows kept per run; the count stays exact beyond it. */
const MOST_KEPT = 10_000
const MOST_SHOWN = 500

/** Keeps refused rows with their reasons. A retry of the same run meets its own again and keeps them once. */
export function refuseInto(store: Store, dataset: string, run: string, now: number): (rows: Refused[]) => void {
  const known = 'SELECT line, reason, "row" FROM rejects WHERE dataset = ? AND run = ?'
  const kept = new Set(store.sqlite.prepare(known).raw().all(dataset, run).map(String))
  const keep = store.sqlite.prepare(
    'INSERT INTO rejects (dataset, run, line, reason, "row", at) VALUES (?, ?, ?, ?, ?, ?)',
  )
  return (rows) => {
    for (const { line, row, reason } of rows) {
      if (kept.size >= MOST_KEPT) return
      const values = [line, reason, JSON.stringify(row, shortened)]
      if (kept.has(String(values))) continue
      keep.run(dataset, run, ...values, now)
      kept.add(String(values))
    }
  }
}

function shortened(_name: string, value: unknown): unknown {
  if (typeof value === 'bigint') return String(value)
  return typeof value === 'string' && value.length > MOST_SHOWN ? `${value.slice(0, MOST_SHOWN)}…` : value
}
