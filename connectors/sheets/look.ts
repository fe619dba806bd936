import { Fault } from '../kit/fault.ts'
import { columnName, type Held, joinKey, keyPart, shownValue } from './cells.ts'
import type { Mode, SheetColumn } from './change.ts'
import type { Content, Request, Sheet } from './client.ts'
import { type Mark, readMarks } from './mark.ts'

/** Cells in one answer: about 2 MB of JSON. */
export const PAGE_CELLS = 200_000

export type Placed = SheetColumn & { at: number; isNew: boolean }
type Filter = NonNullable<NonNullable<Request['setBasicFilter']>['filter']>
export type Tab = { sheetId: number; title: string; rowCount: number; columnCount: number; filter?: Filter }
type Index = { at: Map<string, number>; twice: Set<string>; last: number }
/** A tab as it was at one moment. Rows and columns are counted from 0, the header is row 0. */
export type Look = {
  zone: string
  tab: Tab | undefined
  width: number
  columns: Placed[]
  rows: Held[][]
  index: Index
  marks: Mark[]
}
export type Wish = { mode: Mode; columns: SheetColumn[]; key: string[] }

/** Reads what a write needs to know: 2 calls, and one for every 200,000 cells (two where formulas are met). */
export async function look(sheet: Sheet, wish: Wish, names: (name: string) => boolean, wide = false): Promise<Look> {
  const { zone, found } = await findTab(sheet)
  if (!found)
    return {
      zone,
      tab: undefined,
      width: 0,
      columns: place(wish.columns, []),
      rows: [],
      index: emptyIndex(),
      marks: [],
    }
  const { sheetId, title, gridProperties } = found.properties ?? {}
  const tab: Tab = {
    sheetId: sheetId ?? 0,
    title: title ?? sheet.tab,
    rowCount: gridProperties?.rowCount ?? 0,
    columnCount: gridProperties?.columnCount ?? 0,
    ...(found.basicFilter && { filter: found.basicFilter }),
  }
  const header = await readHeader(sheet, tab)
  const columns = place(wish.columns, header)
  checkKey(wish, columns, header, tab)
  const asked = columns
    .filter(({ name, isNew }) => !isNew && (names(name) || wish.key.includes(name)))
    .map(({ at }) => at)
  const all = Array.from({ length: tab.columnCount }, (_, at) => at)
  const rows = await readRows(sheet, tab, wide ? all : asked, 1, tab.rowCount)
  const marks = readMarks(found.developerMetadata ?? [])
  return { zone, tab, width: header.length, columns, rows, index: indexRows(wish, columns, rows), marks }
}

async function findTab(sheet: Sheet) {
  const about = await sheet.about()
  const found = about.sheets?.find(({ properties }) => properties?.title?.toLowerCase() === sheet.tab.toLowerCase())
  return { zone: about.properties?.timeZone ?? 'Etc/UTC', found }
}

/** Only the marks, to learn what became of a write. */
export async function marksNow(sheet: Sheet): Promise<{ exists: boolean; marks: Mark[] }> {
  const { found } = await findTab(sheet)
  return { exists: found !== undefined, marks: readMarks(found?.developerMetadata ?? []) }
}

async function readHeader(sheet: Sheet, tab: Tab): Promise<string[]> {
  const [rows = []] = await sheet.read([`${quote(tab.title)}!1:1`], 'UNFORMATTED_VALUE')
  return (rows[0] ?? []).map((cell) => String(cell ?? '').trim())
}

/** A column is known by its header, wherever people have moved it; new ones go to the right of the last. */
function place(columns: SheetColumn[], header: string[]): Placed[] {
  const names = header.map((title) => title.toLowerCase())
  let next = header.length
  return columns.map((column) => {
    const at = names.indexOf((column.title ?? column.name).trim().toLowerCase())
    return at < 0 ? { ...column, at: next++, isNew: true } : { ...column, at, isNew: false }
  })
}

function checkKey(wish: Wish, columns: Placed[], header: string[], tab: Tab): void {
  if (wish.mode !== 'merge' || header.length === 0) return
  const missing = columns.find(({ name, isNew }) => isNew && wish.key.includes(name))
  if (!missing) return
  const title = missing.title ?? missing.name
  throw new Fault('changed', `The tab "${tab.title}" has no column "${title}", so rows can't be told apart.`, {
    hint: `Name the column "${title}" in row 1 again, or write to a new tab.`,
  })
}

export async function readRows(sheet: Sheet, tab: Tab, columns: number[], from: number, to: number): Promise<Held[][]> {
  const rows: Held[][] = []
  const step = Math.max(1, Math.floor(PAGE_CELLS / Math.max(1, columns.length)))
  for (let start = from; columns.length > 0 && start < to; start += step)
    await readPage(sheet, tab, runs(columns), start, Math.min(to, start + step), rows)
  return rows
}

type Run = { c0: number; c1: number }

async function readPage(sheet: Sheet, tab: Tab, parts: Run[], from: number, to: number, rows: Held[][]): Promise<void> {
  const ranges = parts.map(({ c0, c1 }) => `${quote(tab.title)}!${columnName(c0)}${from + 1}:${columnName(c1)}${to}`)
  const entered = await sheet.read(ranges, 'FORMULA')
  const shown = entered.some(hasFormula) ? await sheet.read(ranges, 'UNFORMATTED_VALUE') : entered
  for (const [p, { c0 }] of parts.entries()) {
    for (const [r, cells] of (entered[p] ?? []).entries()) {
      rows[from + r] ??= []
      for (const [c, content] of cells.entries()) rows[from + r]![c0 + c] = held(content, shown[p]?.[r]?.[c])
    }
  }
}

const hasFormula = (rows: Content[][]): boolean =>
  rows.some((row) => row.some((cell) => typeof cell === 'string' && cell.startsWith('=')))

/** Text that only looks like a formula shows itself; a formula shows its result. */
function held(entered: Content, shown: Content | undefined): Held {
  if (typeof entered !== 'string' || !entered.startsWith('=') || entered === shown)
    return entered === '' ? null : entered
  return { formula: entered, value: shown ?? null }
}

/** Neighbours are read together. */
function runs(columns: number[]): Run[] {
  const all: Run[] = []
  for (const at of [...columns].sort((a, b) => a - b)) {
    const last = all.at(-1)
    if (last && at <= last.c1 + 1) last.c1 = at
    else all.push({ c0: at, c1: at })
  }
  return all
}

const emptyIndex = (): Index => ({ at: new Map(), twice: new Set(), last: 0 })

function indexRows(wish: Wish, columns: Placed[], rows: Held[][]): Index {
  const index = emptyIndex()
  for (const [row, cells] of rows.entries()) {
    const key = cells && rowKey(wish, columns, cells, row)
    if (!key) continue
    if (index.at.has(key)) index.twice.add(key)
    else index.at.set(key, row)
    index.last = row
  }
  return index
}

/** In a merge a row is known by its key; otherwise by where it stands. Rows without a key belong to people. */
function rowKey(wish: Wish, columns: Placed[], cells: Held[], row: number): string {
  if (wish.mode === 'merge') return joinKey(keyColumns(wish, columns).map(({ kind, at }) => keyPart(kind, cells[at])))
  return columns.some(({ at }) => shownValue(cells[at]) !== null) ? positionKey(row) : ''
}

export const positionKey = (row: number): string => `row ${row + 1}`

export const keyColumns = (wish: Wish, columns: Placed[]): Placed[] =>
  wish.key.flatMap((name) => columns.filter((column) => column.name === name))

export const quote = (title: string): string => `'${title.replaceAll("'", "''")}'`
