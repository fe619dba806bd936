import { fork } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { bringBook, isBooked } from '#db/book.ts'
import type { Dataset, Row } from '#db/dataset.ts'
import { branches } from '#db/datasets/branches.ts'
import { sales } from '#db/datasets/sales.ts'
import type { Store } from '#db/open.ts'
import { compile } from '#db/plan/compile.ts'
import type { Condition, Plan, PlanMeasure } from '#db/plan.ts'
import { readValues } from '#db/question/values.ts'
import { bookOf } from '#db/quick.ts'
import { ensureTable } from '#db/tables.ts'
import { write } from '#db/write.ts'
import { manyOrders, order, orders } from '#test/kit/orders.ts'
import { freshStore } from '#test/kit/store.ts'

const run = { id: 'r1' }
const ANY = { rows: 0, aDay: 0 }
const bring = (store: Store, dataset: Dataset = sales) => [...bringBook(store, dataset, ANY)].length
const book = bookOf(sales)!

/** The same rows every time: some without a cost, some returned, two lines an order. */
function* lines(from: number, count: number, more: Row = {}): Generator<Row> {
  for (let n = from; n < from + count; n++) {
    const dice = (n * 2_654_435_761) % 4_294_967_296
    const of = (all: string[], turn: number) => all[Math.floor(dice / turn) % all.length]!
    const at = Date.parse('2026-09-28T15:00:00Z') + (dice % 50) * 3_600_000 * 12
    const amount = 1000 + (dice % 70_001)
    yield {
      ...{
        id: `L${n}`,
        order_id: `O${n >> 1}`,
        time: new Date(at).toISOString(),
        country: of(['Thailand', 'Bali'], 3),
      },
      ...{
        branch: of(['Bangkok', 'Bandung', 'Phuket'], 7),
        channel: of(['store', 'online'], 11),
        customer: `C${n % 9}`,
      },
      ...{ product: of(['Tea', 'Rice', 'Soap', 'Salt'], 5), category: of(['Food', 'Home'], 13), quantity: 1 + (n % 3) },
      ...{ price: amount, discount: n % 7, amount, cost: n % 5 ? amount >> 1 : null },
      ...{ status: dice % 9 ? 'paid' : 'returned', ...more },
    }
  }
}

async function soldStore(count = 3000): Promise<Store> {
  const store = freshStore()
  ensureTable(store, branches)
  await write(store, sales, lines(0, count), run)
  return store
}

const asked = (store: Store, plan: Plan, isBooked: boolean) => {
  const { sql, params } = compile(plan, [sales, branches], {}, { isBooked })
  const rows = store.sqlite.prepare(sql).raw().all(params) as unknown[][]
  return { usesBook: sql.includes(book.table), rows: rows.map((row) => JSON.stringify(row)).sort() }
}

const october: Condition = { period: { from: '2026-10-01', to: '2026-10-31' } }
const revenue: PlanMeasure = { measure: 'revenue' }
const byMonth = { column: 'time', grain: 'month' as const }

test.each<[string, Omit<Plan, 'dataset'>]>([
  ['all of it', { measures: [revenue, { fn: 'count' }] }],
  ['nothing at all', { measures: [{ fn: 'count' }, revenue], where: [{ column: 'branch', is: 'Mars' }] }],
  ['a month and a branch', { measures: [revenue, { measure: 'margin' }], by: [byMonth, 'branch'] }],
  ['an amount that is missing in places', { measures: [{ measure: 'cost' }, { measure: 'profit' }], by: ['product'] }],
  ['the days of a week', { measures: [revenue], by: [{ column: 'time', grain: 'weekday' }], where: [october] }],
  ['what is kept beside', { measures: [{ fn: 'sum', column: 'amount' }], by: ['status', 'channel'] }],
  [
    'a condition of its own',
    { measures: [{ fn: 'count', where: [october] }, { measure: 'returns' }], by: ['channel'] },
  ],
  ['two periods', { measures: [revenue], by: ['branch'], where: [october], compare: 'previous' }],
  [
    'the best',
    { measures: [{ measure: 'quantity' }], by: ['product'], order: [{ measure: 0, dir: 'desc' }], limit: 2 },
  ],
  ['totals above', { measures: [revenue], by: ['branch'], having: [{ measure: { fn: 'count' }, op: '>', than: 700 }] }],
  ['a linked row', { measures: [revenue], by: ['branches.city'] }],
  ['a text', { measures: [revenue], where: [{ any: [{ column: 'branch', text: 'Ban', at: 'start' }, october] }] }],
])('the book says what the rows say: %s', async (_, part) => {
  const store = await soldStore()
  bring(store)
  const plan = { dataset: 'sales', ...part }
  const booked = asked(store, plan, true)
  expect(booked.usesBook).toBe(true)
  expect(booked.rows).toEqual(asked(store, plan, false).rows)
})

test.each<[string, Omit<Plan, 'dataset'>]>([
  ['two dimensions', { measures: [revenue], by: ['branch', 'channel'] }],
  ['an average of rows', { measures: [{ fn: 'average', column: 'amount' }], by: ['branch'] }],
  ['the greatest', { measures: [{ fn: 'max', column: 'amount' }] }],
  ['different orders', { measures: [{ measure: 'orders' }], by: ['branch'] }],
  ['hours', { measures: [revenue], by: [{ column: 'time', grain: 'hour of day' }] }],
  ['an amount as a condition', { measures: [revenue], where: [{ column: 'amount', op: '>', than: 300 }] }],
  ['an amount as a group', { measures: [{ fn: 'count' }], by: [{ column: 'amount', bands: [100, 300] }] }],
  ['a moment', { measures: [revenue], where: [{ column: 'time', op: '>', than: '2026-10-05T10:00' }] }],
  ['an amount times another', { measures: [{ fn: 'sum', column: 'amount', times: 'quantity' }], by: ['branch'] }],
  ['a list', { rows: ['branch', 'amount'], where: [october] }],
  [
    'branches that had',
    { measures: [revenue], where: [{ dataset: 'branches', has: [{ column: 'city', empty: true }] }] },
  ],
])('what a book can not say is asked of the rows: %s', async (_, part) => {
  const store = await soldStore(300)
  bring(store)
  const plan = { dataset: 'sales', ...part }
  expect(asked(store, plan, true)).toEqual({ ...asked(store, plan, false), usesBook: false })
})

const sums = (store: Store) =>
  book.dimensions.map((name) => {
    const list = (value: string, rows: string) =>
      `${value} AS v, time_day, status, ${rows} AS n, SUM(amount) AS a, SUM(cost) AS c, SUM(quantity) AS q`
    const all = (sql: string) => store.sqlite.prepare(`${sql} GROUP BY v, time_day, status ORDER BY 1, 2, 3`).all()
    return {
      book: all(`SELECT ${list('_value', 'SUM(_rows)')} FROM ${book.table} WHERE _dimension = '${name}'`),
      rows: all(`SELECT ${list(name, 'COUNT(*)')} FROM data_sales`),
    }
  })

test('whatever is done to a row, its day is late at once, and right again when it is brought', async () => {
  const store = await soldStore()
  bring(store)
  const deeds: [string, () => unknown][] = [
    ['new rows', () => write(store, sales, lines(3000, 40), run)],
    ['another branch', () => write(store, sales, lines(0, 3, { branch: 'Bali' }), run)],
    ['another day', () => write(store, sales, lines(7, 3, { time: '2027-01-05T01:00:00Z' }), run)],
    ['the last of a day', () => store.sqlite.exec("DELETE FROM data_sales WHERE time_day > '2027'")],
    ['fewer rows', () => write(store, sales, lines(0, 2500), run, { deleteMissing: 'all' })],
    ['a hand in the file', () => store.sqlite.exec("UPDATE data_sales SET amount = amount + 1 WHERE id = 'L9'")],
    ['no row left', () => store.sqlite.exec('DELETE FROM data_sales')],
  ]
  for (const [what, deed] of deeds) {
    expect(isBooked(store, sales), what).toBe(true)
    await deed()
    expect(isBooked(store, sales), what).toBe(false)
    bring(store)
    for (const each of sums(store)) expect(each.book, what).toEqual(each.rows)
  }
})

test('rows that come as they were leave the book in time', async () => {
  const store = await soldStore(200)
  bring(store)
  await write(store, sales, lines(0, 200), run)
  expect(isBooked(store, sales)).toBe(true)
})

test('only the days that were touched are written anew', async () => {
  const store = await soldStore()
  bring(store)
  await write(store, sales, lines(0, 1, { amount: 5 }), run)
  expect(bring(store)).toBe(1)
})

test('a deed that is taken back leaves neither rows nor marks', async () => {
  const store = await soldStore(200)
  bring(store)
  store.sqlite.exec('BEGIN; DELETE FROM data_sales; ROLLBACK')
  expect(isBooked(store, sales)).toBe(true)
})

test('a load brings the book of a large dataset, and leaves a small one alone', async () => {
  const store = freshStore()
  await write(store, orders, manyOrders(0, 49_000), run)
  expect(isBooked(store, orders)).toBe(false)
  await write(store, orders, manyOrders(49_000, 1000), run)
  expect(isBooked(store, orders)).toBe(true)
  const plan: Plan = { dataset: 'orders', measures: [{ fn: 'count' }, revenue], by: ['branch'] }
  const { sql, params } = compile(plan, [orders], {}, { isBooked: true })
  expect(sql).toContain('book_data_orders')
  expect(store.sqlite.prepare(sql).raw().all(params)).toEqual([['North', 50_000, 625_000]])
})

test('a load that is killed leaves a book that is late or right', async () => {
  const store = freshStore()
  await write(store, orders, manyOrders(0, 60_000), run)
  const script = new URL('../kit/write-process.ts', import.meta.url)
  for (const batches of [1, 2, 3]) {
    const writer = fork(script, [store.path, `killed ${batches}`, '0', '60000'], { execArgv: [] })
    for (let seen = 0; seen < batches; seen++) await once(writer, 'message')
    writer.kill('SIGKILL')
    await once(writer, 'exit')
    const changed = store.sqlite.prepare('SELECT count(*) FROM data_orders WHERE branch = ?').pluck()
    expect(changed.get(`killed ${batches}`)).toBeGreaterThan(0)
    expect(isBooked(store, orders)).toBe(false)
    bring(store, orders)
    const booked = store.sqlite.prepare('SELECT SUM(_rows) FROM book_data_orders WHERE _value = ?').pluck()
    expect(booked.get(`killed ${batches}`)).toBe(changed.get(`killed ${batches}`))
  }
})

test('rows without a day keep the book late', async () => {
  const store = freshStore()
  const dated: Dataset = { ...orders, time: { column: 'due', zone: 'UTC' } }
  await write(store, dated, [order('a', { due: '2026-03-01' }), order('b')], run)
  expect([bring(store, dated), isBooked(store, dated)]).toEqual([0, false])
})

test('a file from before the book gets one, and every day is late', async () => {
  const store = await soldStore(200)
  bring(store)
  for (const deed of ['update', 'delete']) store.sqlite.exec(`DROP TRIGGER late_data_sales_${deed}`)
  store.sqlite.exec(`DROP TABLE ${book.table}; DROP TABLE ${book.late}`)
  expect(isBooked(store, sales)).toBe(false)
  ensureTable(store, sales)
  expect(isBooked(store, sales)).toBe(false)
  expect(bring(store)).toBe(store.sqlite.prepare('SELECT count(DISTINCT time_day) FROM data_sales').pluck().get())
  for (const each of sums(store)) expect(each.book).toEqual(each.rows)
})

test('a description that gains a dimension gets a new book', async () => {
  const store = await soldStore(200)
  bring(store)
  const { country: _, ...fewer } = sales.dimensions
  const less: Dataset = { ...sales, dimensions: fewer }
  ensureTable(store, less)
  expect(isBooked(store, less)).toBe(false)
  bring(store, less)
  const kept = store.sqlite.prepare(`SELECT DISTINCT _dimension FROM ${book.table} ORDER BY 1`).pluck().all()
  expect(kept).toEqual(bookOf(less)!.dimensions.toSorted())
})

test('the values that stand in the data are read from the book as well', async () => {
  const store = await soldStore()
  bring(store)
  const seen: string[] = []
  const reader = {
    all: async (sql: string, params: unknown[]) => {
      seen.push(sql)
      return store.sqlite.prepare(sql).raw().all(params) as unknown[][]
    },
  }
  const [rows, pages] = [await readValues(reader, [sales]), await readValues(reader, [sales], [sales])]
  expect(seen.filter((sql) => sql.includes(book.table))).toHaveLength(book.dimensions.length + book.kept.length)
  for (const each of ['branch', 'product', 'status', 'country']) {
    const of = ({ exact }: typeof rows) =>
      [...exact.values()].flat().flatMap((it) => (it.column === each ? it.value : []))
    expect(of(pages).sort()).toEqual(of(rows).sort())
    expect(of(pages).length).toBeGreaterThan(1)
  }
})
