import { defineDataset, type Row } from '#db/dataset.ts'

/** A dataset with a column of every kind. */
export const orders = defineDataset({
  name: 'orders',
  say: 'orders',
  columns: {
    id: { kind: 'text' },
    at: { kind: 'time', required: true },
    branch: { kind: 'text' },
    amount: { kind: 'money', currency: 'EUR' },
    items: { kind: 'integer' },
    weight: { kind: 'number' },
    returned: { kind: 'bool' },
    due: { kind: 'date' },
  },
  key: ['id'],
  time: { column: 'at', zone: 'Europe/Berlin' },
  measures: { revenue: { say: 'revenue', unit: 'money', is: { sum: 'amount' } } },
  dimensions: { branch: { say: 'branch', column: 'branch' } },
  freshHours: 24,
  asks: [],
})

export function order(id: string | number, more: Row = {}): Row {
  return { id: String(id), at: '2026-03-01T10:00:00.000Z', branch: 'North', amount: 1250, ...more }
}

/** `count` orders with ids from `first` on, made one at a time. */
export function* manyOrders(first: number, count: number, more: Row = {}): Generator<Row> {
  for (let n = first; n < first + count; n++) yield order(n, more)
}
