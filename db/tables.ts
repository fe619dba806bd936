import type { Database } from 'better-sqlite3'
import { bookSteps } from './book/make.ts'
import { type Dataset, dayColumn, tableName } from './dataset.ts'
import { quoted } from './kit/quote.ts'
import { problemsOf } from './kit/sound.ts'
import { plainly } from './kit/trouble.ts'
import type { Store } from './open.ts'
import { quickIndex } from './quick.ts'
import { kinds } from './write/kinds.ts'

/** The run that last changed a row, beside its columns. */
export const RUN_COLUMN = '_run'

/** Makes a dataset's table, or adds what its description has gained. Says no to a description that can't be kept. */
export function ensureTable(store: Store, dataset: Dataset): void {
  const problems = dataset.table ? ['its table is not ours to write to'] : problemsOf(dataset)
  if (problems.length) throw new Error(`The dataset ${dataset.name} can not be kept: ${problems.join(', ')}.`)
  plainly(store.path, () => {
    if (stepsFor(store.sqlite, dataset).length === 0) return
    // Looked at again under the lock: another process may just have done it.
    const change = store.sqlite.transaction(() => {
      for (const step of stepsFor(store.sqlite, dataset)) store.sqlite.exec(step)
    })
    change.immediate()
  })
}

/**
 * Takes the index off an empty table; `ensureTable` brings it back. Made over many rows at once it costs a third of what
 * it costs row by row.
 */
export function postponeIndex(store: Store, dataset: Dataset): boolean {
  const table = tableName(dataset)
  const anyRow = store.sqlite.prepare(`SELECT 1 FROM ${quoted(table)} LIMIT 1`)
  const drop = store.sqlite.transaction(() => {
    if (anyRow.get()) return false
    store.sqlite.exec(`DROP INDEX IF EXISTS ${quoted(`${table}_quick`)}`)
    return true
  })
  return plainly(store.path, () => !anyRow.get() && drop.immediate())
}

/** What has to be done to the file so that it holds this dataset; nothing, if it does. */
function stepsFor(sqlite: Database, dataset: Dataset): string[] {
  const table = tableName(dataset)
  const wanted = columnTypes(dataset)
  const kept = new Map(columnsIn(sqlite, table).map((column) => [column.name, column.type]))
  const quickly = quickIndex(dataset)
  if (kept.size === 0)
    return [
      createTable(dataset, wanted),
      ...makeIndex(table, quickly),
      ...bookSteps(sqlite, dataset),
      addState(dataset),
    ]
  for (const [name, type] of wanted) {
    const had = kept.get(name)
    if (had && had !== type) throw new Error(`${dataset.name}: "${name}" is kept as ${had} and can not become ${type}.`)
  }
  if (!same(indexColumns(sqlite, `${table}_key`), dataset.key)) {
    throw new Error(`${dataset.name}: its key can not change; give the dataset another name.`)
  }
  const added = [...wanted].filter(([name]) => !kept.has(name))
  return [
    ...added.map(([name, type]) => `ALTER TABLE ${quoted(table)} ADD COLUMN ${quoted(name)} ${type}`),
    ...(same(indexColumns(sqlite, `${table}_quick`), quickly) ? [] : makeIndex(table, quickly)),
    ...bookSteps(sqlite, dataset),
  ]
}

function columnTypes(dataset: Dataset): Map<string, string> {
  const columns = Object.entries(dataset.columns)
  const times = columns.filter(([, column]) => column.kind === 'time')
  return new Map([
    ...columns.map(([name, column]) => [name, kinds[column.kind].type] as const),
    ...times.map(([name]) => [dayColumn(name), 'TEXT'] as const),
    [RUN_COLUMN, 'TEXT'],
  ])
}

function createTable(dataset: Dataset, columns: Map<string, string>): string {
  const table = tableName(dataset)
  const must = (name: string) => (dataset.key.includes(name) || name === RUN_COLUMN ? ' NOT NULL' : '')
  const lines = [...columns].map(([name, type]) => `${quoted(name)} ${type}${must(name)}`)
  return `CREATE TABLE ${quoted(table)} (${lines.join(', ')}) STRICT;
    CREATE UNIQUE INDEX ${quoted(`${table}_key`)} ON ${quoted(table)} (${dataset.key.map(quoted).join(', ')})`
}

function makeIndex(table: string, columns: string[]): string[] {
  const name = quoted(`${table}_quick`)
  const make = `CREATE INDEX ${name} ON ${quoted(table)} (${columns.map(quoted).join(', ')})`
  return [`DROP INDEX IF EXISTS ${name}`, ...(columns.length ? [make] : [])]
}

const addState = (dataset: Dataset): string =>
  `INSERT OR IGNORE INTO dataset_state (name) VALUES ('${dataset.name.replaceAll("'", "''")}')`

function columnsIn(sqlite: Database, table: string): { name: string; type: string }[] {
  return sqlite.prepare('SELECT name, type FROM pragma_table_info(?)').all(table) as { name: string; type: string }[]
}

function indexColumns(sqlite: Database, index: string): string[] {
  return sqlite.prepare('SELECT name FROM pragma_index_info(?)').pluck().all(index) as string[]
}

const same = (a: string[], b: string[]): boolean => a.length === b.length && a.every((name, at) => name === b[at])
