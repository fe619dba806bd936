/** A spreadsheet as the server keeps it. Cells and rows are never changed in place, so a batch can be thrown away whole. */
export type Value = string | number | boolean
export type Format = Record<string, unknown>
export type Mark = { was: string; by: string; at: number }
export type Cell = { value?: Value; formula?: string; format?: Format; mark?: Mark }
export type Area = { r0: number; r1: number; c0: number; c1: number }
type Filter = { area: Area; criteria?: Record<string, unknown> }
export type Metadata = { metadataId: number; metadataKey: string; metadataValue?: string; sheetId?: number }

export type Tab = {
  sheetId: number
  title: string
  rowCount: number
  columnCount: number
  frozenRows: number
  frozenColumns: number
  filter?: Filter
  rows: (Cell | null | undefined)[][]
}

export type Book = {
  id: string
  title: string
  locale: string
  timeZone: string
  modified: number
  shares: Record<string, Role>
  tabs: Tab[]
  metadata: Metadata[]
}
export type Role = 'owner' | 'writer' | 'reader'

/** Who is writing, and when: every change is signed, so that the page can show it. */
export type Pen = { book: Book; by: string; at: number }

export const CELL_LIMIT = 10_000_000
export const TEXT_LIMIT = 50_000
export const COLUMN_LIMIT = 18_278

export function newTab(title: string, sheetId: number, rowCount = 1000, columnCount = 26): Tab {
  return { sheetId, title, rowCount, columnCount, frozenRows: 0, frozenColumns: 0, rows: [] }
}

/** A draft shares every cell with its original until one is written. */
export function draft(book: Book): Book {
  return {
    ...book,
    metadata: [...book.metadata],
    tabs: book.tabs.map((tab) => ({ ...tab, rows: [...tab.rows] })),
  }
}

export function cellAt(tab: Tab, row: number, column: number): Cell {
  return tab.rows[row]?.[column] ?? {}
}

export function setCell(pen: Pen, tab: Tab, row: number, column: number, next: Cell): void {
  const old = cellAt(tab, row, column)
  const changed = old.value !== next.value || old.formula !== next.formula
  const mark = changed ? { was: plain(old), by: pen.by, at: pen.at } : old.mark
  const cells = [...(tab.rows[row] ?? [])]
  cells[column] = mark ? { ...next, mark } : next
  tab.rows[row] = cells
}

export function isBlank(cell: Cell | null | undefined): boolean {
  return cell?.formula === undefined && (cell?.value === undefined || cell.value === '')
}

function plain(cell: Cell): string {
  return cell.formula ?? String(cell.value ?? '')
}

export function cellCount(book: Book): number {
  return book.tabs.reduce((sum, tab) => sum + tab.rowCount * tab.columnCount, 0)
}
