import { type Dataset, dayColumn, tableName } from '../dataset.ts'
import { quoted } from '../kit/quote.ts'
import type { Store } from '../open.ts'
import { RUN_COLUMN } from '../tables.ts'
import type { Stored } from './kinds.ts'

export type Merged = { inserted: number; changed: number }

/** Prepares the one statement through which rows enter; a row that is already there as it comes is left untouched. */
export function mergeInto(store: Store, dataset: Dataset, columns: string[], run: string) {
  const upsert = store.sqlite.prepare(upsertSql(dataset, columns))
  const top = store.sqlite.prepare(`SELECT coalesce(max(rowid), 0) FROM ${quoted(tableName(dataset))}`).pluck()

  /** Must run inside a transaction: then new rows are exactly those above the highest one before. */
  return function merge(rows: Stored[][], onChange?: (at: number) => void): Merged {
    const before = top.get() as number
    let touched = 0
    for (let at = 0; at < rows.length; at++) {
      const row = rows[at]!
      row.push(run)
      if (upsert.run(row).changes === 0) continue
      touched++
      onChange?.(at)
    }
    const inserted = (top.get() as number) - before
    return { inserted, changed: touched - inserted }
  }
}

function upsertSql(dataset: Dataset, columns: string[]): string {
  const all = [...columns, RUN_COLUMN]
  const derived = new Set(
    Object.keys(dataset.columns)
      .filter((name) => dataset.columns[name]?.kind === 'time')
      .map(dayColumn),
  )
  const others = all.filter((name) => !dataset.key.includes(name))
  const told = others.filter((name) => !derived.has(name) && name !== RUN_COLUMN).map(quoted)
  const table = quoted(tableName(dataset))
  const differs = told.map((name) => `${name} IS NOT excluded.${name}`).join(' OR ')
  const set = others.map((name) => `${quoted(name)} = excluded.${quoted(name)}`).join(', ')
  return `INSERT INTO ${table} (${all.map(quoted).join(', ')}) VALUES (${all.map(() => '?').join(', ')})
    ON CONFLICT (${dataset.key.map(quoted).join(', ')}) DO ${told.length ? `UPDATE SET ${set} WHERE ${differs}` : 'NOTHING'}`
}
