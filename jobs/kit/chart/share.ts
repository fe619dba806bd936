import { showPercent } from '../format.ts'
import { type Data, foldLabels, partColor } from './data.ts'
import { wrap } from './fit.ts'
import { valueText } from './numbers.ts'
import {
  box,
  EDGE,
  INK,
  lineOf,
  type Mark,
  type Measure,
  QUIET,
  ROOM,
  type Scene,
  SIZE,
  WIDTH,
  write,
} from './scene.ts'

const RADIUS = 200
const PARTS = 8

/** One whole: a ring with its parts listed beside it, each with its share. */
export function ring(measure: Measure, chart: Data, top: number): Omit<Scene, 'width'> {
  const data = foldLabels(chart, PARTS)
  const values = data.series[0]!.values.map((value) => value ?? 0)
  const total = values.reduce((sum, value) => sum + value, 0)
  const list = listOf(measure, data, total)
  const tall = Math.max(2 * RADIUS, list.tall)
  const [x, y] = [EDGE + RADIUS, top + tall / 2]
  let from = 0
  const arcs = values.map((value, i): Mark => {
    const arc: Mark = {
      kind: 'arc',
      x,
      y,
      r: RADIUS,
      hole: 120,
      from,
      to: from + value / total,
      color: partColor(data, i),
    }
    from = arc.to
    return arc
  })
  const middle =
    data.unit === 'percent' ? [] : write([valueText(total, data)], x, y, { size: 34, bold: true, align: 'center' })
  return { height: top + tall + EDGE, marks: [...arcs, ...middle, ...list.at(top + (tall - list.tall) / 2)] }
}

/** Several wholes: for each a bar of full length, cut where its parts meet. */
export function stack(measure: Measure, data: Data, top: number): Omit<Scene, 'width'> {
  const names = data.labels.map((label) => wrap(label, ROOM * 0.34, (text) => measure(text, SIZE.label), 3))
  const left = EDGE + Math.max(...names.flat().map((name) => measure(name, SIZE.label))) + 20
  let y = top + 12
  const marks = names.flatMap((name, i) => {
    const tall = Math.max(48, name.length * lineOf(SIZE.label))
    const row = [...write(name, EDGE, y + tall / 2), ...stackMarks(measure, data, i, left, y + (tall - 48) / 2)]
    y += tall + 16
    return row
  })
  return { height: y + EDGE - 16, marks }
}

function stackMarks(measure: Measure, data: Data, label: number, left: number, y: number): Mark[] {
  const parts = data.series.map(({ values, color }) => ({ value: values[label] ?? 0, color }))
  const total = parts.reduce((sum, part) => sum + part.value, 0)
  if (!total) return write(['–'], left, y + 24, { color: QUIET })
  let x = left
  return parts.flatMap(({ value, color }) => {
    const wide = (value / total) * (WIDTH - EDGE - left)
    const text = showPercent(Math.round((value / total) * 100) / 100)
    const bar = box(x, y, Math.max(0, wide - 2), 48, color)
    const middle = x + wide / 2
    x += wide
    if (measure(text, 22) > wide - 10) return wide > 0 ? [bar] : []
    return [bar, ...write([text], middle, y + 24, { size: 22, align: 'center', color: inkOn(color) })]
  })
}

type List = { tall: number; at: (top: number) => Mark[] }

function listOf(measure: Measure, data: Data, total: number): List {
  const left = EDGE + 2 * RADIUS + 50
  const values = data.series[0]!.values.map((value) => value ?? 0)
  const shares = values.map((value) => showPercent(value / total))
  const amounts = values.map((value) => (data.unit === 'percent' ? '' : valueText(value, data)))
  const widest = (texts: string[], bold?: boolean) => Math.max(...texts.map((text) => measure(text, SIZE.label, bold)))
  const amountRight = WIDTH - EDGE
  const shareRight = amountRight - widest(amounts) - (data.unit === 'percent' ? 0 : 22)
  const room = shareRight - widest(shares, true) - 18 - (left + 40)
  const names = data.labels.map((label) => wrap(label, room, (text) => measure(text, SIZE.label), 3))
  const tallOf = (name: string[]) => name.length * lineOf(SIZE.label) + 16
  const rowAt = (i: number, middle: number): Mark[] => [
    box(left, middle - 13, 26, 26, partColor(data, i), 6),
    ...write(names[i]!, left + 40, middle),
    ...write([shares[i]!], shareRight, middle, { align: 'right', bold: true }),
    ...write([amounts[i]!], amountRight, middle, { align: 'right', color: QUIET }),
  ]
  const rowsFrom = (top: number) => {
    let y = top
    return names.flatMap((name, i) => {
      y += tallOf(name)
      return rowAt(i, y - tallOf(name) / 2)
    })
  }
  return { tall: names.reduce((sum, name) => sum + tallOf(name), 0), at: rowsFrom }
}

/** White or dark, whichever reads better on a colour. */
function inkOn(color: string): string {
  const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16))
  return 0.299 * r! + 0.587 * g! + 0.114 * b! > 140 ? INK : '#ffffff'
}
