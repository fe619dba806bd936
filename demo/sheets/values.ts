import { beyond, formatRange, parseRange, type Range } from './a1.ts'
import { type Book, type Cell, cellAt, isBlank, type Pen, setCell, type Tab, type Value } from './book.ts'
import { entered, raw } from './entered.ts'
import { invalid } from './errors.ts'
import { newSum, type Sum, valueAt } from './formula.ts'
import { isDate, numberFormat, shown } from './shown.ts'

export type ValueRange = { range: string; majorDimension?: string; values?: (Value | null)[][] }
export type Options = {
  majorDimension?: string | undefined
  valueRenderOption?: string | undefined
  dateTimeRenderOption?: string | undefined
}
export type Updated = { updatedRange: string; updatedRows: number; updatedColumns: number; updatedCells: number }

export function readRange(book: Book, text: string, options: Options, sum: Sum = newSum(book)): ValueRange {
  const range = clip(parseRange(book, text))
  const byColumn = options.majorDimension === 'COLUMNS'
  const rows = Array.from({ length: Math.max(0, Math.min(range.r1, range.tab.rows.length) - range.r0) }, (_, r) =>
    Array.from({ length: range.c1 - range.c0 }, (_, c) => render(sum, range.tab, range.r0 + r, range.c0 + c, options)),
  )
  const values = trim(byColumn ? transpose(rows) : rows)
  const answer = { range: formatRange(range.tab, range), majorDimension: byColumn ? 'COLUMNS' : 'ROWS' }
  return values.length > 0 ? { ...answer, values } : answer
}

function render(sum: Sum, tab: Tab, row: number, column: number, options: Options): Value {
  const cell = cellAt(tab, row, column)
  if (options.valueRenderOption === 'FORMULA') return cell.formula ?? cell.value ?? ''
  const value = valueAt(sum, tab, row, column)
  const unformatted = options.valueRenderOption === 'UNFORMATTED_VALUE'
  const asText = isDate(numberFormat(cell)) && options.dateTimeRenderOption === 'FORMATTED_STRING'
  return unformatted && !asText ? value : shown(cell, value)
}

/** Empty cells at the end of a row and empty rows at the end of the range are left out. */
function trim(rows: Value[][]): Value[][] {
  const short = rows.map((row) => row.slice(0, row.findLastIndex((value) => value !== '') + 1))
  return short.slice(0, short.findLastIndex((row) => row.length > 0) + 1)
}

export function writeRange(pen: Pen, given: ValueRange, inputOption: string | undefined): Updated {
  const input = reader(inputOption, pen.book.locale)
  const range = parseRange(pen.book, given.range)
  const rows = given.majorDimension === 'COLUMNS' ? transpose(given.values ?? []) : (given.values ?? [])
  const columns = Math.max(0, ...rows.map((row) => row.length))
  const r1 = range.r0 + rows.length
  const c1 = range.c0 + columns
  if (r1 > range.tab.rowCount || c1 > range.tab.columnCount) throw beyond(range.tab, given.range)
  if (r1 > range.r1 || c1 > range.c1) checkFits(given, range, rows.length, columns)
  for (const [r, row] of rows.entries()) writeRow(pen, range.tab, range.r0 + r, range.c0, row, input)
  return {
    updatedRange: formatRange(range.tab, { ...range, r1: Math.max(r1, range.r0 + 1), c1: Math.max(c1, range.c0 + 1) }),
    updatedRows: rows.length,
    updatedColumns: columns,
    updatedCells: rows.reduce((count, row) => count + row.filter((value) => value !== null).length, 0),
  }
}

/** One corner given means "from here on"; a whole range given is a promise about the size. */
function checkFits(given: ValueRange, range: Range, rows: number, columns: number): void {
  if (!given.range.split('!').at(-1)?.includes(':')) return
  const what = rows > range.r1 - range.r0 ? 'row' : 'column'
  const tried = what === 'row' ? range.r0 + rows : range.c0 + columns
  throw invalid(
    `Requested writing within range [${formatRange(range.tab, range)}], but tried writing to ${what} [${tried}]`,
  )
}

type Input = (value: Value) => ReturnType<typeof entered>

function reader(option: string | undefined, locale: string): Input {
  if (option === 'RAW') return raw
  if (option === 'USER_ENTERED') return (value) => entered(value, locale)
  throw invalid("'valueInputOption' is required but not specified")
}

function writeRow(pen: Pen, tab: Tab, row: number, start: number, values: (Value | null)[], input: Input): void {
  for (const [at, value] of values.entries()) {
    if (value === null) continue
    const column = start + at
    const old = cellAt(tab, row, column)
    const { numberFormat: found, ...content } = value === '' ? {} : input(value)
    const format = found && !numberFormat(old) ? { ...old.format, numberFormat: found } : old.format
    setCell(pen, tab, row, column, format ? { ...content, format } : content)
  }
}

export function appendRange(pen: Pen, given: ValueRange, inputOption: string | undefined) {
  const { tab, ...start } = parseRange(pen.book, given.range)
  const last = tab.rows.findLastIndex((row) => row?.some((cell, c) => c >= start.c0 && !isBlank(cell)))
  const row = Math.max(last + 1, last < start.r0 ? start.r0 : 0)
  const rows = given.values ?? []
  tab.rowCount = Math.max(tab.rowCount, row + rows.length)
  tab.columnCount = Math.max(tab.columnCount, start.c0 + Math.max(0, ...rows.map((values) => values.length)))
  const corner = formatRange(tab, { r0: row, r1: row + 1, c0: start.c0, c1: start.c0 + 1 })
  const tableRange = last >= 0 && { tableRange: formatRange(tab, { ...start, r0: 0, r1: last + 1 }) }
  return { ...tableRange, updates: writeRange(pen, { ...given, range: corner }, inputOption) }
}

export function clearRange(pen: Pen, text: string): string {
  const range = clip(parseRange(pen.book, text))
  for (let row = range.r0; row < Math.min(range.r1, range.tab.rows.length); row++) {
    for (let column = range.c0; column < range.c1; column++) {
      const { format }: Cell = cellAt(range.tab, row, column)
      if (range.tab.rows[row]?.[column]) setCell(pen, range.tab, row, column, format ? { format } : {})
    }
  }
  return formatRange(range.tab, range)
}

const clip = (range: Range): Range => ({
  ...range,
  r1: Math.min(range.r1, range.tab.rowCount),
  c1: Math.min(range.c1, range.tab.columnCount),
})

function transpose<T>(rows: T[][]): T[][] {
  const width = Math.max(0, ...rows.map((row) => row.length))
  return Array.from({ length: width }, (_, c) => rows.map((row) => row[c] as T))
}
