import { parseRange } from './a1.ts'
import { type Area, type Book, type Cell, cellAt, type Tab, type Value } from './book.ts'
import { newSum, type Sum, valueAt } from './formula.ts'
import { describeMetadata } from './metadata.ts'
import { shown } from './shown.ts'

/** The answer of spreadsheets.get, before the caller's field mask. */
export function describe(book: Book, root: string, data: { ranges: string[]; grid: boolean }): object {
  const sum = newSum(book)
  const wanted = data.ranges.map((range) => parseRange(book, range))
  const tabs = wanted.length > 0 ? book.tabs.filter((tab) => wanted.some((range) => range.tab === tab)) : book.tabs
  const areas = (tab: Tab): Area[] =>
    wanted.length > 0
      ? wanted.filter((range) => range.tab === tab)
      : [{ r0: 0, r1: tab.rowCount, c0: 0, c1: tab.columnCount }]
  return {
    spreadsheetId: book.id,
    properties: { title: book.title, locale: book.locale, timeZone: book.timeZone, autoRecalc: 'ON_CHANGE' },
    sheets: tabs.map((tab) => ({
      properties: tabProperties(tab, book.tabs.indexOf(tab)),
      ...(data.grid && { data: areas(tab).map((area) => gridData(sum, tab, area)) }),
      ...(tab.filter && { basicFilter: { range: gridRange(tab, tab.filter.area), criteria: tab.filter.criteria } }),
      ...notes(book.metadata.filter((each) => each.sheetId === tab.sheetId)),
    })),
    ...notes(book.metadata.filter((each) => each.sheetId === undefined)),
    spreadsheetUrl: `${root}/spreadsheets/d/${book.id}/edit`,
  }
}

export function tabProperties(tab: Tab, index: number): object {
  return {
    sheetId: tab.sheetId,
    title: tab.title,
    index,
    sheetType: 'GRID',
    gridProperties: {
      rowCount: tab.rowCount,
      columnCount: tab.columnCount,
      ...(tab.frozenRows && { frozenRowCount: tab.frozenRows }),
      ...(tab.frozenColumns && { frozenColumnCount: tab.frozenColumns }),
    },
  }
}

const notes = (metadata: Book['metadata']): object =>
  metadata.length > 0 ? { developerMetadata: metadata.map(describeMetadata) } : {}

const gridRange = (tab: Tab, { r0, r1, c0, c1 }: Area): object => ({
  sheetId: tab.sheetId,
  startRowIndex: r0,
  endRowIndex: r1,
  startColumnIndex: c0,
  endColumnIndex: c1,
})

function gridData(sum: Sum, tab: Tab, { r0, r1, c0, c1 }: Area): object {
  const rowData = tab.rows.slice(r0, r1).map((_, r) => ({
    values: Array.from({ length: c1 - c0 }, (_, c) =>
      cellData(cellAt(tab, r0 + r, c0 + c), valueAt(sum, tab, r0 + r, c0 + c)),
    ),
  }))
  return { ...(r0 && { startRow: r0 }), ...(c0 && { startColumn: c0 }), rowData }
}

function cellData(cell: Cell, value: Value): object {
  const format = cell.format && { userEnteredFormat: cell.format }
  if (value === '') return { ...format }
  const given = cell.formula === undefined ? typed(value) : { formulaValue: cell.formula }
  return { userEnteredValue: given, effectiveValue: typed(value), formattedValue: shown(cell, value), ...format }
}

const typed = (value: Value): object =>
  typeof value === 'number'
    ? { numberValue: value }
    : typeof value === 'boolean'
      ? { boolValue: value }
      : { stringValue: value }
