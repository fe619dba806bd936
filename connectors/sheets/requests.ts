import type { ColumnKind } from '#db/dataset.ts'
import { type Held, isFormula } from './cells.ts'
import type { Content, Request } from './client.ts'
import type { Look, Placed, Tab } from './look.ts'

/** `dated`: the cell hasn't held a number yet, so it is told to show this one as a date. */
export type Put = { row: number; at: number; held: Held; dated?: 'date' | 'time' }
type CellData = {
  userEnteredValue?: { stringValue?: string; numberValue?: number; boolValue?: boolean; formulaValue?: string }
}

const FORMATS: Partial<Record<ColumnKind, { type: string; pattern: string }>> = {
  text: { type: 'TEXT', pattern: '@' },
  integer: { type: 'NUMBER', pattern: '0' },
  money: { type: 'NUMBER', pattern: '#,##0.00' },
  date: { type: 'DATE', pattern: 'yyyy-mm-dd' },
  time: { type: 'DATE_TIME', pattern: 'yyyy-mm-dd hh:mm:ss' },
}
const GREY = { red: 0.93, green: 0.95, blue: 0.97 }

/** The kind is said with each value, so text is text whatever it begins with, and only a restored formula is one. */
function cellData(held: Held): CellData {
  if (isFormula(held)) return { userEnteredValue: { formulaValue: held.formula } }
  if (held === null) return {}
  if (typeof held === 'number') return { userEnteredValue: { numberValue: held } }
  if (typeof held === 'boolean') return { userEnteredValue: { boolValue: held } }
  return { userEnteredValue: { stringValue: held } }
}

export function putRequests(sheetId: number, puts: Put[]): Request[] {
  const plain = puts.filter(({ dated }) => !dated)
  const dates = (['date', 'time'] as const).flatMap((kind) => {
    const userEnteredFormat = { numberFormat: FORMATS[kind] }
    const dress = (held: Held) => ({ ...cellData(held), userEnteredFormat })
    const fields = 'userEnteredValue,userEnteredFormat.numberFormat'
    return updateRequests(
      sheetId,
      puts.filter(({ dated }) => dated === kind),
      dress,
      fields,
    )
  })
  return [...updateRequests(sheetId, plain, cellData, 'userEnteredValue'), ...dates]
}

function updateRequests(sheetId: number, puts: Put[], dress: (held: Held) => CellData, fields: string): Request[] {
  return blocks(puts).map(({ row, at, rows }) => ({
    updateCells: {
      start: { sheetId, rowIndex: row, columnIndex: at },
      rows: rows.map((values) => ({ values: values.map(dress) })),
      fields,
    },
  }))
}

export const isDated = (kind: ColumnKind): kind is 'date' | 'time' => kind === 'date' || kind === 'time'

type Block = { row: number; at: number; rows: Held[][] }

/** Neighbouring cells become one rectangle. */
function blocks(puts: Put[]): Block[] {
  const sorted = [...puts].sort((a, b) => a.row - b.row || a.at - b.at)
  const lines: Block[] = []
  for (const { row, at, held } of sorted) {
    const line = lines.at(-1)
    if (line?.row === row && line.at + line.rows[0]!.length === at) line.rows[0]!.push(held)
    else lines.push({ row, at, rows: [[held]] })
  }
  const whole: Block[] = []
  for (const line of lines) {
    const above = whole.at(-1)
    const fits = above && above.row + above.rows.length === line.row && above.at === line.at
    if (fits && above.rows[0]!.length === line.rows[0]!.length) above.rows.push(line.rows[0]!)
    else whole.push(line)
  }
  return whole
}

/** Rows are always inserted below the last of ours, so whatever people keep further down moves and is never hit. */
export function rowRequests(look: Look, tab: Tab, rows: Content[][]): Request[] {
  const { columns, index } = look
  const start = index.last + 1
  const end = start + rows.length
  const { sheetId, filter } = tab
  const range = { sheetId, dimension: 'ROWS', startIndex: start, endIndex: end }
  const reaches = filter?.range?.endRowIndex === start
  const undated = columns.filter(({ kind, at }) => isDated(kind) && typeof look.rows[index.last]?.[at] !== 'number')
  const puts = rows.flatMap((cells, r) => columns.map(({ at }, c) => ({ row: start + r, at, held: cells[c] ?? null })))
  return [
    ...(start >= tab.rowCount && index.last === 0
      ? [{ appendDimension: { sheetId, dimension: 'ROWS', length: 1 } }]
      : []),
    { insertDimension: { range, inheritFromBefore: index.last > 0 } },
    ...formatRequests(sheetId, index.last > 0 ? undated : columns, start, end),
    ...(reaches ? [{ setBasicFilter: { filter: { ...filter, range: { ...filter.range, endRowIndex: end } } } }] : []),
    ...putRequests(
      sheetId,
      puts.filter(({ held }) => held !== null),
    ),
  ]
}

/** New columns are inserted right of the last header for the same reason. */
export function columnRequests(look: Look, tab: Tab): Request[] {
  const fresh = look.columns.filter(({ isNew }) => isNew)
  if (fresh.length === 0) return []
  const { sheetId } = tab
  const startIndex = Math.min(...fresh.map(({ at }) => at))
  const range = { sheetId, dimension: 'COLUMNS', startIndex, endIndex: startIndex + fresh.length }
  const headers = fresh.map(({ at, title, name }) => ({ row: 0, at, held: title ?? name }))
  return [
    { insertDimension: { range, inheritFromBefore: startIndex > 0 } },
    ...formatRequests(sheetId, fresh, 1, Math.max(2, tab.rowCount)),
    ...putRequests(sheetId, headers),
    ...(startIndex === 0 ? [...headerRequests(sheetId), freezeHeader(sheetId)] : []),
  ]
}

export function tabRequests(look: Look, sheetId: number, title: string): Request[] {
  const columnCount = look.columns.length
  const headers = look.columns.map((column) => ({ row: 0, at: column.at, held: column.title ?? column.name }))
  const gridProperties = { rowCount: 2, columnCount, frozenRowCount: 1 }
  return [
    { addSheet: { properties: { sheetId, title, gridProperties } } },
    ...putRequests(sheetId, headers),
    ...headerRequests(sheetId),
  ]
}

function headerRequests(sheetId: number): Request[] {
  const userEnteredFormat = { textFormat: { bold: true }, backgroundColorStyle: { rgbColor: GREY } }
  const range = { sheetId, startRowIndex: 0, endRowIndex: 1 }
  return [
    {
      repeatCell: { range, cell: { userEnteredFormat }, fields: 'userEnteredFormat(textFormat,backgroundColorStyle)' },
    },
  ]
}

function freezeHeader(sheetId: number): Request {
  const properties = { sheetId, gridProperties: { frozenRowCount: 1 } }
  return { updateSheetProperties: { properties, fields: 'gridProperties.frozenRowCount' } }
}

function formatRequests(sheetId: number, columns: Placed[], startRowIndex: number, endRowIndex: number): Request[] {
  return columns.map(({ kind, at }) => {
    const numberFormat = FORMATS[kind]
    const range = { sheetId, startRowIndex, endRowIndex, startColumnIndex: at, endColumnIndex: at + 1 }
    const cell = numberFormat ? { userEnteredFormat: { numberFormat } } : {}
    return { repeatCell: { range, cell, fields: 'userEnteredFormat.numberFormat' } }
  })
}

/** Neighbouring rows go together, the lowest first, so that the others keep their places. */
export function removeRequests(sheetId: number, rows: number[]): Request[] {
  const groups: { startIndex: number; endIndex: number }[] = []
  for (const row of [...rows].sort((a, b) => b - a)) {
    const below = groups.at(-1)
    if (below?.startIndex === row + 1) below.startIndex = row
    else groups.push({ startIndex: row, endIndex: row + 1 })
  }
  return groups.map((group) => ({ deleteDimension: { range: { sheetId, dimension: 'ROWS', ...group } } }))
}
