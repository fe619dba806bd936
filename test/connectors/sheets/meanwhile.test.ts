import { expect, test } from 'vitest'
import { company, merge, order, paidOrders } from './company.ts'

test("a person's edit between preview and write is kept and reported with what stands there", async () => {
  const { open, show, server, id } = await company()
  const sheet = await open()
  const change = await sheet.plan(merge([order('A-1', '2026-11-01', 55500, 'paid')]))
  server.type(id, 'Orders!D2', [[123]])
  const outcome = await sheet.apply(change)
  expect(outcome.conflicts).toEqual([{ key: 'A-1', cell: 'D2', why: 'edited', is: 123, wanted: 555 }])
  expect(outcome).toMatchObject({ changed: 1, verified: { ok: true } })
  expect(show('Orders!D2:F2')).toEqual([[123, 135.3, 'paid']])
})

test('a row that was moved is found again, one that was deleted is reported', async () => {
  const { open, show, server, id } = await company()
  const sheet = await open()
  const change = await sheet.plan(merge([order('A-1', '2026-11-01', 1, 'x'), order('A-3', '2026-11-03', 3, 'x')]))
  server.batch(id, [
    { deleteDimension: { range: { sheetId: 0, dimension: 'ROWS', startIndex: 1, endIndex: 2 } } },
    { insertDimension: { range: { sheetId: 0, dimension: 'ROWS', startIndex: 1, endIndex: 4 } } },
  ])
  const outcome = await sheet.apply(change)
  expect(outcome.conflicts.map(({ key, why }) => [key, why])).toEqual([
    ['A-1', 'gone'],
    ['A-1', 'gone'],
  ])
  expect(show('Orders!A6:F6')).toEqual([['A-3', 46329, 'VIP', 0.03, 0.033, 'x']])
})

test('what a person types below the last row meanwhile moves down and is not hit', async () => {
  const { open, show, server, id } = await company()
  const sheet = await open()
  const change = await sheet.plan(merge([order('A-4', '2026-11-04', 100, 'open')]))
  server.before((name) => {
    if (name === 'batchUpdate') server.type(id, 'Orders!C5:C5', [['typed at the last moment']])
  })
  await sheet.apply(change)
  server.before(undefined)
  expect(show('Orders!A5:C6')).toEqual([
    ['A-4', 46330],
    ['', '', 'typed at the last moment'],
  ])
})

test('a row that a person added with the same key is compared and not added twice', async () => {
  const { open, show, server, id } = await company()
  const sheet = await open()
  const change = await sheet.plan(merge([order('A-4', '2026-11-04', 100, 'open')]))
  server.type(id, 'Orders!A5:F5', [['A-4', '2026-11-04', 'by hand', 7, null, 'open']])
  const outcome = await sheet.apply(change)
  expect(outcome).toMatchObject({ added: 0, conflicts: [{ key: 'A-4', cell: 'D5', why: 'edited', is: 7, wanted: 1 }] })
  expect(show('Orders!A5:A9')).toEqual([['A-4']])
})

test('a column that was renamed or a tab that was removed after the preview stops the write with a reason', async () => {
  const { open, server, id, show } = await company()
  const sheet = await open()
  const change = await sheet.plan(merge([order('A-1', '2026-11-01', 1, 'x')]))
  server.type(id, 'Orders!F1', [['State']])
  await expect(sheet.apply(change)).rejects.toMatchObject({
    kind: 'changed',
    message: expect.stringContaining('"Status"'),
  })
  expect(show('Orders!D2')).toEqual([[100]])
  server.batch(id, [{ addSheet: { properties: { title: 'X' } } }, { deleteSheet: { sheetId: 0 } }])
  await expect(sheet.apply(change)).rejects.toMatchObject({
    kind: 'changed',
    message: expect.stringContaining('"Orders"'),
  })
})

test('two runs that merge at the same time lose and double nothing', async () => {
  const { open, show, server } = await company()
  const [one, two] = [await open(), await open()]
  const shared = order('C-0', '2026-12-01', 100, 'same')
  const first = await one.plan(
    merge([shared, order('A-1', '2026-11-01', 11100, 'one'), order('C-1', '2026-12-01', 100, 'one')]),
  )
  const second = await two.plan(
    merge([shared, order('A-2', '2026-11-02', 22200, 'two'), order('C-2', '2026-12-02', 100, 'two')]),
  )
  const outcomes = await Promise.all([one.apply(first), two.apply(second)])
  expect(outcomes.map(({ verified, conflicts }) => [verified.ok, conflicts])).toEqual([
    [true, []],
    [true, []],
  ])
  expect(outcomes.reduce((sum, { added }) => sum + added, 0)).toBe(3)
  expect(show('Orders!A2:A9').flat().filter(Boolean).sort()).toEqual(['A-1', 'A-2', 'A-3', 'C-0', 'C-1', 'C-2'])
  expect(show('Orders!D2:D3')).toEqual([[111], [222]])
  expect(
    server.seen.some(({ status }) => status === 400),
    'one of them was refused and looked again',
  ).toBe(true)
})

test('two runs that make the same tab at the same time share it', async () => {
  const { open, show, server, id } = await company([{ title: 'Other' }])
  const sheets = [await open(), await open()]
  const plans = await Promise.all(sheets.map((sheet, at) => sheet.plan(merge([paidOrders[at]!]))))
  await Promise.all(sheets.map((sheet, at) => sheet.apply(plans[at]!)))
  expect(server.book(id).tabs.map(({ title }) => title)).toEqual(['Other', 'Orders'])
  expect(show('Orders!A1:A9').flat().sort()).toEqual(['A-1', 'A-2', 'Order'])
})
