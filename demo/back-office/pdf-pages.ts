import type { Column, Table } from './exports.ts'
import { widthOf, wrap } from './helvetica.ts'

export const PAGE = { width: 595, height: 842 }
const EDGE = { left: 20, top: 800, bottom: 50 }
const [SIZE, LEADING, PAD] = [8, 10, 3]

type Cells = { lines: string[][]; height: number; widths: number[]; right: boolean[] }

/** Drawing instructions, page by page: the header comes again on each, and a row is never split. */
export function pagesOf(table: Table, period: string): string[] {
  const header = cells(
    table.columns.map(({ title }) => title),
    table.columns,
  )
  const rows = [...table.rows.map((row) => cells(row, table.columns)), ...(table.totals.length ? [totals(table)] : [])]
  const pages: string[] = []
  let y = EDGE.top
  let drawn = `${text(table.title, EDGE.left, y, 14)}${text(period, EDGE.left, y - 16, SIZE)}`
  y -= 30
  const put = (row: Cells) => {
    drawn += draw(row, y)
    y -= row.height
  }
  put(header)
  for (const row of rows) {
    if (y - row.height < EDGE.bottom) {
      pages.push(drawn)
      drawn = ''
      y = EDGE.top
      put(header)
    }
    put(row)
  }
  return [...pages, drawn].map(
    (page, i, all) => page + text(`Halaman ${i + 1} dari ${all.length}`, EDGE.left, 30, SIZE),
  )
}

function cells(texts: string[], columns: Column[]): Cells {
  const lines = texts.map((one, i) => wrap(one, columns[i]!.width - 2 * PAD, SIZE))
  const height = Math.max(...lines.map((each) => each.length)) * LEADING + 2 * PAD
  return { lines, height, widths: columns.map(({ width }) => width), right: columns.map(({ right }) => right === true) }
}

/** "TOTAL" stands in one cell over all columns up to the first sum. */
function totals({ totals, columns }: Table): Cells {
  const first = totals.findIndex((one, i) => i > 0 && one)
  const joined = { title: '', width: columns.slice(0, first).reduce((sum, { width }) => sum + width, 0) }
  return cells([totals[0]!, ...totals.slice(first)], [joined, ...columns.slice(first)])
}

function draw({ lines, height, widths, right }: Cells, top: number): string {
  let x = EDGE.left
  let out = ''
  for (const [i, width] of widths.entries()) {
    out += `${x} ${top - height} ${width} ${height} re S\n`
    const first = top - (height - lines[i]!.length * LEADING) / 2 - SIZE
    for (const [n, line] of lines[i]!.entries()) {
      const indent = right[i] ? width - PAD - widthOf(line, SIZE) : PAD
      out += text(line, x + indent, first - n * LEADING, SIZE)
    }
    x += width
  }
  return out
}

const text = (words: string, x: number, y: number, size: number) =>
  `BT /F1 ${size} Tf ${x.toFixed(2)} ${y.toFixed(2)} Td (${words.replace(/[\\()]/g, '\\$&')}) Tj ET\n`
