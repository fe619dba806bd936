import {
  type Area,
  type Cell,
  cellAt,
  type Format,
  isBlank,
  type Pen,
  setCell,
  type Tab,
  TEXT_LIMIT,
  type Value,
} from './book.ts'
import { checkSize, type Span } from './dimensions.ts'
import { invalid } from './errors.ts'
import { areaOf, type CellData, type Given, type GridRange, isAll, tabOf } from './given.ts'
import { type Mask, parseMask } from './mask.ts'

export function updateCells(pen: Pen, { start, range, rows = [], fields = '' }: Given): undefined {
  const tab = tabOf(pen.book.tabs, start?.sheetId ?? range?.sheetId)
  const row = start?.rowIndex ?? range?.startRowIndex ?? 0
  const column = start?.columnIndex ?? range?.startColumnIndex ?? 0
  const width = Math.max(0, ...rows.map(({ values = [] }) => values.length))
  if (row + rows.length > tab.rowCount || column + width > tab.columnCount)
    throw invalid(
      `Attempting to write row: ${row + rows.length - 1}, beyond the last requested row of: ${tab.rowCount - 1}`,
    )
  writeCells(pen, tab, row, column, rows, parseMask(fields))
}

export function appendCells(pen: Pen, { sheetId, rows = [], fields = '' }: Given): undefined {
  const tab = tabOf(pen.book.tabs, sheetId)
  const row = tab.rows.findLastIndex((cells) => cells?.some((cell) => !isBlank(cell))) + 1
  tab.rowCount = Math.max(tab.rowCount, row + rows.length)
  checkSize(pen.book, tab)
  writeCells(pen, tab, row, 0, rows, parseMask(fields))
}

function writeCells(
  pen: Pen,
  tab: Tab,
  row: number,
  column: number,
  rows: { values?: CellData[] }[],
  mask: Mask,
): void {
  for (const [r, { values = [] }] of rows.entries())
    for (const [c, data] of values.entries()) writeCell(pen, tab, row + r, column + c, data, mask)
}

function writeCell(pen: Pen, tab: Tab, row: number, column: number, data: CellData, mask: Mask): void {
  const old = cellAt(tab, row, column)
  const all = '*' in mask
  const content =
    all || mask.userEnteredValue ? readContent(data.userEnteredValue) : { value: old.value, formula: old.formula }
  const format = all ? data.userEnteredFormat : blend(old.format, data.userEnteredFormat, mask.userEnteredFormat)
  const next = { ...content, format }
  setCell(pen, tab, row, column, Object.fromEntries(Object.entries(next).filter(([, part]) => part !== undefined)))
}

/** The kind is said with the value, so text stays text whatever it looks like. */
function readContent(given: Record<string, Value> = {}): Cell {
  const text = given.stringValue
  if (typeof text === 'string' && text.length > TEXT_LIMIT)
    throw invalid(`Your input contains more than the maximum of ${TEXT_LIMIT} characters in a single cell.`)
  if (given.formulaValue !== undefined) return { formula: String(given.formulaValue) }
  const value = text ?? given.numberValue ?? given.boolValue
  return value === undefined || value === '' ? {} : { value }
}

function blend(old: Format | undefined, given: Format = {}, mask: Mask | undefined): Format | undefined {
  if (!mask) return old
  if (isAll(mask)) return given
  const parts = Object.keys(mask).map((name) => [name, given[name]])
  return { ...old, ...Object.fromEntries(parts) }
}

export function repeatCell(pen: Pen, { range = {} as GridRange & Span, cell = {}, fields = '' }: Given): undefined {
  const tab = tabOf(pen.book.tabs, range.sheetId)
  const mask = parseMask(fields)
  for (const [row, column] of cells(areaOf(tab, range))) writeCell(pen, tab, row, column, cell, mask)
}

/** Only formats and values of one row spread over many: what a sheet's own "paste special" is used for here. */
export function copyPaste(pen: Pen, { source = {}, destination = {}, pasteType }: Given): undefined {
  const from = tabOf(pen.book.tabs, source.sheetId)
  const to = tabOf(pen.book.tabs, destination.sheetId)
  const area = areaOf(from, source)
  const target = areaOf(to, destination)
  for (const [row, column] of cells(target)) {
    const [r, c] = [(row - target.r0) % (area.r1 - area.r0), (column - target.c0) % (area.c1 - area.c0)]
    const { format, ...content } = cellAt(from, area.r0 + r, area.c0 + c)
    const old = cellAt(to, row, column)
    if (pasteType === 'PASTE_FORMAT') setCell(pen, to, row, column, format ? { ...old, format } : old)
    else setCell(pen, to, row, column, format ? { ...content, format } : content)
  }
}

function* cells({ r0, r1, c0, c1 }: Area): Generator<[number, number]> {
  for (let row = r0; row < r1; row++) for (let column = c0; column < c1; column++) yield [row, column]
}
