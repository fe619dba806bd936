import { buffer } from 'node:stream/consumers'
import type { Books, ExportName, Table } from './exports.ts'
import { EXPORTS } from './exports.ts'
import type { SiteFaults } from './faults.ts'
import { pdf } from './pdf.ts'

export const TYPES = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
}
export type Range = { from: string; to: string }
const DAY = 86_400_000

/** The table of an export for whole days in the company's zone (Bangkok and Jakarta: seven hours ahead all year). */
export function tableOf(name: ExportName, books: Books, { from, to }: Range, fault: SiteFaults['file']): Table {
  const away = fault === 'wrong-range' ? 40 * DAY : 0
  const start = Date.parse(`${from}T00:00:00+07:00`) - away
  const end = Date.parse(`${to}T00:00:00+07:00`) + DAY - away
  const table = EXPORTS[name].table(books, new Date(start), new Date(end))
  if (fault === 'empty') return { ...table, rows: [], totals: [] }
  return fault === 'changed-layout' ? changed(table) : table
}

export async function fileOf(name: ExportName, table: Table, range: Range, fault: SiteFaults['file']): Promise<Buffer> {
  if (fault === 'html')
    return Buffer.from('<!doctype html><html><body><h1>Export gagal</h1><p>Hubungi admin.</p></body></html>')
  const period = `Periode ${range.from} s/d ${range.to}`
  const file = EXPORTS[name].kind === 'pdf' ? pdf(table, period) : await xlsx(table, period)
  if (fault === 'truncated') return file.subarray(0, Math.floor(file.length * 0.6))
  if (fault === 'corrupt') file.fill(0x55, Math.floor(file.length * 0.3), Math.floor(file.length * 0.3) + 400)
  return file
}

async function xlsx(table: Table, period: string): Promise<Buffer> {
  const { writeXlsxStream } = await import('hucre/xlsx')
  const header = table.columns.map(({ title }) => title)
  const rows = [[table.title], [period], [], header, ...table.rows, ...(table.totals.length ? [table.totals] : [])]
  return buffer(writeXlsxStream(rows, { name: 'Data' }))
}

/** The first column went, and the others moved. */
function changed({ columns, rows, totals, title }: Table): Table {
  const turned = <T>(cells: T[]) => cells.slice(1).reverse()
  return { title, columns: turned(columns), rows: rows.map(turned), totals: totals.length ? turned(totals) : [] }
}
