import { parseRange } from './a1.ts'
import type { Book, Pen, Value } from './book.ts'
import { describe } from './describe.ts'
import { newSum } from './formula.ts'
import type { Given } from './given.ts'
import { parseMask, pick } from './mask.ts'
import { applyRequests } from './requests.ts'
import { appendRange, clearRange, type Options, readRange, type ValueRange, writeRange } from './values.ts'

export type Body = Partial<ValueRange> & {
  requests?: Record<string, Given>[]
  data?: ValueRange[]
  ranges?: string[]
  valueInputOption?: string
  includeSpreadsheetInResponse?: boolean
}
type Ask = { pen: Pen; root: string; query: URLSearchParams; range: string; body: Body }
export type Call = { name: string; method: string; path: RegExp; kind: 'read' | 'write'; run: (ask: Ask) => object }

const ID = '(?<id>[\\w-]+)'
const RANGE = '(?<range>[^/:]+)'
const at = (path: string) => new RegExp(`^${path}$`)

/** What can be asked of one spreadsheet. Paths are matched before decoding, so a colon in a range can't be mistaken. */
export const calls: Call[] = [
  { name: 'get', method: 'GET', path: at(ID), kind: 'read', run: get },
  { name: 'batchUpdate', method: 'POST', path: at(`${ID}:batchUpdate`), kind: 'write', run: batchUpdate },
  { name: 'values.batchGet', method: 'GET', path: at(`${ID}/values:batchGet`), kind: 'read', run: batchGet },
  {
    name: 'values.batchUpdate',
    method: 'POST',
    path: at(`${ID}/values:batchUpdate`),
    kind: 'write',
    run: valuesBatchUpdate,
  },
  { name: 'values.batchClear', method: 'POST', path: at(`${ID}/values:batchClear`), kind: 'write', run: batchClear },
  { name: 'values.append', method: 'POST', path: at(`${ID}/values/${RANGE}:append`), kind: 'write', run: append },
  { name: 'values.clear', method: 'POST', path: at(`${ID}/values/${RANGE}:clear`), kind: 'write', run: clear },
  { name: 'values.get', method: 'GET', path: at(`${ID}/values/${RANGE}`), kind: 'read', run: valuesGet },
  { name: 'values.update', method: 'PUT', path: at(`${ID}/values/${RANGE}`), kind: 'write', run: update },
]

function get({ pen, root, query }: Ask): object {
  const all = describe(pen.book, root, { ranges: query.getAll('ranges'), grid: gridWanted(query) })
  const fields = query.get('fields')
  return fields ? (pick(all, parseMask(fields)) as object) : all
}

/** Naming grid data in the fields asks for it, whatever the flag says. */
function gridWanted(query: URLSearchParams): boolean {
  const fields = query.get('fields')
  return fields ? /\bdata\b/.test(fields) : query.get('includeGridData') === 'true'
}

function batchUpdate({ pen, root, body }: Ask): object {
  const replies = applyRequests(pen, body.requests ?? [])
  const spreadsheetId = pen.book.id
  if (!body.includeSpreadsheetInResponse) return { spreadsheetId, replies }
  return { spreadsheetId, replies, updatedSpreadsheet: describe(pen.book, root, { ranges: [], grid: false }) }
}

const options = (query: URLSearchParams): Options => ({
  majorDimension: query.get('majorDimension') ?? undefined,
  valueRenderOption: query.get('valueRenderOption') ?? undefined,
  dateTimeRenderOption: query.get('dateTimeRenderOption') ?? undefined,
})

function valuesGet({ pen, query, range }: Ask): object {
  return readRange(pen.book, range, options(query))
}

function batchGet({ pen, query }: Ask): object {
  const sum = newSum(pen.book)
  const valueRanges = query.getAll('ranges').map((range) => readRange(pen.book, range, options(query), sum))
  return { spreadsheetId: pen.book.id, valueRanges }
}

function update({ pen, query, range, body }: Ask): object {
  const updated = writeRange(pen, given(body, range), query.get('valueInputOption') ?? undefined)
  return { spreadsheetId: pen.book.id, ...updated }
}

function append({ pen, query, range, body }: Ask): object {
  const { updates, ...table } = appendRange(pen, given(body, range), query.get('valueInputOption') ?? undefined)
  return { spreadsheetId: pen.book.id, ...table, updates: { spreadsheetId: pen.book.id, ...updates } }
}

function clear({ pen, range }: Ask): object {
  return { spreadsheetId: pen.book.id, clearedRange: clearRange(pen, range) }
}

function batchClear({ pen, body }: Ask): object {
  return { spreadsheetId: pen.book.id, clearedRanges: (body.ranges ?? []).map((range) => clearRange(pen, range)) }
}

function valuesBatchUpdate({ pen, body }: Ask): object {
  const responses = (body.data ?? []).map((each) => writeRange(pen, each, body.valueInputOption))
  const total = (field: 'updatedRows' | 'updatedColumns' | 'updatedCells') =>
    responses.reduce((sum, each) => sum + each[field], 0)
  return {
    spreadsheetId: pen.book.id,
    totalUpdatedRows: total('updatedRows'),
    totalUpdatedColumns: total('updatedColumns'),
    totalUpdatedCells: total('updatedCells'),
    totalUpdatedSheets: new Set((body.data ?? []).map(({ range }) => parseRange(pen.book, range).tab)).size,
    responses: responses.map((each) => ({ spreadsheetId: pen.book.id, ...each })),
  }
}

const given = (body: Body, range: string): ValueRange => ({
  range,
  ...(body.majorDimension && { majorDimension: body.majorDimension }),
  values: (body.values ?? []) as (Value | null)[][],
})

export const roleNeeded = (kind: Call['kind']): Book['shares'][string][] =>
  kind === 'read' ? ['owner', 'writer', 'reader'] : ['owner', 'writer']
