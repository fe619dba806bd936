import { type Axes, axesOf, slotOf, underOf } from './axes.ts'
import { type Data, valuesOf } from './data.ts'
import { valueText } from './numbers.ts'
import { BELOW, box, EDGE, type Mark, type Measure, QUIET, ROOM, type Scene, WIDTH, write } from './scene.ts'

const WIDEST = 130
const THINNEST = 16

/** Upright bars are for labels that fit under them: time, or a few short names. */
export function columnsFit(measure: Measure, data: Data): boolean {
  if (data.calendar) return ROOM / (data.labels.length * data.series.length) > 5
  const slot = slotOf(measure, data, rangeOf(data))
  return (slot * 0.8) / data.series.length >= THINNEST && underOf(measure, data, slot) !== undefined
}

export function columns(measure: Measure, data: Data, top: number): Omit<Scene, 'width'> {
  const axes = axesOf(measure, data, rangeOf(data), top)
  const group = Math.min(axes.slot * 0.76, WIDEST * data.series.length)
  const wide = group / data.series.length
  const at = (label: number, series: number) => axes.x(label) - group / 2 + series * wide
  const gap = wide > 12 ? wide * 0.06 : 0
  const bars = data.series.flatMap(({ values, color }, s) =>
    values.map((value, i): Mark | undefined => {
      if (value === null) return undefined
      const below = value < 0 && data.series.length === 1
      return box(at(i, s) + gap, axes.y(0), wide - 2 * gap, axes.y(value) - axes.y(0), below ? BELOW : color, 4)
    }),
  )
  const room = data.series.length === 1 ? axes.slot : wide
  const marks = [
    ...axes.marks,
    ...bars.filter((bar) => bar !== undefined),
    ...valueMarks(measure, data, axes, room, at, wide),
  ]
  return { height: axes.height, marks }
}

/** The values over their bars, when there is room for every one of them. */
function valueMarks(
  measure: Measure,
  data: Data,
  axes: Axes,
  room: number,
  at: (label: number, series: number) => number,
  wide: number,
): Mark[] {
  const texts = data.series.map(({ values }) => values.map((value) => (value === null ? '–' : valueText(value, data))))
  const size = [24, 20].find((size) => texts.flat().every((text) => measure(text, size) <= room - 4))
  if (!size) return []
  return data.series.flatMap(({ values }, s) =>
    values.flatMap((value, i) => {
      const text = texts[s]![i]!
      const half = measure(text, size) / 2
      const middle = Math.min(at(i, s) + wide / 2, WIDTH - EDGE / 2 - half)
      const y = axes.y(value ?? 0) + ((value ?? 0) < 0 ? size : -size) * 0.75
      return write([text], middle, y, { size, align: 'center', ...(value === null && { color: QUIET }), rim: true })
    }),
  )
}

function rangeOf(data: Data): [number, number] {
  const values = valuesOf(data)
  return [Math.min(0, ...values), Math.max(0, ...values)]
}
