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
  const upsertMany = upserter(store.sqlite.prepare(upsertSql(dataset, columns, atOnce)), atOnce, run)
  const upsertOne = upserter(store.sqlite.prepare(upsertSql(dataset, columns, 1)), 1, run)
  const top = store.sqlite.prepare(`SELECT coalesce(max(rowid), 0) FROM ${quoted(tableName(dataset))}`).pluck()

  return function merge({ rows, again }) {
    const before = top.get() as number
    let touched = 0
    let at = 0
    for (; at + atOnce <= rows.length; at += atOnce) touched += upsertMany(rows, at)
    for (; at < rows.length; at++) touched += upsertOne(rows, at)
    let repeated = 0
    for (let next = 0; next < again.length; next++) repeated += upsertOne(again, next)
    const inserted = (top.get() as number) - before
    return { inserted, changed: touched - inserted, repeated }
  }
}

/** Runs a statement for `count` rows from one place on. One list of values serves all calls. */
function upserter(statement: Statement, count: number, run: string): (rows: Stored[][], from: number) => number {
  const values: Stored[] = []
  return (rows, from) => {
    let next = 0
    for (let at = from; at < from + count; at++) {
      for (const value of rows[at]!) values[next++] = value
      values[next++] = run
    }
    return statement.run(values).changes
  }
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
