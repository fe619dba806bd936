import { expect, test } from 'vitest'
import { columns, company, order, ordersTab, paidOrders } from './company.ts'

const append = (rows: object[], more: object = {}) => ({
  mode: 'append' as const,
  columns,
  key: [],
  rows: rows as never,
  ...more,
})
const overwrite = (rows: object[]) => ({ mode: 'overwrite' as const, columns, key: [], rows: rows as never })
const plainTab = { title: 'Orders', rows: ordersTab.rows.slice(0, 4) }

test('append puts all rows below, also those with a known key', async () => {
  const { open, show } = await company()
  const sheet = await open()
  const outcome = await sheet.apply(await sheet.plan(append([paidOrders[0]!, paidOrders[0]!])))
  expect(outcome).toMatchObject({ added: 2, verified: { ok: true } })
  expect(show('Orders!A4:A6')).toEqual([['A-3'], [], ['A-1']])
})

test('an append that is tried again under its id goes on and doubles nothing', async () => {
  const { open, show, server } = await company([plainTab])
  const sheet = await open()
  const write = append([order('B-1', '2026-12-01', 1, 'x')], { id: 'run 7' })
  server.fail({ kind: 'lost', on: 'batchUpdate' })
  await sheet.apply(await sheet.plan(write))
  expect(await sheet.apply(await sheet.plan(write))).toMatchObject({ added: 1, verified: { ok: true } })
  expect(show('Orders!A1:A9')).toEqual([['Order'], ['A-1'], ['A-2'], ['A-3'], ['B-1']])
})

test('overwrite replaces our columns row for row, empties the rest and leaves the columns of people', async () => {
  const { open, show } = await company([plainTab])
  const sheet = await open()
  const outcome = await sheet.apply(await sheet.plan(overwrite([order('B-1', '2026-12-01', 500, 'new')])))
  expect(outcome).toMatchObject({ changed: 4 + 8, added: 0, verified: { ok: true } })
  expect(show('Orders!A1:F4', 'FORMULA')).toEqual([
    ['Order', 'Day', 'Note', 'Amount', 'With tax', 'Status'],
    ['B-1', 46357, 'call back', 5, '=D2*1.1', 'new'],
    ['', '', '', '', '=D3*1.1'],
    ['', '', 'VIP', '', '=D4*1.1'],
  ])
})

test('overwriting with the same rows writes nothing', async () => {
  const { open, server } = await company([plainTab])
  const sheet = await open()
  const change = await sheet.plan(overwrite(paidOrders))
  expect(change).toMatchObject({ changed: [], added: [], same: 3 })
  await sheet.apply(change)
  expect(server.seen.filter(({ kind }) => kind === 'write')).toEqual([])
})

test('overwriting a formula in our columns can be undone to the formula', async () => {
  const { open, show, server, id } = await company([plainTab])
  server.type(id, 'Orders!D2', [['=50*2+1']])
  const sheet = await open()
  const outcome = await sheet.apply(await sheet.plan(overwrite(paidOrders)))
  expect(show('Orders!D2', 'FORMULA')).toEqual([[100]])
  await sheet.undo(JSON.parse(JSON.stringify(outcome.receipt)))
  expect(show('Orders!D2', 'FORMULA')).toEqual([['=50*2+1']])
})
