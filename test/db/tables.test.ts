import SQLite from 'better-sqlite3'
import { expect, test } from 'vitest'
import type { Column, Dataset } from '#db/dataset.ts'
import { datasets } from '#db/datasets/index.ts'
import { openRoot, openStore, type Store } from '#db/open.ts'
import { ensureTable } from '#db/tables.ts'
import { write } from '#db/write.ts'
import { manyOrders, order, orders } from '#test/kit/orders.ts'
import { freshFolder, freshStore, tableOf } from '#test/kit/store.ts'

const run = { id: 'r1' }
const text: Column = { kind: 'text' }
const columnsOf = (store: Store, table = 'data_orders') =>
  store.sqlite.prepare('SELECT name FROM pragma_table_info(?)').pluck().all(table)
const planOf = (store: Store, sql: string) =>
  (store.sqlite.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[])
    .map(({ detail }) => detail)
    .join('; ')
const looseTables = (path: string) => {
  const sqlite = new SQLite(path, { readonly: true })
  const tables = sqlite.prepare("SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0").pluck().all()
  sqlite.close()
  return (tables as string[]).filter((name) => !name.startsWith('sqlite_'))
}

test('every table is strict: those of a workspace, of the root file, and of every dataset we ship', () => {
  const store = freshStore()
  for (const dataset of [...datasets, orders]) ensureTable(store, dataset)
  expect(looseTables(store.path)).toEqual([])
  const root = openRoot(`${freshFolder()}/bellhop.db`)
  root.close()
  expect(looseTables(root.path)).toEqual([])
})

test('a dataset that is kept already is left as it is', () => {
  const store = freshStore()
  ensureTable(store, orders)
  const version = store.sqlite.pragma('schema_version', { simple: true })
  ensureTable(store, orders)
  expect(store.sqlite.pragma('schema_version', { simple: true })).toBe(version)
})

test('columns that a description gains are added, and the rows stay', async () => {
  const store = freshStore()
  await write(store, orders, [order('a')], run)
  const more: Dataset = {
    ...orders,
    columns: { ...orders.columns, paid_at: { kind: 'time' }, channel: { kind: 'text' } },
  }
  await write(store, more, [order('b', { paid_at: '2026-03-31T22:30:00Z', channel: 'web' })], run)
  expect(columnsOf(store)).toEqual(expect.arrayContaining(['paid_at', 'paid_at_day', 'channel']))
  expect(tableOf(store, 'id, channel, paid_at_day')).toEqual([
    { id: 'a', channel: null, paid_at_day: null },
    { id: 'b', channel: 'web', paid_at_day: '2026-04-01' },
  ])
})

test('what a column or the key was can not become something else behind the rows', async () => {
  const store = freshStore()
  await write(store, orders, [order('a')], run)
  const branch = { ...orders, columns: { ...orders.columns, branch: { kind: 'integer' as const } } }
  expect(() => ensureTable(store, branch)).toThrow('"branch" is kept as TEXT and can not become INTEGER')
  expect(() => ensureTable(store, { ...orders, key: ['id', 'at'] })).toThrow('its key can not change')
})

test.each<[string, Partial<Dataset>, string]>([
  ['no key', { key: [] }, 'it has no key'],
  ['a key that is no column', { key: ['nothing'] }, 'there is no column "nothing"'],
  ['a time that is no time', { time: { column: 'branch', zone: 'UTC' } }, '"branch" is neither a day nor a time'],
  ['a zone that does not exist', { time: { column: 'at', zone: 'Mars/Base' } }, 'there is no time zone "Mars/Base"'],
  ['a column named like SQL', { columns: { ...orders.columns, 'a" TEXT); --': text } }, 'can not be the name'],
  ['a column that every object has', { columns: { ...orders.columns, constructor: text } }, 'can not be the name'],
  ['a column named like ours', { columns: { ...orders.columns, _run: text } }, 'can not be the name'],
  ['two columns that SQL can not tell apart', { columns: { ...orders.columns, ID: text } }, 'two columns'],
  ['a column where a day is kept', { columns: { ...orders.columns, at_day: text } }, 'kept for the day of a time'],
  [
    'a measure of nothing',
    { measures: { x: { say: 'x', unit: 'count', is: { sum: 'y' } } } },
    'there is no column "y"',
  ],
  ['a table that is not ours', { table: 'runs' }, 'not ours to write to'],
])('a description with %s is refused', (_, wrong, why) => {
  expect(() => ensureTable(freshStore(), { ...orders, ...wrong })).toThrow(why)
})

test('sums by day and dimension are answered by the index alone', async () => {
  const store = freshStore()
  await write(store, orders, manyOrders(0, 100), run)
  const byBranch = 'SELECT branch, sum(amount) FROM data_orders'
  const march = "at_day BETWEEN '2026-03-01' AND '2026-03-31'"
  expect(planOf(store, `${byBranch} WHERE ${march} GROUP BY branch`)).toContain(
    'SEARCH data_orders USING COVERING INDEX',
  )
  expect(planOf(store, `SELECT at_day, sum(amount) FROM data_orders GROUP BY at_day`)).toMatch(/COVERING INDEX[^;]*$/)
})

test('the index follows the description', async () => {
  const store = freshStore()
  await write(store, orders, [order('a')], run)
  const items = { say: 'items', unit: 'count' as const, is: { sum: 'items' } }
  await write(store, { ...orders, measures: { ...orders.measures, items } }, [order('b')], run)
  expect(planOf(store, 'SELECT at_day, sum(items) FROM data_orders GROUP BY at_day')).toContain('COVERING INDEX')
})

test('two processes that meet a new dataset at the same moment both find it made', () => {
  const store = freshStore()
  const other = openStore(store.path)
  ensureTable(store, orders)
  ensureTable(other, orders)
  other.close()
  expect(columnsOf(store)).toContain('at_day')
})

test('how many different orders there are is counted along the index, without the table', () => {
  const store = freshStore()
  const sold = datasets.find(({ name }) => name === 'sales')!
  ensureTable(store, sold)
  const sql = 'SELECT channel, COUNT(DISTINCT order_id) FROM data_sales'
  const plan = planOf(store, `${sql} WHERE time_day BETWEEN '2026-10-01' AND '2026-10-31' GROUP BY 1`)
  expect(plan).toContain('SEARCH data_sales USING COVERING INDEX')
})
