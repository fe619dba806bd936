import { expect, test } from 'vitest'
import { columns, company, merge, order, paidOrders } from './company.ts'

const rows = [
  order('A-1', '2026-11-01', 99900, 'paid'),
  order('A-4', '2026-11-04', 4000, 'open'),
  order('A-5', '2026-11-05', 5000, 'open'),
]

test('undo puts back what a write changed and takes its rows away, from a receipt kept as JSON', async () => {
  const { open, show } = await company()
  const before = show('Orders!A1:F9', 'FORMULA')
  const sheet = await open()
  const { receipt } = await sheet.apply(await sheet.plan(merge(rows)))
  expect(show('Orders!A1:F9', 'FORMULA')).not.toEqual(before)
  const outcome = await (await open()).undo(JSON.parse(JSON.stringify(receipt)))
  expect(outcome).toMatchObject({ changed: 2, removed: 2, conflicts: [], verified: { ok: true } })
  expect(show('Orders!A1:F9', 'FORMULA')).toEqual(before)
})

test('undo leaves and reports what somebody has changed since', async () => {
  const { open, show, server, id } = await company()
  const sheet = await open()
  const { receipt } = await sheet.apply(await sheet.plan(merge(rows)))
  server.type(id, 'Orders!D2', [[1]])
  server.type(id, 'Orders!C5', [['keep this one']])
  const outcome = await sheet.undo(receipt)
  expect(outcome.conflicts.map(({ key, cell, why, is }) => [key, cell, why, is])).toEqual([
    ['A-1', 'D2', 'edited', 1],
    ['A-4', 'C5', 'edited', 'keep this one'],
  ])
  expect(outcome).toMatchObject({ changed: 1, removed: 1 })
  expect(show('Orders!A1:F9')).toEqual([
    ['Order', 'Day', 'Note', 'Amount', 'With tax', 'Status'],
    ['A-1', 46327, 'call back', 1, 1.1, 'open'],
    ['A-2', 46328, '', 200, 220.00000000000003, 'paid'],
    ['A-3', 46329, 'VIP', 300.5, 330.55, 'paid'],
    ['A-4', 46330, 'keep this one', 40, '', 'open'],
    ['', '', 'Total', 501.5],
  ])
})

test('undo finds its rows after somebody has sorted the sheet', async () => {
  const { open, show, server, id } = await company()
  const sheet = await open()
  const { receipt } = await sheet.apply(await sheet.plan(merge(rows)))
  server.batch(id, [
    {
      sortRange: {
        range: { sheetId: 0, startRowIndex: 1, endRowIndex: 6 } as never,
        sortSpecs: [{ dimensionIndex: 0, sortOrder: 'DESCENDING' }],
      },
    },
  ])
  expect(await sheet.undo(receipt)).toMatchObject({ changed: 2, removed: 2, conflicts: [] })
  expect(show('Orders!A2:D4')).toEqual([
    ['A-3', 46329, 'VIP', 300.5],
    ['A-2', 46328, '', 200],
    ['A-1', 46327, 'call back', 100],
  ])
})

test('undo takes away a tab and columns that the write had made', async () => {
  const { open, server, id, show } = await company([{ title: 'Other' }])
  const sheet = await open()
  const { receipt } = await sheet.apply(await sheet.plan(merge(paidOrders)))
  await sheet.undo(receipt)
  expect(server.book(id).tabs.map(({ title }) => title)).toEqual(['Other'])

  const second = await company()
  const wide = await second.open()
  const write = merge([{ ...paidOrders[0], city: 'Medan' }], { columns: [...columns, { name: 'city', kind: 'text' }] })
  const { receipt: made } = await wide.apply(await wide.plan(write))
  expect(second.show('Orders!G1:G2')).toEqual([['city'], ['Medan']])
  await wide.undo(made)
  expect(second.show('Orders!G1:G2')).toEqual([])
  expect(second.server.book(second.id).tabs[0]!.columnCount).toBe(26)
  expect(show('Other!A1')).toEqual([])
})

test('a tab that a write made stays when people have put something in it', async () => {
  const { open, server, id } = await company([{ title: 'Other' }])
  const sheet = await open()
  const { receipt } = await sheet.apply(await sheet.plan(merge(paidOrders)))
  server.type(id, 'Orders!A3', [['mine']])
  const outcome = await sheet.undo(receipt)
  expect(outcome.removed).toBe(2)
  expect(server.book(id).tabs.map(({ title }) => title)).toEqual(['Other', 'Orders'])
})

test('undoing twice changes nothing the second time', async () => {
  const { open, server } = await company()
  const sheet = await open()
  const { receipt } = await sheet.apply(await sheet.plan(merge(rows)))
  await sheet.undo(receipt)
  const before = server.save()
  await sheet.undo(receipt)
  expect(server.save()).toBe(before)
})
