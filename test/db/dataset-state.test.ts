import { expect, test } from 'vitest'
import { datasetStates, keepDataset, listDatasets } from '#db/dataset-state.ts'
import { sales } from '#db/datasets/sales.ts'
import { write } from '#db/write.ts'
import { order, orders } from '#test/kit/orders.ts'
import { freshStore } from '#test/kit/store.ts'

test('a dataset made at run time is listed as it was described, written to and described anew', async () => {
  const store = freshStore()
  await keepDataset(store, orders)
  expect(await listDatasets(store)).toEqual([orders])
  await write(store, orders, [order('a')], { id: 'r1' }, { now: 5 })
  await keepDataset(store, { ...orders, say: 'orders of the shop' })
  expect(await listDatasets(store)).toMatchObject([{ name: 'orders', say: 'orders of the shop' }])
  expect((await datasetStates(store)).get('orders')).toMatchObject({ rows: 1, lastRun: 'r1', lastWriteAt: 5 })
})

test('a dataset that we ship is listed once it holds rows', async () => {
  const store = freshStore()
  expect(await listDatasets(store)).toEqual([])
  const columns = Object.entries<{ kind: string }>(sales.columns)
  const some = { text: 'x', integer: 1, money: 1, time: '2026-03-01T10:00:00Z' } as Record<string, string | number>
  const row = Object.fromEntries(columns.map(([name, { kind }]) => [name, some[kind]]))
  expect(await write(store, sales, [row], { id: 'r1' })).toMatchObject({ inserted: 1 })
  expect((await listDatasets(store)).map(({ name }) => name)).toEqual(['sales'])
})

test('a dataset can not take the place of another, nor be kept if nobody could write to it', async () => {
  const store = freshStore()
  await keepDataset(store, { ...orders, name: 'web-orders' })
  await expect(keepDataset(store, { ...orders, name: 'Web Orders' })).rejects.toThrow('among those of web-orders')
  await expect(keepDataset(store, { ...orders, name: 'sales' })).rejects.toThrow('among those of sales')
  await expect(keepDataset(store, { ...orders, key: ['nothing'] })).rejects.toThrow('there is no column "nothing"')
})
