import type { Worksheet } from 'exceljs'

type SheetUnit = 'text' | 'count' | 'money' | 'percent' | 'number' | 'date' | 'time'
export type SheetColumn = { name: string; unit?: SheetUnit; currency?: string }
export type SheetCell = string | number | boolean | null
/** Money in whole units, percent as a ratio, days as 'YYYY-MM-DD', times as ISO; they are shown in `zone`. */
export type Sheet = {
  name: string
  columns: SheetColumn[]
  rows: Iterable<SheetCell[]> | AsyncIterable<SheetCell[]>
  zone?: string
}

const MOST_ROWS = 1_048_575
const MOST_LETTERS = 32_767
const LOOK_AT = 100

/** Writes a workbook row by row: numbers and days as what they are, and whatever is text as text, never as a formula. */
export async function writeWorkbook(path: string, sheets: Sheet[]): Promise<{ rows: number }> {
  const { default: ExcelJS } = await import('exceljs')
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: path, useStyles: true, useSharedStrings: false })
  const used = new Set<string>()
  let rows = 0
  for (const sheet of sheets) {
    for await (const part of parts(sheet.rows)) {
      const page = book.addWorksheet(sheetName(sheet.name, used), { views: [{ state: 'frozen', ySplit: 1 }] })
      rows += await fill(page, sheet, part)
    }
  }
  await book.commit()
  return { rows }
}

/** A page holds about a million rows; more go on another one. There is always a first page. */
async function* parts(rows: Sheet['rows']): AsyncGenerator<AsyncIterable<SheetCell[]>> {
  const all = 'next' in rows ? (rows as AsyncIterator<SheetCell[]>) : iterate(rows)
  let ended = false
  async function* page() {
    for (let count = 0; count < MOST_ROWS; count++) {
      const { value, done } = await all.next()
      ended = Boolean(done)
      if (done) return
      yield value
    }
  }
  do yield page()
  while (!ended)
}

async function* iterate(rows: Sheet['rows']): AsyncGenerator<SheetCell[]> {
  yield* rows
}

async function fill(page: Worksheet, sheet: Sheet, rows: AsyncIterable<SheetCell[]>): Promise<number> {
  const first: SheetCell[][] = []
  let count = 0
  const add = (row: SheetCell[]) =>
    page.addRow(sheet.columns.map((column, i) => cell(row[i] ?? null, column, sheet.zone))).commit()
  const begin = () => {
    head(page, sheet, first)
    first.forEach(add)
  }
  for await (const row of rows) {
    if (count < LOOK_AT) first.push(row)
    else add(row)
    if (++count === LOOK_AT) begin()
  }
  if (count < LOOK_AT) begin()
  page.autoFilter = { from: { row: 1, column: 1 }, to: { row: count + 1, column: Math.max(1, sheet.columns.length) } }
  page.commit()
  return count
}

function head(page: Worksheet, { columns }: Sheet, first: SheetCell[][]): void {
  page.columns = columns.map((column, i) => ({
    header: safe(titleOf(column)),
    width: widthOf(
      column,
      first.map((row) => row[i] ?? null),
    ),
    style: { numFmt: FORMATS[column.unit ?? 'text'], alignment: { vertical: 'top' } },
  }))
  const row = page.getRow(1)
  row.font = { bold: true, color: { argb: 'FFFFFFFF' } }
  row.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FF1F4E79' } }
  row.commit()
}

/** "@" is text: even edited by hand, "=1+1" stays the words it was. */
const FORMATS: Record<SheetUnit, string> = {
  text: '@',
  count: '#,##0',
  number: '#,##0.###',
  money: '#,##0.00',
  percent: '0.0%',
  date: 'yyyy-mm-dd',
  time: 'yyyy-mm-dd hh:mm',
}

export const titleOf = ({ name, unit, currency }: SheetColumn) =>
  unit === 'money' && currency && !name.includes(currency) ? `${name}, ${currency}` : name

function widthOf(column: SheetColumn, values: SheetCell[]): number {
  const letters = Math.max(titleOf(column).length + 3, ...values.map((value) => String(value ?? '').length + 1))
  return column.unit === 'time' ? 17 : Math.min(60, Math.max(9, letters))
}

function cell(value: SheetCell, { unit }: SheetColumn, zone: string | undefined): SheetCell | Date {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value !== 'string') return value
  if (unit === 'date') return moment(/^\d{4}-\d\d-\d\d$/.test(value) ? `${value}T00:00:00Z` : '') ?? safe(value)
  if (unit === 'time') return moment(zone ? localIn(value, zone) : value) ?? safe(value)
  return safe(value)
}

function moment(iso: string): Date | undefined {
  const date = new Date(iso)
  return Number.isNaN(date.getTime()) ? undefined : date
}

/** Excel knows no zones: the clock on the wall there, as if it were UTC. */
export function localIn(iso: string, zone: string): string {
  const date = moment(iso)
  return date
    ? `${new Intl.DateTimeFormat('sv', { dateStyle: 'short', timeStyle: 'medium', timeZone: zone }).format(date).replace(' ', 'T')}Z`
    : ''
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: XML can't hold these
const UNSEEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g
export const safe = (text: string): string => text.toWellFormed().replaceAll(UNSEEN, '').slice(0, MOST_LETTERS)

function sheetName(wanted: string, used: Set<string>): string {
  const plain =
    safe(wanted)
      .replaceAll(/[[\]:*?/\\']/g, ' ')
      .trim()
      .slice(0, 26) || 'Sheet'
  for (let i = 1; ; i++) {
    const name = i === 1 ? plain : `${plain} ${i}`
    if (used.has(name.toLowerCase())) continue
    used.add(name.toLowerCase())
    return name
  }
}
