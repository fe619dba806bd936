import { expect, test } from 'vitest'
import type { Row } from '#db/dataset.ts'
import { listRejects } from '#db/rejects.ts'
import { write } from '#db/write.ts'
import { order, orders } from '#test/kit/orders.ts'
import { freshStore, tableOf } from '#test/kit/store.ts'

const run = { id: 'r1' }

async function kept(more: Row): Promise<Record<string, unknown>> {
  const store = freshStore()
  expect(await write(store, orders, [order('a', more)], run)).toMatchObject({ inserted: 1 })
  return tableOf(store)[0]!
}

async function refused(row: Row): Promise<string> {
  const store = freshStore()
  expect(await write(store, orders, [row], run)).toMatchObject({ inserted: 0, rejected: 1 })
  return (await listRejects(store, 'orders'))[0]!.reason
}

test.each<[Row, Row]>([
  [{ branch: '  North  ' }, { branch: 'North' }],
  [{ branch: '   ' }, { branch: null }],
  [{ branch: 42 }, { branch: '42' }],
  [{ branch: 'ศรีราชา ✓' }, { branch: 'ศรีราชา ✓' }],
  [{ amount: -5 }, { amount: -5 }],
  [{ items: '12' }, { items: 12 }],
  [{ items: 2 ** 53 - 1 }, { items: 2 ** 53 - 1 }],
  [{ weight: '1.5e3' }, { weight: 1500 }],
  [{ weight: 0 }, { weight: 0 }],
  [{ returned: 'Yes' }, { returned: 1 }],
  [{ returned: false }, { returned: 0 }],
  [{ due: '2024-02-29' }, { due: '2024-02-29' }],
  [{ due: new Date('2026-05-06') }, { due: '2026-05-06' }],
  [{ due: undefined }, { due: null }],
  [{ at: new Date('2026-03-31T22:30:00Z') }, { at: '2026-03-31T22:30:00.000Z', at_day: '2026-04-01' }],
  [{ at: '2026-03-31T20:30:00-02:00' }, { at: '2026-03-31T22:30:00.000Z', at_day: '2026-04-01' }],
  [{ at: '2026-03-31 14:05' }, { at: '2026-03-31T12:05:00.000Z', at_day: '2026-03-31' }],
])('%o is kept as %o', async (given, stored) => {
  expect(await kept(given)).toMatchObject(stored)
})

test.each<[Row, string]>([
  [{ amount: 'abc' }, 'amount: "abc" is not an amount in whole hundredths'],
  [{ amount: '1250' }, 'amount: "1250" is not an amount in whole hundredths'],
  [{ amount: 12.5 }, 'amount: 12.5 is not an amount in whole hundredths'],
  [{ items: 1.5 }, 'items: 1.5 is not a whole number'],
  [{ items: 2 ** 53 }, 'items: 9007199254740992 is not a whole number'],
  [{ items: '9007199254740993' }, 'items: "9007199254740993" is not a whole number'],
  [{ items: true }, 'items: true is not a whole number'],
  [{ weight: Number.NaN }, 'weight: NaN is not a number'],
  [{ weight: Number.POSITIVE_INFINITY }, 'weight: Infinity is not a number'],
  [{ weight: '1e999' }, 'weight: "1e999" is not a number'],
  [{ weight: '0x10' }, 'weight: "0x10" is not a number'],
  [{ weight: '1,5' }, 'weight: "1,5" is not a number'],
  [{ returned: 'maybe' }, 'returned: "maybe" is not yes or no'],
  [{ due: '2026-02-29' }, 'due: "2026-02-29" is not a day like 2026-03-31'],
  [{ due: '2100-02-29' }, 'due: "2100-02-29" is not a day like 2026-03-31'],
  [{ due: '31.12.2026' }, 'due: "31.12.2026" is not a day like 2026-03-31'],
  [{ due: '2026-1-1' }, 'due: "2026-1-1" is not a day like 2026-03-31'],
  [{ due: new Date(Number.NaN) }, 'due: Invalid Date is not a day like 2026-03-31'],
  [{ at: '2026-03-31T24:00:00Z' }, 'at: "2026-03-31T24:00:00Z" is not a time like 2026-03-31T14:05:00Z'],
  [{ at: '2026-02-30T10:00:00Z' }, 'at: "2026-02-30T10:00:00Z" is not a time like 2026-03-31T14:05:00Z'],
  [{ at: 1_772_000_000 }, 'at: 1772000000 is not a time like 2026-03-31T14:05:00Z'],
  [{ at: '2026-03-31' }, 'at: "2026-03-31" is not a time like 2026-03-31T14:05:00Z'],
  [{ at: '' }, 'at: is missing'],
  [{ at: new Date(8.64e15) }, 'at: "+275760-09-13T00:00:00.000Z" is not a time like 2026-03-31T14:05:00Z'],
  [{ id: ' ' }, 'id: is missing'],
  [{ id: null }, 'id: is missing'],
  [{ branch: 'a\0b' }, 'branch: "a\\u0000b" is not text of at most 32768 characters'],
  [{ branch: 'x'.repeat(40_000) }, 'is not text of at most 32768 characters'],
])('%o is refused: %s', async (given, reason) => {
  expect(await refused(order('a', given))).toContain(reason)
})

test('a time without a zone is no time in a dataset without a clock', async () => {
  const store = freshStore()
  const { time: _, ...clockless } = orders
  const rows = [order('a', { at: '2026-03-31 14:05' }), order('b', { at: '2026-03-31T14:05Z' })]
  expect(await write(store, clockless, rows, run)).toMatchObject({ inserted: 1, rejected: 1 })
})
