import { measureWith, openCanvas } from '#jobs/kit/chart/fonts.ts'
import { paint } from '#jobs/kit/chart/paint.ts'
import { box, GRID, type Mark, type Measure, type Scene, write } from '#jobs/kit/chart/scene.ts'
import { columnTitle, isNumeric, tableCell } from '#jobs/kit/format.ts'
import type { Table } from './media.ts'
import { clean, clip } from './words.ts'

const LINE = 46
const PAD = 18
const SIZE = 22
const LONGEST = 28
const STRIPE = '#f5f7fa'
/** Telegram refuses pictures that are twenty times wider than high. */
const WIDEST = 15

/** A table as a PNG: numbers whole and to the right, rows striped so that the eye keeps its line. */
export async function drawTable(table: Table): Promise<Buffer> {
  const library = await openCanvas()
  const scene = layOut(table, measureWith(library))
  const canvas = library.createCanvas(scene.width, scene.height)
  paint(canvas.getContext('2d'), scene)
  return canvas.encode('png')
}

function layOut({ columns, rows }: Table, measure: Measure): Scene {
  const show = (text: string) => clip(clean(text).replaceAll('\n', ' '), LONGEST)
  const body = rows.map((row) => columns.map((column, i) => show(tableCell(row[i] ?? null, column))))
  const lines = [columns.map((column) => show(columnTitle(column))), ...body]
  const widths = columns.map(
    (_, i) => 2 * PAD + Math.ceil(Math.max(...lines.map((line, at) => measure(line[i]!, SIZE, !at)))),
  )
  const lefts = widths.map((_, i) => widths.slice(0, i).reduce((sum, w) => sum + w, 0))
  const width = lefts.at(-1)! + widths.at(-1)!
  const marks = lines.flatMap((line, at): Mark[] => {
    const cells = line.flatMap((text, i) => {
      const right = isNumeric(columns[i]!.unit)
      const x = right ? lefts[i]! + widths[i]! - PAD : lefts[i]! + PAD
      return write([text], x, (at + 0.5) * LINE, { size: SIZE, bold: !at, align: right ? 'right' : 'left' })
    })
    return at % 2 ? cells : [box(0, at * LINE, width, LINE, at ? STRIPE : GRID), ...cells]
  })
  return { width, height: Math.max(lines.length * LINE, Math.ceil(width / WIDEST)), marks }
}
