import { onTestFinished } from 'vitest'
import type { SheetColumn } from '#connectors/sheets/change.ts'
import type { SheetOptions } from '#connectors/sheets/client.ts'
import { newPace } from '#connectors/sheets/pace.ts'
import { type OpenSheet, openSheet } from '#connectors/sheets.ts'
import type { Value } from '#demo/sheets/book.ts'
import { type SheetsOptions, type SheetsServer, startSheets } from '#demo/sheets/server.ts'
import { readRange } from '#demo/sheets/values.ts'

export const columns: SheetColumn[] = [
  { name: 'order', kind: 'text', title: 'Order' },
  { name: 'day', kind: 'date', title: 'Day' },
  { name: 'amount', kind: 'money', title: 'Amount' },
  { name: 'status', kind: 'text', title: 'Status' },
]

/** Orders as a person has them in a sheet: two columns of their own, a formula, a total below. */
export const ordersTab = {
  title: 'Orders',
  frozenRows: 1,
  rows: [
    ['Order', 'Day', 'Note', 'Amount', 'With tax', 'Status'],
    ['A-1', '2026-11-01', 'call back', 100, '=D2*1.1', 'open'],
    ['A-2', '2026-11-02', null, 200, '=D3*1.1', 'paid'],
    ['A-3', '2026-11-03', 'VIP', 300.5, '=D4*1.1', 'paid'],
    [null, null, 'Total', '=SUM(D2:D4)'],
  ],
}

export const order = (order: string, day: string, cents: number, status: string) => ({
  order,
  day,
  amount: cents,
  status,
})
export const paidOrders = [
  order('A-1', '2026-11-01', 10000, 'open'),
  order('A-2', '2026-11-02', 20000, 'paid'),
  order('A-3', '2026-11-03', 30050, 'paid'),
]

export type Company = {
  server: SheetsServer
  id: string
  open: (more?: Partial<SheetOptions>) => Promise<OpenSheet>
  show: (range: string, as?: 'FORMULA' | 'UNFORMATTED_VALUE' | 'FORMATTED_VALUE') => Value[][]
}

export async function company(tabs: object[] = [ordersTab], options: SheetsOptions = {}): Promise<Company> {
  const server = await startSheets(options)
  onTestFinished(() => server.stop())
  const key = server.account()
  const id = server.make({ title: 'Orders of the shop', tabs: tabs as never, shares: { [key.client_email]: 'writer' } })
  const now = () => new Date()
  return {
    server,
    id,
    open: (more) =>
      openSheet({
        spreadsheetId: id,
        tab: 'Orders',
        credentials: key,
        rootUrl: `${server.url}/`,
        now,
        pace: newPace({ now, perMinute: 1000 }),
        ...more,
      }),
    show: (range, as = 'UNFORMATTED_VALUE') =>
      (readRange(server.book(id), range, { valueRenderOption: as }).values ?? []) as Value[][],
  }
}

export const merge = (rows: object[], more: object = {}) => ({
  mode: 'merge' as const,
  columns,
  key: ['order'],
  rows: rows as never,
  ...more,
})
