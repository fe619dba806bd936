import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Dataset, defineDataset, type Row } from '#db/dataset.ts'
import { openStore, type Store } from '#db/open.ts'
import { write } from '#db/write.ts'

const sales = defineDataset({
  name: 'sales',
  say: 'Sales',
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
  measures: { revenue: { say: 'Revenue', unit: 'money', is: { sum: 'amount' } } },
  dimensions: { branch: { say: 'Branch', column: 'branch' } },
  freshHours: 24,
  asks: [],
})

let folder: string
let store: Store
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bellhop-write-'))
  store = openStore(join(folder, 'main.db'))
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true })
})

const row = (id: string, more: Row = {}): Row => ({
  id,
  at: '2026-03-01T10:00:00.000Z',
  branch: 'North',
  amount: 1250,
  ...more,
})
const all = (dataset: Dataset = sales) => store.sqlite.prepare(`SELECT * FROM data_${dataset.name} ORDER BY 1`).all()
const put = (rows: Row[], run = 'r1') => write(store, sales, rows, { id: run })

test('rows are inserted, changed or left the same, and every row knows the run that last changed it', async () => {
  expect(await put([row('a'), row('b')])).toMatchObject({ total: 2, inserted: 2, changed: 0, same: 0, rejected: 0 })
  const again = await put([row('a'), row('b', { amount: 99 }), row('c')], 'r2')
  expect(again).toMatchObject({ total: 3, inserted: 1, changed: 1, same: 1, rejected: 0 })
  expect(all()).toMatchObject([
    { id: 'a', amount: 1250, _run: 'r1' },
    { id: 'b', amount: 99, _run: 'r2' },
    { id: 'c', _run: 'r2' },
  ])
})
