import { localIn, type Sheet, type SheetCell, type SheetColumn, safe, titleOf } from './excel.ts'

const AT_ONCE = 1000
/** What a spreadsheet takes for the beginning of a formula. */
const FORMULA = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/u

/**
 * A sheet as CSV, a handful of rows at a time. It begins with a mark by which Excel knows that it is UTF-8: without it Thai
 * is garbled. Text that a spreadsheet would run as a formula gets an apostrophe before it.
 */
export async function* csvOf({ columns, rows, zone }: Sheet): AsyncGenerator<string> {
  const { default: papa } = await import('papaparse')
  const lines = (some: SheetCell[][]) => `${papa.unparse(some, { escapeFormulae: FORMULA, newline: '\r\n' })}\r\n`
  yield `\ufeff${lines([columns.map((column) => safe(titleOf(column)))])}`
  let some: SheetCell[][] = []
  for await (const row of rows) {
    some.push(columns.map((column, i) => cell(row[i] ?? null, column, zone)))
    if (some.length < AT_ONCE) continue
    yield lines(some)
    some = []
  }
  if (some.length) yield lines(some)
}

function cell(value: SheetCell, { unit }: SheetColumn, zone: string | undefined): SheetCell {
  if (typeof value === 'number') return Number.isFinite(value) ? Number(value.toFixed(6)) : null
  if (typeof value !== 'string') return value
  const local = unit === 'time' && zone ? localIn(value, zone) : ''
  return local ? local.replace('T', ' ').replace('Z', '') : safe(value)
}
