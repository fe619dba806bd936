import type { Statement } from 'better-sqlite3'
import { type Dataset, dayColumn, tableName } from '../dataset.ts'
import { quoted } from '../kit/quote.ts'
import type { Store } from '../open.ts'
import { RUN_COLUMN } from '../tables.ts'
import type { Stored } from './kinds.ts'
import type { Sorted } from './sort.ts'

export type Merged = { inserted: number; changed: number; repeated: number }

/** Rows that one statement takes: a quarter of the time goes into calling it, so it is called less often. */
const AT_ONCE = 20
const MOST_VALUES = 2_000

/**
 * Merges checked rows by key; a row that is already there as it comes is left untouched. It must be called in a
 * transaction: then the new rows are exactly those above the highest one before.
 */
export function mergeInto(store: Store, dataset: Dataset, columns: string[], run: string): (batch: Sorted) => Merged {
  const atOnce = Math.max(1, Math.min(AT_ONCE, Math.floor(MOST_VALUES / columns.length)))
  const many = store.sqlite.prepare(upsertSql(dataset, columns, atOnce))
  const one = store.sqlite.prepare(upsertSql(dataset, columns, 1))
  const top = store.sqlite.prepare(`SELECT coalesce(max(rowid), 0) FROM ${quoted(tableName(dataset))}`).pluck()

  return function merge({ rows, again }) {
    const before = top.get() as number
    const whole = rows.length - (rows.length % atOnce)
    let touched = 0
    for (let at = 0; at < whole; at += atOnce) touched += upsert(many, rows.slice(at, at + atOnce), run)
    for (const row of rows.slice(whole)) touched += upsert(one, [row], run)
    let repeated = 0
    for (const row of again) repeated += upsert(one, [row], run)
    const inserted = (top.get() as number) - before
    return { inserted, changed: touched - inserted, repeated }
  }
}

function upsert(statement: Statement, rows: Stored[][], run: string): number {
  const values: Stored[] = []
  for (const row of rows) {
    for (let at = 0; at < row.length; at++) values.push(row[at]!)
    values.push(run)
  }
  return statement.run(values).changes
}

function upsertSql(dataset: Dataset, columns: string[], rows: number): string {
  const ours = Object.keys(dataset.columns).filter((name) => !dataset.key.includes(name))
  const days = ours.filter((name) => dataset.columns[name]?.kind === 'time').map(dayColumn)
  const set = [...ours, ...days, RUN_COLUMN].map((name) => `${quoted(name)} = excluded.${quoted(name)}`).join(', ')
  const differs = ours.map((name) => `${quoted(name)} IS NOT excluded.${quoted(name)}`).join(' OR ')
  const names = [...columns, RUN_COLUMN]
  const values = Array(rows).fill(`(${names.map(() => '?').join(', ')})`)
  return `INSERT INTO ${quoted(tableName(dataset))} (${names.map(quoted).join(', ')}) VALUES ${values.join(', ')}
    ON CONFLICT (${dataset.key.map(quoted).join(', ')}) DO ${ours.length ? `UPDATE SET ${set} WHERE ${differs}` : 'NOTHING'}`
}
