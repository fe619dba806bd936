import { expect, test } from 'vitest'
import { columns, company, merge, order, ordersTab, paidOrders } from './company.ts'

test('the preview tells what would change and writes nothing', async () => {
  const { open, server, id, show } = await company()
  const sheet = await open()
  const before = server.save()
  const change = await sheet.plan(
    merge([
      ...paidOrders.slice(1),
      order('A-1', '2026-11-01', 12500, 'paid'),
      order('A-4', '2026-11-04', 4000, 'open'),
    ]),
  )
  expect(change.added).toEqual([{ key: 'A-4', cells: ['A-4', 46330, 40, 'open'] }])
  expect(change.changed.map(({ key, cell, before, after }) => [key, cell, before, after])).toEqual([
    ['A-1', 'D2', 100, 125],
    ['A-1', 'F2', 'open', 'paid'],
  ])
  expect(change).toMatchObject({ same: 2, newColumns: [], conflicts: [], newTab: false })
  expect(server.save()).toBe(before)
  expect(server.seen.filter(({ kind }) => kind === 'write')).toEqual([])
  expect(server.book(id).metadata).toEqual([])
  expect(show('Orders!A6')).toEqual([])
})

test('a merge changes only what differs and keeps order, notes, formulas and the total below', async () => {
  const { open, show, server, id } = await company()
  const sheet = await open()
  const change = await sheet.plan(
    merge([order('A-4', '2026-11-04', 4000, 'open'), order('A-2', '2026-11-02', 25000, 'paid')]),
  )
  const outcome = await sheet.apply(change)
  expect(outcome).toMatchObject({ added: 1, changed: 1, conflicts: [], verified: { ok: true } })
  expect(outcome.verified.checksum).toBe(outcome.verified.checksumExpected)
  expect(show('Orders!A1:F6', 'FORMULA')).toEqual([
    ['Order', 'Day', 'Note', 'Amount', 'With tax', 'Status'],
    ['A-1', 46327, 'call back', 100, '=D2*1.1', 'open'],
    ['A-2', 46328, '', 250, '=D3*1.1', 'paid'],
    ['A-3', 46329, 'VIP', 300.5, '=D4*1.1', 'paid'],
    ['A-4', 46330, '', 40, '', 'open'],
    ['', '', 'Total', '=SUM(D2:D4)'],
  ])
  expect(show('Orders!B5', 'FORMATTED_VALUE')).toEqual([['11/4/2026']])
  const marks = server.book(id).tabs[0]!.rows.flatMap((row) => (row ?? []).filter((cell) => cell?.mark?.at))
  expect(marks.map((cell) => cell?.value)).toEqual([250, 'A-4', 46330, 40, 'open'])
})

test('a second merge of the same rows writes nothing', async () => {
  const { open, server } = await company()
  const sheet = await open()
  await sheet.apply(await sheet.plan(merge([order('A-9', '2026-11-09', 100, 'new')])))
  const writes = server.seen.filter(({ kind }) => kind === 'write').length
  const change = await sheet.plan(merge([order('A-9', '2026-11-09', 100, 'new')]))
  expect(change).toMatchObject({ added: [], changed: [], same: 1 })
  expect(await sheet.apply(change)).toMatchObject({ added: 0, changed: 0, verified: { ok: true } })
  expect(server.seen.filter(({ kind }) => kind === 'write').length).toBe(writes)
})

test('a filter and painted cells stay, and new rows take the look of the rows above', async () => {
  const { open, server, id } = await company()
  const yellow = { backgroundColor: { red: 1, green: 1 } }
  server.batch(id, [
    {
      setBasicFilter: {
        filter: {
          range: { sheetId: 0, startRowIndex: 0, endRowIndex: 4, endColumnIndex: 6 },
          criteria: { 5: { hiddenValues: ['open'] } },
        },
      },
    },
    {
      repeatCell: {
        range: { sheetId: 0, startRowIndex: 1, endRowIndex: 4, startColumnIndex: 3, endColumnIndex: 4 } as never,
        cell: { userEnteredFormat: yellow },
        fields: 'userEnteredFormat.backgroundColor',
      },
    },
  ])
  const sheet = await open()
  await sheet.apply(await sheet.plan(merge([order('A-1', '2026-11-01', 1, 'x'), order('A-4', '2026-11-04', 2, 'y')])))
  const tab = server.book(id).tabs[0]!
  expect(tab.filter).toEqual({ area: { r0: 0, r1: 5, c0: 0, c1: 6 }, criteria: { 5: { hiddenValues: ['open'] } } })
  expect(tab.rows[1]![3]).toMatchObject({ value: 0.01, format: yellow })
  expect(tab.rows[4]![3]).toMatchObject({ value: 0.02, format: yellow })
})

test('new columns go to the right with their own formats', async () => {
  const { open, show } = await company()
  const sheet = await open()
  const wider = [...columns, { name: 'paid_at', kind: 'time' as const, title: 'Paid at' }]
  const row = { ...order('A-2', '2026-11-02', 20000, 'paid'), paid_at: '2026-11-02T08:30:00Z' }
  const change = await sheet.plan(merge([row], { columns: wider }))
  expect(change.newColumns).toEqual(['Paid at'])
  expect(await sheet.apply(change)).toMatchObject({ changed: 1, verified: { ok: true } })
  expect(show('Orders!F1:G3', 'FORMATTED_VALUE')).toEqual([
    ['Status', 'Paid at'],
    ['open'],
    ['paid', '2026-11-02 08:30:00'],
  ])
})

test('a missing tab is made with header, frozen row, real dates, numbers and money in whole units', async () => {
  const { open, server, id, show } = await company([{ title: 'Other' }])
  const sheet = await open()
  const change = await sheet.plan(merge(paidOrders))
  expect(change).toMatchObject({ newTab: true, newColumns: ['Order', 'Day', 'Amount', 'Status'] })
  expect(await sheet.apply(change)).toMatchObject({ added: 3, verified: { ok: true } })
  expect(show('Orders!A1:D4')).toEqual([
    ['Order', 'Day', 'Amount', 'Status'],
    ['A-1', 46327, 100, 'open'],
    ['A-2', 46328, 200, 'paid'],
    ['A-3', 46329, 300.5, 'paid'],
  ])
  expect(show('Orders!A4:D4', 'FORMATTED_VALUE')).toEqual([['A-3', '2026-11-03', '300.50', 'paid']])
  expect(server.book(id).tabs[1]).toMatchObject({ title: 'Orders', frozenRows: 1 })
})

test('an empty tab gets its header first', async () => {
  const { open, show } = await company([{ title: 'Orders' }])
  const sheet = await open()
  await sheet.apply(await sheet.plan(merge(paidOrders.slice(0, 1))))
  expect(show('Orders!A1:D3', 'FORMATTED_VALUE')).toEqual([
    ['Order', 'Day', 'Amount', 'Status'],
    ['A-1', '2026-11-01', '100.00', 'open'],
  ])
})

test('times are told in the zone of the spreadsheet', async () => {
  const { server, open, show } = await company()
  const id = server.make({
    title: 'Jakarta',
    timeZone: 'Asia/Jakarta',
    tabs: [{ title: 'X' }],
    shares: { 'bellhop@demo-company.iam.gserviceaccount.com': 'writer' },
  })
  const sheet = await open({ spreadsheetId: id })
  const write = merge([{ order: 'A', at: '2026-11-01T20:15:30Z' }], {
    columns: [columns[0], { name: 'at', kind: 'time' }],
  })
  await sheet.apply(await sheet.plan(write))
  expect(server.book(id).tabs[1]!.rows[1]![1]!.value).toBeCloseTo(46328 + (3 * 3600 + 15 * 60 + 30) / 86400, 9)
  expect(await sheet.plan(write)).toMatchObject({ same: 1, changed: [] })
  expect(show('Orders!A1')).toEqual([['Order']])
})

test.each(['=HYPERLINK("http://x","y")', '+1+1', '-2', '@SUM(A1)', "'quoted", '007', 'TRUE'])(
  'the text %s is written as text and read back as the same',
  async (text) => {
    const { open, show, server, id } = await company()
    const sheet = await open()
    const rows = [order('A-1', '2026-11-01', 10000, text), order(text, '2026-11-05', 1, 'x')]
    expect(await sheet.apply(await sheet.plan(merge(rows)))).toMatchObject({ verified: { ok: true } })
    expect([show('Orders!F2'), show('Orders!A5')]).toEqual([[[text]], [[text]]])
    expect(server.book(id).tabs[0]!.rows[1]![5]).not.toHaveProperty('formula')
    expect(await sheet.plan(merge(rows))).toMatchObject({ same: 2, changed: [], added: [] })
  },
)

test('a formula in one of our columns is kept and reported', async () => {
  const { open, server, id, show } = await company()
  server.type(id, 'Orders!D3', [['=100*3']])
  const sheet = await open()
  const change = await sheet.plan(merge([order('A-2', '2026-11-02', 20000, 'late')]))
  expect(change.conflicts).toEqual([
    { key: 'A-2', cell: 'D3', why: 'formula', is: { formula: '=100*3', value: 300 }, wanted: 200 },
  ])
  await sheet.apply(change)
  expect(show('Orders!D3:F3', 'FORMULA')).toEqual([['=100*3', '=D3*1.1', 'late']])
})

test('a key that stands in the sheet twice is reported and neither row is touched', async () => {
  const { open, server, id, show } = await company()
  server.type(id, 'Orders!A4', [['A-2']])
  const sheet = await open()
  const change = await sheet.plan(merge([order('A-2', '2026-11-02', 77700, 'paid')]))
  expect(change.conflicts.map(({ why }) => why)).toEqual(['twice'])
  await sheet.apply(change)
  expect(show('Orders!D2:D4')).toEqual([[100], [200], [300.5]])
})

test('columns are found by their header wherever people have moved them', async () => {
  const { open, show } = await company([
    {
      title: 'Orders',
      rows: [
        ['status', 'Extra', 'ORDER'],
        ['open', 'x', 'A-1'],
      ],
    },
  ])
  const sheet = await open()
  const some = columns.filter(({ name }) => name === 'order' || name === 'status')
  await sheet.apply(
    await sheet.plan(
      merge(
        [
          { order: 'A-1', status: 'paid' },
          { order: 'A-2', status: 'new' },
        ],
        { columns: some },
      ),
    ),
  )
  expect(show('Orders!A1:C3')).toEqual([
    ['status', 'Extra', 'ORDER'],
    ['paid', 'x', 'A-1'],
    ['new', '', 'A-2'],
  ])
})

test('a date kept as text is found by its key and becomes a real date that looks like one', async () => {
  const rows = [
    ['Order', 'Day', 'Status'],
    ['A-1', "'2026-11-01", 'open'],
    ['A-2', null, 'open'],
  ]
  const { open, show } = await company([{ title: 'Orders', rows }])
  const sheet = await open()
  const some = columns.filter(({ name }) => name !== 'amount')
  const write = (key: string[], more: object[] = []) =>
    merge([{ order: 'A-1', day: '2026-11-01', status: 'paid' }, ...more], { columns: some, key })
  await sheet.apply(await sheet.plan(write(['order', 'day'])))
  const next = [
    { order: 'A-2', day: '2026-11-02', status: 'open' },
    { order: 'A-3', day: '2026-11-03', status: 'open' },
  ]
  await sheet.apply(await sheet.plan(write(['order'], next)))
  expect(show('Orders!B2:B4')).toEqual([[46327], [46328], [46329]])
  expect(show('Orders!A2:C4', 'FORMATTED_VALUE')).toEqual([
    ['A-1', '2026-11-01', 'paid'],
    ['A-2', '2026-11-02', 'open'],
    ['A-3', '2026-11-03', 'open'],
  ])
})

test('a row without a key and two rows with the same key are refused with a reason', async () => {
  const { open } = await company()
  const sheet = await open()
  await expect(sheet.plan(merge([order('', '2026-11-01', 1, 'x')]))).rejects.toThrow('Row 1 has nothing in order')
  await expect(sheet.plan(merge([paidOrders[0]!, paidOrders[0]!]))).rejects.toThrow('Two rows have the same key: A-1')
})

test('a tab whose key column was renamed is not filled with doubles', async () => {
  const { open } = await company([
    {
      ...ordersTab,
      rows: [
        ['Nomor', 'Day'],
        ['A-1', '2026-11-01'],
      ],
    },
  ])
  await expect((await open()).plan(merge(paidOrders))).rejects.toMatchObject({
    kind: 'changed',
    hint: expect.stringContaining('"Order"'),
  })
})
