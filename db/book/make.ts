import type { Database } from 'better-sqlite3'
import { type Dataset, tableName } from '../dataset.ts'
import { quoted } from '../kit/quote.ts'
import { type Book, bookOf } from '../quick.ts'
import { kinds } from '../write/kinds.ts'

/** What has to be done so that a dataset has its book; nothing, if it has. A book made anew begins with every day late. */
export function bookSteps(sqlite: Database, dataset: Dataset): string[] {
  if (hasBook(sqlite, dataset)) return []
  const book = bookOf(dataset)
  const name = tableName(dataset)
  return [
    ...Object.keys(MARKED).map((deed) => `DROP TRIGGER IF EXISTS ${quoted(markName(dataset, deed))}`),
    ...[`book_${name}`, `late_${name}`].map((table) => `DROP TABLE IF EXISTS ${quoted(table)}`),
    ...(book ? [createBook(dataset, book), ...createMarks(dataset, book)] : []),
  ]
}

/** Whether the file has the very book that the description asks for. */
export function hasBook(sqlite: Database, dataset: Dataset): boolean {
  const book = bookOf(dataset)
  const made = sqlite.prepare('SELECT sql FROM sqlite_master WHERE name = ?').pluck()
  return made.get(`book_${tableName(dataset)}`) === (book && createBook(dataset, book))
}

function createBook(dataset: Dataset, { table, day, dimensions, kept, sums }: Book): string {
  const beside = kept.map((name) => `${quoted(name)} ${kinds[dataset.columns[name]!.kind].type}`)
  const columns = [
    `_dimension TEXT NOT NULL CHECK (_dimension IN (${dimensions.map((name) => `'${name}'`).join(', ')}))`,
    ...[`${quoted(day)} TEXT NOT NULL`, '_number INTEGER NOT NULL', '_value ANY'],
    ...[...beside, '_rows INTEGER NOT NULL', ...sums.map((name) => `${quoted(name)} INTEGER`)],
    `PRIMARY KEY (_dimension, ${quoted(day)}, _number)`,
  ]
  return `CREATE TABLE ${quoted(table)} (${columns.join(', ')}) STRICT, WITHOUT ROWID`
}

const MARKED: Record<string, string[]> = { UPDATE: ['OLD', 'NEW'], DELETE: ['OLD'] }

/**
 * Whoever changes or takes a row marks its day in the same breath, so that a book can be late but never wrong. New rows
 * come by one door, which marks their days itself: a trigger for each of them costs more than the whole book.
 */
function createMarks(dataset: Dataset, { late, day }: Book): string[] {
  const rows = quoted(tableName(dataset))
  const dayIn = (row: string) => `coalesce(${row}.${quoted(day)}, '')`
  const mark = (row: string) =>
    `INSERT INTO ${quoted(late)} SELECT ${dayIn(row)} WHERE NOT EXISTS (SELECT 1 FROM ${quoted(late)} WHERE day = ${dayIn(row)});`
  const trigger = (deed: string, touched: string[]) =>
    `CREATE TRIGGER ${quoted(markName(dataset, deed))} AFTER ${deed} ON ${rows} BEGIN ${touched.map(mark).join(' ')} END`
  return [
    `CREATE TABLE ${quoted(late)} (day TEXT PRIMARY KEY NOT NULL) STRICT, WITHOUT ROWID`,
    ...Object.entries(MARKED).map(([deed, touched]) => trigger(deed, touched)),
    `INSERT INTO ${quoted(late)} SELECT DISTINCT coalesce(${quoted(day)}, '') FROM ${rows}`,
  ]
}

const markName = (dataset: Dataset, deed: string): string => `late_${tableName(dataset)}_${deed.toLowerCase()}`
