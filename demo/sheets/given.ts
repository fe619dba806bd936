import type { Area, Format, Pen, Tab, Value } from './book.ts'
import type { Span } from './dimensions.ts'
import { invalid } from './errors.ts'
import type { Mask } from './mask.ts'

/** Requests come as JSON from outside: the fields of all of them, every one optional. */
export type GridRange = {
  sheetId?: number
  startRowIndex?: number
  endRowIndex?: number
  startColumnIndex?: number
  endColumnIndex?: number
}
export type CellData = { userEnteredValue?: Record<string, Value>; userEnteredFormat?: Format }
export type Given = {
  properties?: { sheetId?: number; title?: string; index?: number; gridProperties?: Record<string, number> }
  sheetId?: number
  range?: GridRange & Span
  start?: { sheetId?: number; rowIndex?: number; columnIndex?: number }
  rows?: { values?: CellData[] }[]
  cell?: CellData
  fields?: string
  dimension?: string
  length?: number
  inheritFromBefore?: boolean
  filter?: { range: GridRange; criteria?: Record<string, unknown> }
  source?: GridRange
  destination?: GridRange
  pasteType?: string
  sortSpecs?: { dimensionIndex?: number; sortOrder?: string }[]
  developerMetadata?: unknown
  dataFilter?: unknown
}
export type Handler = (pen: Pen, given: Given) => object | undefined

export function areaOf(tab: Tab, range: GridRange): Area {
  return {
    r0: range.startRowIndex ?? 0,
    r1: Math.min(range.endRowIndex ?? tab.rowCount, tab.rowCount),
    c0: range.startColumnIndex ?? 0,
    c1: Math.min(range.endColumnIndex ?? tab.columnCount, tab.columnCount),
  }
}

export function tabOf(tabs: Tab[], sheetId = 0): Tab {
  const tab = tabs.find((each) => each.sheetId === sheetId)
  if (!tab) throw invalid(`No grid with id: ${sheetId}`)
  return tab
}

export const isAll = (mask: Mask): boolean => '*' in mask || Object.keys(mask).length === 0
