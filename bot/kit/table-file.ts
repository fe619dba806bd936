import { columnTitle } from '#jobs/kit/format.ts'
import type { Cell, Unit } from '#jobs/kit/message.ts'
import type { Table } from './media.ts'
import { clean } from './words.ts'

const FORMATS: Partial<Record<Unit, string>> = {
  money: '#,##0.00',
  count: '#,##0',
  number: '#,##0.##',
  percent: '0.0%',
  date: 'd mmm yyyy',
}

/** A table as an Excel sheet: numbers stay numbers, days are days, and what looks like a formula is text. */
export async function writeTable({ columns, rows }: Table): Promise<Buffer> {
  const { default: excel } = await import('exceljs')
  const book = new excel.Workbook()
  const sheet = book.addWorksheet('Table', { views: [{ state: 'frozen', ySplit: 1 }] })
  sheet.addRow(columns.map((column) => clean(columnTitle(column)))).font = { bold: true }
  for (const row of rows) sheet.addRow(columns.map(({ unit }, i) => cellOf(row[i] ?? null, unit)))
  columns.forEach(({ unit }, i) => {
    const format = FORMATS[unit ?? 'text']
    Object.assign(sheet.getColumn(i + 1), { width: 18, ...(format && { numFmt: format }) })
  })
  return Buffer.from(await book.xlsx.writeBuffer())
}

function cellOf(value: Cell, unit?: Unit): Cell | Date {
  if (typeof value === 'string')
    return unit === 'date' && /^\d{4}-\d\d-\d\d$/.test(value) ? new Date(`${value}T00:00:00Z`) : clean(value)
  return typeof value === 'number' && !Number.isFinite(value) ? null : value
}
