import { hasBook } from './book/make.ts'
import { totalsOf } from './book/totals.ts'
import type { Dataset } from './dataset.ts'
import { tableName } from './dataset.ts'
import { quoted } from './kit/quote.ts'
import { plainly } from './kit/trouble.ts'
import type { Store } from './open.ts'
import { type Book, bookOf } from './quick.ts'
import type { Stored } from './write/kinds.ts'

/** From how many rows on a book pays, and how many a day: with fewer the book would be as long as the table. */
const PAYS = { rows: 50_000, aDay: 50 }

/**
 * Writes the days that rows came to, changed in or left since the last time, each at once with its mark taken off. A day
 * stays late where it doesn't pay, and where rows have no day at all: then questions go to the rows.
 */
export function* bringBook(store: Store, dataset: Dataset, pays = PAYS): Generator<void> {
  const book = bookOf(dataset)
  if (!book) return
  const all = store.sqlite.prepare(`SELECT day FROM ${quoted(book.late)}`).pluck()
  const late = plainly(store.path, () => all.all()) as string[]
  const rows = store.sqlite.prepare('SELECT rows FROM dataset_state WHERE name = ?').pluck().get(dataset.name) as number
  if (!late.length || late.includes('') || rows < Math.max(pays.rows, pays.aDay * late.length)) return
  const bring = bringerOf(store, book, tableName(dataset))
  for (const day of late) {
    plainly(store.path, () => bring(day))
    yield
  }
}

function bringerOf({ sqlite }: Store, { table, late, day, dimensions, kept, sums }: Book, rows: string) {
  const groups = [...dimensions, ...kept].map(quoted).join(', ')
  const amounts = ['COUNT(*)', ...sums.map((name) => `SUM(${quoted(name)})`)].join(', ')
  // The index has its columns in this order, so that adding up needs no sorting.
  const read = sqlite
    .prepare(`SELECT ${groups}, ${amounts} FROM ${quoted(rows)} WHERE ${quoted(day)} = ? GROUP BY ${groups}`)
    .raw()
  const clear = sqlite.prepare(`DELETE FROM ${quoted(table)} WHERE _dimension = ? AND ${quoted(day)} = ?`)
  const marks = Array(5 + kept.length + sums.length).fill('?')
  const write = sqlite.prepare(`INSERT INTO ${quoted(table)} VALUES (${marks.join(', ')})`)
  const inTime = sqlite.prepare(`DELETE FROM ${quoted(late)} WHERE day = ?`)
  const width = { dimensions: dimensions.length, kept: kept.length, sums: sums.length }
  const bring = sqlite.transaction((day: string) => {
    const totals = totalsOf(read.all(day) as Stored[][], width)
    for (const [at, dimension] of dimensions.entries()) {
      clear.run(dimension, day)
      for (const [number, { value, beside, rows, sums }] of totals[at]!.entries())
        write.run(dimension, day, number, value, ...beside, rows, ...sums)
    }
    inTime.run(day)
  })
  return bring.immediate
}

/** Marks the days of new rows, within the transaction that stores them. */
export function latecomers({ sqlite }: Store, dataset: Dataset): (days: Set<Stored>) => void {
  const book = bookOf(dataset)
  if (!book) return () => {}
  const mark = sqlite.prepare(`INSERT OR IGNORE INTO ${quoted(book.late)} VALUES (coalesce(?, ''))`)
  return (days) => {
    for (const day of days) mark.run(day)
  }
}

/** Whether the book says at this moment what the rows say. */
export function isBooked({ sqlite }: Store, dataset: Dataset): boolean {
  const book = bookOf(dataset)
  if (!book || !hasBook(sqlite, dataset)) return false
  return !sqlite.prepare(`SELECT 1 FROM ${quoted(book.late)} LIMIT 1`).get()
}
