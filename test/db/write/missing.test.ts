import { expect, test } from 'vitest'
import { datasetStates } from '#db/dataset-state.ts'
import type { Store } from '#db/open.ts'
import { write } from '#db/write.ts'
import { manyOrders, order, orders } from '#test/kit/orders.ts'
import { freshStore, tableOf } from '#test/kit/store.ts'

const run = { id: 'r1' }
const march = { from: '2026-03-01', to: '2026-03-31' }
const ids = (store: Store) => tableOf(store, 'id').map(({ id }) => id)

const days = () => [
  order('feb', { at: '2026-02-28T22:59:59Z' }),
  order('first', { at: '2026-02-28T23:00:00Z' }),
  order('mid'),
  order('last', { at: '2026-03-31T21:59:59Z' }),
  order('april', { at: '2026-03-31T22:00:00Z' }),
]

test('told to, a load deletes what it does not mention within its days', async () => {
  const store = freshStore()
  await write(store, orders, days(), run)
  const written = await write(store, orders, [order('mid'), order('new')], run, { deleteMissing: march })
  expect(written).toMatchObject({ inserted: 1, same: 1, deleted: 2 })
  expect(ids(store)).toEqual(['april', 'feb', 'mid', 'new'])
  expect((await datasetStates(store)).get('orders')?.rows).toBe(4)
})

test('told to, a load deletes everything else, however much that is', async () => {
  const store = freshStore()
  await write(store, orders, manyOrders(0, 45_000), run)
  const written = await write(store, orders, manyOrders(44_990, 20), run, { deleteMissing: 'all' })
  expect(written).toMatchObject({ inserted: 10, same: 10, deleted: 44_990 })
  expect(tableOf(store)).toHaveLength(20)
})

test('a row that changed, or moved out of the days, was mentioned and stays', async () => {
  const store = freshStore()
  await write(store, orders, days(), run)
  const moved = [order('first', { at: '2026-05-01T10:00:00Z' }), order('mid', { amount: 1 }), order('last')]
  expect(await write(store, orders, moved, run, { deleteMissing: march })).toMatchObject({ changed: 3, deleted: 0 })
  expect(ids(store)).toHaveLength(5)
})

test('a load with refused rows, or with none at all, deletes nothing and says why', async () => {
  const store = freshStore()
  await write(store, orders, days(), run)
  const bad = [order('mid'), order('last', { amount: 'abc' })]
  expect(await write(store, orders, bad, run, { deleteMissing: 'all' })).toMatchObject({
    deleted: 0,
    notDeleted: 'some rows were rejected',
  })
  expect(await write(store, orders, [], run, { deleteMissing: march })).toMatchObject({
    deleted: 0,
    notDeleted: 'no rows came',
  })
  expect(ids(store)).toHaveLength(5)
})

test('rows that somebody else adds meanwhile stay', async () => {
  const store = freshStore()
  await write(store, orders, days(), run)
  async function* slowly() {
    yield order('mid')
    await write(store, orders, [order('theirs')], { id: 'r2' })
    yield order('mine')
  }
  expect(await write(store, orders, slowly(), run, { deleteMissing: march })).toMatchObject({ deleted: 2 })
  expect(ids(store)).toEqual(['april', 'feb', 'mid', 'mine', 'theirs'])
})

test('a dataset without days can not be deleted from by days', async () => {
  const { time: _, ...timeless } = orders
  const written = write(freshStore(), timeless, [order('a')], run, { deleteMissing: march })
  await expect(written).rejects.toThrow('no days')
})
