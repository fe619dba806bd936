import { type Dataset, tableName } from '../dataset.ts'
import { quoted } from '../kit/quote.ts'
import type { Store } from '../open.ts'
import { timeDay } from './check.ts'
import type { Stored } from './kinds.ts'

export type Missing = { from: string; to: string } | 'all'

const STRETCH = 20_000

/** Notes the keys that a load mentions, so that the rows it doesn't mention can go at its end. */
export function openMissing(store: Store, dataset: Dataset, columns: string[], missing: Missing) {
  const table = quoted(tableName(dataset))
  const day = timeDay(dataset)
  if (missing !== 'all' && !day) throw new Error(`${dataset.name} has no days to delete by`)
  const keys = dataset.key.map(quoted)
  const places = dataset.key.map((name) => columns.indexOf(name))
  const mentioned = quoted(`mentioned_${crypto.randomUUID()}`)
  store.sqlite.exec(
    `CREATE TEMP TABLE ${mentioned} (${keys.join(', ')}, PRIMARY KEY (${keys.join(', ')})) WITHOUT ROWID`,
  )
  const note = store.sqlite.prepare(
    `INSERT OR IGNORE INTO temp.${mentioned} VALUES (${keys.map(() => '?').join(', ')})`,
  )
  const within = missing === 'all' ? '' : `AND ${quoted(day!)} BETWEEN :from AND :to`
  const remove =
    store.sqlite.prepare(`DELETE FROM ${table} WHERE rowid > :after AND rowid <= :upTo ${within} AND NOT EXISTS
    (SELECT 1 FROM temp.${mentioned} m WHERE ${keys.map((key) => `m.${key} = ${table}.${key}`).join(' AND ')})`)
  // Rows that somebody else adds meanwhile are above this one, and stay.
  const top = store.sqlite.prepare(`SELECT coalesce(max(rowid), 0) FROM ${table}`).pluck().get() as number

  return {
    mention(rows: Stored[][]): void {
      for (const row of rows) note.run(places.map((at) => row[at]))
    },
    /** The stretches of the table to go through, one short transaction each. */
    stretches: (): number[] => Array.from({ length: Math.ceil(top / STRETCH) }, (_, at) => at * STRETCH),
    deleteIn(after: number): number {
      const days = missing === 'all' ? {} : missing
      return remove.run({ after, upTo: Math.min(after + STRETCH, top), ...days }).changes
    },
    close: () => store.sqlite.exec(`DROP TABLE temp.${mentioned}`),
  }
}
