import { type Data, valuesOf } from './data.ts'
import { wrap } from './fit.ts'
import { valueText } from './numbers.ts'
import {
  AXIS,
  BELOW,
  box,
  EDGE,
  line,
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

const GAP = 16

/** As many lying bars as a phone shows well. */
export const mostRows = (series: number): number => Math.max(8, Math.floor(48 / (1 + series)))

/** Lying bars have room for long names, and the value beside each, so they need no axis. */
export function rows(measure: Measure, data: Data, top: number): Omit<Scene, 'width'> {
  const many = data.series.length > 1
  const size = many ? 22 : SIZE.label
  const thick = many ? 26 : 36
  const names = data.labels.map((label) => wrap(label, ROOM * 0.38, (text) => measure(text, SIZE.label), 3))
  const scale = scaleOf(measure, data, names, size)
  let y = top + 8
  const marks = data.labels.flatMap((_, i) => {
    const tall = Math.max(names[i]!.length * lineOf(SIZE.label), thick * data.series.length)
    const first = y + (tall - thick * data.series.length) / 2
    const bars = data.series.flatMap(({ values, color }, s) =>
      barMarks(values[i]!, data, scale, first + s * thick, {
        thick,
        size,
        color: values[i]! < 0 && !many ? BELOW : color,
      }),
    )
    const name = write(names[i]!, EDGE, y + tall / 2)
    y += tall + (many ? GAP + 8 : GAP)
    return [...name, ...bars]
  })
  const zero = line(
    [
      [scale(0), top],
      [scale(0), y - GAP / 2],
    ],
    AXIS,
    2,
  )
  return { height: y + EDGE - GAP, marks: [...marks, zero] }
}

type Bar = { thick: number; size: number; color: string }

function barMarks(
  value: number | null,
  data: Data,
  scale: (v: number) => number,
  y: number,
  { thick, size, color }: Bar,
): Mark[] {
  const end = scale(value ?? 0)
  const middle = y + thick / 2
  if (value === null) return write(['–'], end + 10, middle, { size, color: QUIET })
  const text = write([valueText(value, data)], end + (value < 0 ? -10 : 10), middle, {
    size,
    align: value < 0 ? 'right' : 'left',
  })
  return [box(scale(0), y + 1, end - scale(0), thick - 2, color, 4), ...text]
}

/** From a value to its place, with the widest name at the left and the widest value at either end kept free. */
function scaleOf(measure: Measure, data: Data, names: string[][], size: number): (value: number) => number {
  const values = valuesOf(data)
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)]
  const textOf = (some: number[]) => Math.max(0, ...some.map((value) => measure(valueText(value, data), size) + 14))
  const left =
    EDGE + Math.max(...names.flat().map((name) => measure(name, SIZE.label))) + 20 + textOf(values.filter((v) => v < 0))
  const right = WIDTH - EDGE - Math.max(30, textOf(values.filter((v) => v >= 0)))
  return (value) => left + ((value - low) / (high - low || 1)) * (right - left)
}
