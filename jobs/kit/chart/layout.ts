import type { Chart } from '../message.ts'
import { columns, columnsFit } from './columns.ts'
import { type Data, dataOf, keepMost, valuesOf } from './data.ts'
import { header } from './header.ts'
import { lines } from './lines.ts'
import { mostRows, rows } from './rows.ts'
import { AXIS, box, EDGE, GRID, type Measure, QUIET, ROOM, type Scene, SIZE, WIDTH, write } from './scene.ts'
import { ring, stack } from './share.ts'

type Draw = (measure: Measure, data: Data, top: number) => Omit<Scene, 'width'>
type Way = { draw: Draw; legend: boolean; most?: number }

/** Where everything of a chart goes. `measure` says how wide a text will be. */
export function layout(chart: Chart, measure: Measure): Scene {
  const whole = dataOf(chart)
  const { draw, legend, most = Number.POSITIVE_INFINITY } = wayOf(whole, measure)
  const data = keepMost(whole, most)
  const names = legend && data.series.length > 1 ? data.series : []
  const head = header(measure, data.title, data.note, names)
  const { height, marks } = draw(measure, data, head.bottom)
  return { width: WIDTH, height: Math.ceil(height), marks: [...head.marks, ...marks] }
}

function wayOf(data: Data, measure: Measure): Way {
  const values = valuesOf(data)
  const many = data.series.length
  if (!values.length) return { draw: empty, legend: false }
  if (data.type === 'line' || data.type === 'band') return { draw: lines, legend: true }
  const whole = values.every((value) => value >= 0) && values.some((value) => value > 0)
  if (data.type === 'share' && whole) {
    return many === 1 ? { draw: ring, legend: false } : { draw: stack, legend: true, most: 24 }
  }
  return columnsFit(measure, data)
    ? { draw: columns, legend: true }
    : { draw: rows, legend: true, most: mostRows(many) }
}

/** Nothing to draw is said, never shown as an empty frame that looks like zero. */
function empty(_measure: Measure, _data: Data, top: number): Omit<Scene, 'width'> {
  const bars = [60, 110, 80].map((tall, i) => box(WIDTH / 2 - 75 + i * 55, top + 150 - tall, 40, tall, GRID, 6))
  const words = write(['No numbers to draw here.'], WIDTH / 2, top + 200, {
    size: SIZE.label,
    color: QUIET,
    align: 'center',
  })
  return { height: top + 260, marks: [box(EDGE, top + 150, ROOM, 2, AXIS), ...bars, ...words] }
}
