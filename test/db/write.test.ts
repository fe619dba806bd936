import { expect, test } from 'vitest'
import type { Row } from '#db/dataset.ts'
import { datasetStates } from '#db/dataset-state.ts'
import { write } from '#db/write.ts'
import { manyOrders, order, orders } from '#test/kit/orders.ts'
import { freshStore, tableOf } from '#test/kit/store.ts'

const run = (id: string) => ({ id })

test('rows are inserted, changed or left the same, and every row knows the run that last changed it', async () => {
  const store = freshStore()
  expect(await write(store, orders, [order('a'), order('b')], run('r1'))).toEqual({
    total: 2,
    inserted: 2,
    changed: 0,
    same: 0,
    repeated: 0,
    rejected: 0,
    deleted: 0,
    appeared: [],
    vanished: [],
    from: '2026-03-01',
    to: '2026-03-01',
  })
  const again = await write(store, orders, [order('a'), order('b', { amount: 99 }), order('c')], run('r2'))
  expect(again).toMatchObject({ total: 3, inserted: 1, changed: 1, same: 1, rejected: 0 })
  expect(tableOf(store, 'id, amount, _run')).toEqual([
    { id: 'a', amount: 1250, _run: 'r1' },
    { id: 'b', amount: 99, _run: 'r2' },
    { id: 'c', amount: 1250, _run: 'r2' },
  ])
})

test('writing the same rows twice changes nothing', async () => {
  const store = freshStore()
  const rows = () => manyOrders(0, 25_000, { weight: 0.1, returned: true, due: '2026-04-01', items: 3 })
  await write(store, orders, rows(), run('r1'))
  const before = tableOf(store, 'rowid, *')
  expect(await write(store, orders, rows(), run('r2'))).toMatchObject({ inserted: 0, changed: 0, same: 25_000 })
  expect(tableOf(store, 'rowid, *')).toEqual(before)
})

test('a value that was there and comes empty is emptied, and one that was empty is filled', async () => {
  const store = freshStore()
  await write(store, orders, [order('a', { items: 2 }), order('b')], run('r1'))
  const written = await write(store, orders, [order('a', { items: null }), order('b', { items: 0 })], run('r2'))
  expect(written).toMatchObject({ changed: 2 })
  expect(tableOf(store, 'items')).toEqual([{ items: null }, { items: 0 }])
})

test('rows that a later load does not mention stay', async () => {
  const store = freshStore()
  await write(store, orders, manyOrders(0, 5), run('r1'))
  expect(await write(store, orders, [order(3)], run('r2'))).toMatchObject({ deleted: 0 })
  expect(tableOf(store)).toHaveLength(5)
})

test('rows are taken from whatever brings them, one at a time', async () => {
  const store = freshStore()
  async function* slowly(): AsyncGenerator<Row> {
    for (const row of manyOrders(0, 12_000)) yield row
  }
  expect(await write(store, orders, slowly(), run('r1'))).toMatchObject({ inserted: 12_000 })
  expect(await write(store, orders, new Set([order('x')]), run('r1'))).toMatchObject({ inserted: 1 })
  expect(await write(store, orders, [], run('r1'))).toMatchObject({ total: 0 })
})

test('of rows with one key in one load the last wins, and how many gave way is told', async () => {
  const store = freshStore()
  const rows = [order('a', { amount: 1 }), order('b'), order('a', { amount: 2 }), order('b'), order('a', { amount: 3 })]
  expect(await write(store, orders, rows, run('r1'))).toMatchObject({ total: 5, inserted: 2, same: 1, repeated: 2 })
  expect(tableOf(store, 'id, amount')[0]).toEqual({ id: 'a', amount: 3 })
  expect(await write(store, orders, rows, run('r2'))).toMatchObject({ inserted: 0, changed: 0, same: 3, repeated: 2 })
  expect(tableOf(store, '_run')).toEqual([{ _run: 'r1' }, { _run: 'r1' }])
})

test('a key that comes again thousands of rows later is told too', async () => {
  const store = freshStore()
  function* rows(): Generator<Row> {
    yield* manyOrders(0, 15_000)
    yield* manyOrders(0, 10, { amount: 7 })
    yield* manyOrders(20, 10)
    yield order(5, { amount: 8 })
  }
  const written = await write(store, orders, rows(), run('r1'))
  expect(written).toMatchObject({ total: 15_021, inserted: 15_000, changed: 0, same: 10, repeated: 11 })
  expect(tableOf(store, 'cast(id as integer) AS id, amount').slice(4, 7)).toEqual([
    { id: 4, amount: 7 },
    { id: 5, amount: 8 },
    { id: 6, amount: 7 },
  ])
})

test('a key of several columns is told apart by all of them', async () => {
  const store = freshStore()
  const stock = { ...orders, name: 'stock', key: ['branch', 'due', 'items'] }
  const row = (branch: string, items: number, amount: number) =>
    order('x', { branch, items, amount, due: '2026-01-01' })
  const rows = [row('a', 1, 1), row('a', 11, 2), row('a1', 1, 3), row('a', 1, 4)]
  expect(await write(store, stock, rows, run('r1'))).toMatchObject({ inserted: 3, repeated: 1 })
  expect(tableOf(store, 'branch, items, amount', 'data_stock')).toEqual([
    { branch: 'a', items: 1, amount: 4 },
    { branch: 'a', items: 11, amount: 2 },
    { branch: 'a1', items: 1, amount: 3 },
  ])
})

test('columns that nobody described are told when they first come, and ours when they stay away', async () => {
  const store = freshStore()
  const first = await write(store, orders, [order('a', { coupon: 'X', items: 1, note: '' })], run('r1'))
  expect(first).toMatchObject({ inserted: 1, appeared: ['coupon'], vanished: [] })
  const second = await write(store, orders, [order('b', { coupon: 'Y', items: 1 })], run('r2'))
  expect(second).toMatchObject({ appeared: [], vanished: [] })
  const third = await write(store, orders, [order('c', { items: null, note: 'hello' })], run('r3'))
  expect(third).toMatchObject({ appeared: ['note'], vanished: ['items', 'coupon'] })
  expect(await write(store, orders, [], run('r4'))).toMatchObject({ appeared: [], vanished: [] })
})

test('a workspace knows how many rows a dataset has, and when and by which run it was last written', async () => {
  const store = freshStore()
  await write(store, orders, manyOrders(0, 12_345), run('r1'), { now: 5 })
  await write(store, orders, manyOrders(12_000, 1_000), run('r2'), { now: 7 })
  expect((await datasetStates(store)).get('orders')).toMatchObject({ rows: 13_000, lastRun: 'r2', lastWriteAt: 7 })
})

test('the first and the last local day of the rows are told', async () => {
  const rows = [order('a', { at: '2026-03-31T22:30:00Z' }), order('b', { at: '2026-02-28T23:30:00Z' }), order('c')]
  expect(await write(freshStore(), orders, rows, run('r1'))).toMatchObject({ from: '2026-03-01', to: '2026-04-01' })
})

test('others have their turn between two batches, and progress is told', async () => {
  const store = freshStore()
  const totals: number[] = []
  let turns = 0
  const turn = setInterval(() => turns++, 0)
  await write(store, orders, manyOrders(0, 45_000), run('r1'), { onProgress: ({ total }) => totals.push(total) })
  clearInterval(turn)
  expect(totals).toEqual([10_000, 20_000, 30_000, 40_000, 45_000])
  expect(turns).toBeGreaterThan(0)
})

test('values are values, whatever they say', async () => {
  const store = freshStore()
  const evil = `'); DROP TABLE data_orders; --`
  const rows = [order(evil, { branch: '"; DELETE FROM runs', 'x"); DROP TABLE runs; --': 1 })]
  const written = await write(store, orders, rows, run(evil))
  expect(written).toMatchObject({ inserted: 1, appeared: [`x"); DROP TABLE runs; --`] })
  expect(tableOf(store, 'id, branch, _run')).toEqual([{ id: evil, branch: '"; DELETE FROM runs', _run: evil }])
})

test('a table of hundreds of columns is written like any other', async () => {
  const store = freshStore()
  const names = Array.from({ length: 400 }, (_, n) => `c${n}`)
  const columns = Object.fromEntries(names.map((name) => [name, { kind: 'integer' as const }]))
  const wide = { ...orders, name: 'wide', columns, key: ['c0'], measures: {}, dimensions: {}, time: undefined! }
  const rows = Array.from({ length: 50 }, (_, n) => Object.fromEntries(names.map((name, at) => [name, n + at])))
  expect(await write(store, wide, rows, run('r1'))).toMatchObject({ inserted: 50 })
  expect(await write(store, wide, rows, run('r2'))).toMatchObject({ same: 50 })
})
