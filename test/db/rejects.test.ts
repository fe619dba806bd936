import { expect, test } from 'vitest'
import type { Row } from '#db/dataset.ts'
import { countRejects, forgetRejects, listRejects } from '#db/rejects.ts'
import { write } from '#db/write.ts'
import { order, orders } from '#test/kit/orders.ts'
import { freshStore } from '#test/kit/store.ts'

const bad = (id: number): Row => order(id, { amount: 'abc' })

test('a refused row is kept with its line, itself and a reason, and the good ones beside it are stored', async () => {
  const store = freshStore()
  const long = 'x'.repeat(5_000)
  const rows = [order(1), order(2, { amount: 'abc', branch: long }), order(3)]
  expect(await write(store, orders, rows, { id: 'r1' }, { now: 9 })).toMatchObject({ inserted: 2, rejected: 1 })
  expect(await listRejects(store, 'orders')).toMatchObject([
    {
      dataset: 'orders',
      run: 'r1',
      line: 2,
      row: { id: '2', amount: 'abc', branch: `${'x'.repeat(500)}…` },
      reason: 'amount: "abc" is not an amount in whole hundredths',
      at: 9,
    },
  ])
})

test('refused rows are read page by page: of one run as they came, of all runs the newest first', async () => {
  const store = freshStore()
  await write(store, orders, [bad(1), bad(2), bad(3)], { id: 'r1' })
  await write(store, orders, [bad(4)], { id: 'r2' })
  const lines = async (asked: Parameters<typeof listRejects>[2]) =>
    (await listRejects(store, 'orders', asked)).map(({ row }) => Number((row as Row).id))
  expect(await lines({ run: 'r1', limit: 2 })).toEqual([1, 2])
  expect(await lines({ run: 'r1', limit: 2, offset: 2 })).toEqual([3])
  expect(await lines({ limit: 2 })).toEqual([4, 3])
  expect(await countRejects(store, 'orders')).toBe(4)
  expect(await countRejects(store, 'orders', 'r2')).toBe(1)
})

test('a run that is tried again keeps its refused rows once', async () => {
  const store = freshStore()
  for (let attempt = 0; attempt < 3; attempt++) await write(store, orders, [bad(1), bad(2)], { id: 'r1' })
  expect(await countRejects(store, 'orders', 'r1')).toBe(2)
})

test('the first ten thousand refused rows are kept, and the count is exact beyond', async () => {
  const store = freshStore()
  const rows = Array.from({ length: 12_345 }, (_, n) => bad(n))
  expect(await write(store, orders, rows, { id: 'r1' })).toMatchObject({ total: 12_345, rejected: 12_345, inserted: 0 })
  expect(await countRejects(store, 'orders')).toBe(10_000)
})

test('old refused rows can be forgotten', async () => {
  const store = freshStore()
  await write(store, orders, [bad(1)], { id: 'r1' }, { now: 100 })
  await write(store, orders, [bad(2)], { id: 'r2' }, { now: 200 })
  expect(await forgetRejects(store, 150)).toBe(1)
  expect(await countRejects(store, 'orders')).toBe(1)
})
