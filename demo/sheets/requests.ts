import { newTab, type Pen } from './book.ts'
import { appendCells, copyPaste, repeatCell, updateCells } from './cells.ts'
import { tabProperties } from './describe.ts'
import { checkSize, grow, insert, remove, type Span } from './dimensions.ts'
import { ApiError, invalid } from './errors.ts'
import { areaOf, type Given, type GridRange, type Handler, isAll, tabOf } from './given.ts'
import { parseMask } from './mask.ts'
import { createMetadata, deleteMetadata } from './metadata.ts'

export function applyRequests(pen: Pen, requests: Record<string, Given>[]): object[] {
  return requests.map((request, at) => {
    const [name = '', given = {}] = Object.entries(request)[0] ?? []
    const handler = handlers[name]
    if (!handler)
      throw invalid(`Invalid JSON payload received. Unknown name "${name}" at 'requests[${at}]': Cannot find field.`)
    try {
      const reply = handler(pen, given)
      return reply ? { [name]: reply } : {}
    } catch (error) {
      if (error instanceof ApiError) throw invalid(`Invalid requests[${at}].${name}: ${error.message}`)
      throw error
    }
  })
}

const handlers: Record<string, Handler> = {
  addSheet,
  deleteSheet: ({ book }, given) => {
    if (book.tabs.length === 1) throw invalid("You can't remove all the sheets in a document.")
    book.tabs.splice(book.tabs.indexOf(tabOf(book.tabs, given.sheetId)), 1)
    return undefined
  },
  updateSheetProperties,
  appendDimension: ({ book }, given) => {
    grow(book, tabOf(book.tabs, given.sheetId), given.dimension ?? '', given.length ?? 0)
    return undefined
  },
  insertDimension: ({ book }, given) => {
    const span = given.range as GridRange & Span
    insert(book, tabOf(book.tabs, span.sheetId), span, given.inheritFromBefore ?? false)
    return undefined
  },
  deleteDimension: ({ book }, given) => {
    const span = given.range as GridRange & Span
    remove(book, tabOf(book.tabs, span.sheetId), span)
    return undefined
  },
  updateCells,
  appendCells,
  repeatCell,
  copyPaste,
  sortRange,
  setBasicFilter: ({ book }, given) => {
    const tab = tabOf(book.tabs, given.filter?.range.sheetId)
    const criteria = given.filter?.criteria
    tab.filter = { area: areaOf(tab, given.filter?.range ?? {}), ...(criteria && { criteria }) }
    return undefined
  },
  clearBasicFilter: ({ book }, given) => {
    delete tabOf(book.tabs, given.sheetId).filter
    return undefined
  },
  autoResizeDimensions: () => undefined,
  createDeveloperMetadata: ({ book }, given) => createMetadata(book, given.developerMetadata),
  deleteDeveloperMetadata: ({ book }, given) => deleteMetadata(book, given.dataFilter),
}

function addSheet({ book }: Pen, { properties = {} }: Given): object {
  const title = properties.title ?? `Sheet${book.tabs.length + 1}`
  if (book.tabs.some((tab) => tab.title.toLowerCase() === title.toLowerCase()))
    throw invalid(`A sheet with the name "${title}" already exists. Please enter another name.`)
  const sheetId = properties.sheetId ?? Math.floor(Math.random() * 2 ** 31)
  if (book.tabs.some((tab) => tab.sheetId === sheetId)) throw invalid(`A sheet with the ID ${sheetId} already exists.`)
  const grid = properties.gridProperties ?? {}
  const tab = newTab(title, sheetId, grid.rowCount, grid.columnCount)
  tab.frozenRows = grid.frozenRowCount ?? 0
  tab.frozenColumns = grid.frozenColumnCount ?? 0
  book.tabs.push(tab)
  checkSize(book, tab)
  return { properties: tabProperties(tab, book.tabs.length - 1) }
}

function updateSheetProperties({ book }: Pen, { properties = {}, fields = '' }: Given): undefined {
  const tab = tabOf(book.tabs, properties.sheetId)
  const mask = parseMask(fields)
  const grid = properties.gridProperties ?? {}
  const set = (name: string) => mask.gridProperties && (name in mask.gridProperties || isAll(mask.gridProperties))
  if (mask.title || mask['*']) tab.title = properties.title ?? tab.title
  if (set('frozenRowCount')) tab.frozenRows = grid.frozenRowCount ?? 0
  if (set('frozenColumnCount')) tab.frozenColumns = grid.frozenColumnCount ?? 0
  if (set('rowCount')) tab.rowCount = grid.rowCount ?? tab.rowCount
  if (set('columnCount')) tab.columnCount = grid.columnCount ?? tab.columnCount
  tab.rows.length = Math.min(tab.rows.length, tab.rowCount)
  checkSize(book, tab)
}

function sortRange({ book }: Pen, { range = {} as GridRange & Span, sortSpecs = [] }: Given): undefined {
  const tab = tabOf(book.tabs, range.sheetId)
  const { r0, r1 } = areaOf(tab, range)
  const by = sortSpecs[0]?.dimensionIndex ?? 0
  const sign = sortSpecs[0]?.sortOrder === 'DESCENDING' ? -1 : 1
  const sorted = tab.rows.slice(r0, r1).sort((a, b) => {
    const [x, y] = [a?.[by]?.value ?? '', b?.[by]?.value ?? '']
    return sign * (x < y ? -1 : x > y ? 1 : 0)
  })
  tab.rows.splice(r0, sorted.length, ...sorted)
}
