import { columnIndex, letters } from './a1.ts'
import { type Area, type Book, CELL_LIMIT, type Cell, COLUMN_LIMIT, cellCount, type Tab } from './book.ts'
import { invalid } from './errors.ts'

export type Span = { dimension: 'ROWS' | 'COLUMNS'; startIndex: number; endIndex: number }

export function grow(book: Book, tab: Tab, dimension: string, length: number): void {
  if (dimension === 'ROWS') tab.rowCount += length
  else tab.columnCount += length
  checkSize(book, tab)
}

export function checkSize(book: Book, tab: Tab): void {
  if (tab.columnCount > COLUMN_LIMIT) throw invalid(`A sheet can't have more than ${COLUMN_LIMIT} columns.`)
  if (cellCount(book) > CELL_LIMIT)
    throw invalid(
      `This action would increase the number of cells in the workbook above the limit of ${CELL_LIMIT} cells.`,
    )
}

export function insert(book: Book, tab: Tab, { dimension, startIndex: at, endIndex }: Span, inherit: boolean): void {
  const count = endIndex - at
  const size = dimension === 'ROWS' ? tab.rowCount : tab.columnCount
  if (inherit && at === 0) throw invalid('inheritFromBefore cannot be true if inserting at index 0.')
  if (at > size || (at === size && !inherit))
    throw invalid(`range.startIndex[${at}] must be less than the grid size[${size}] if inheritFromBefore is false.`)
  if (dimension === 'ROWS') {
    const like = inherit ? (tab.rows[at - 1] ?? []).map(formatOnly) : []
    if (at < tab.rows.length) tab.rows.splice(at, 0, ...Array.from({ length: count }, () => like))
  } else {
    tab.rows = tab.rows.map((row) => {
      if (!row || row.length <= at) return row
      return [
        ...row.slice(0, at),
        ...Array.from({ length: count }, () => (inherit ? formatOnly(row[at - 1]) : null)),
        ...row.slice(at),
      ]
    })
  }
  grow(book, tab, dimension, count)
  move(book, tab, dimension, (index, isEnd) => (index > at || (index === at && !isEnd) ? index + count : index))
}

export function remove(book: Book, tab: Tab, { dimension, startIndex: at, endIndex: end }: Span): void {
  const size = dimension === 'ROWS' ? tab.rowCount : tab.columnCount
  if (end - at >= size) throw invalid(`You can't delete all the ${dimension.toLowerCase()} on the sheet.`)
  if (dimension === 'ROWS') tab.rows.splice(at, end - at)
  else tab.rows = tab.rows.map((row) => row && [...row.slice(0, at), ...row.slice(end)])
  grow(book, tab, dimension, at - end)
  move(book, tab, dimension, (index) => (index <= at ? index : Math.max(at, index - (end - at))))
}

const formatOnly = (cell: Cell | null | undefined): Cell | null => (cell?.format ? { format: cell.format } : null)

type Shift = (index: number, isEnd: boolean) => number

/** Filters and formulas follow the cells they speak of. An index lies between cells, the end of a range after its last. */
function move(book: Book, tab: Tab, dimension: string, shift: Shift): void {
  if (tab.filter) tab.filter = { ...tab.filter, area: moveArea(tab.filter.area, dimension, shift) }
  for (const home of book.tabs) {
    home.rows = home.rows.map((row) =>
      row?.some((cell) => cell?.formula)
        ? row.map((cell) =>
            cell?.formula ? { ...cell, formula: moveRefs(cell.formula, home, tab, dimension, shift) } : cell,
          )
        : row,
    )
  }
}

function moveArea(area: Area, dimension: string, shift: Shift): Area {
  if (dimension === 'ROWS') return { ...area, r0: shift(area.r0, false), r1: shift(area.r1, true) }
  return { ...area, c0: shift(area.c0, false), c1: shift(area.c1, true) }
}

const REF =
  /("(?:[^"]|"")*")|((?:'(?:[^']|'')+'|[A-Za-z_]\w*)!)?(\$?)([A-Z]{1,3})(\$?)(\d+)(?::(\$?)([A-Z]{1,3})(\$?)(\d+))?(?![\w(])/g

function moveRefs(formula: string, home: Tab, tab: Tab, dimension: string, shift: Shift): string {
  return formula.replace(REF, (whole, text, title, d1, c0, d2, r0, d3, c1 = c0, d4 = '', r1 = r0) => {
    const named = title?.slice(0, -1).replace(/^'|'$/g, '').replaceAll("''", "'") ?? home.title
    if (text !== undefined || named.toLowerCase() !== tab.title.toLowerCase()) return whole
    const old = { r0: Number(r0) - 1, r1: Number(r1), c0: columnIndex(c0), c1: columnIndex(c1) + 1 }
    const now = moveArea(old, dimension, shift)
    if (now.r0 >= now.r1 || now.c0 >= now.c1) return '#REF!'
    const from = `${d1}${letters(now.c0)}${d2}${now.r0 + 1}`
    const to = d3 === undefined ? '' : `:${d3}${letters(now.c1 - 1)}${d4}${now.r1}`
    return `${title ?? ''}${from}${to}`
  })
}
