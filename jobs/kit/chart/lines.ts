import { type Axes, axesOf } from './axes.ts'
import { type Data, type Part, type Values, valuesOf } from './data.ts'
import { valueText } from './numbers.ts'
import { EDGE, line, type Mark, type Measure, type Point, ROOM, type Scene, SIZE, WIDTH, write } from './scene.ts'

/** Lines, with their bands under them; where a value is missing the line is open. */
export function lines(measure: Measure, data: Data, top: number): Omit<Scene, 'width'> {
  const axes = axesOf(measure, data, rangeOf(data), top, endRoom(measure, data))
  const bands = data.series.flatMap((part) => bandMarks(part, axes))
  const drawn = data.series.flatMap((part, i) => lineMarks(part, axes, data, i))
  const words = data.series.length === 1 ? valueMarks(measure, data, axes) : []
  return { height: axes.height, marks: [...axes.marks, ...bands, ...drawn, ...words] }
}

function lineMarks({ values, color }: Part, axes: Axes, data: Data, i: number): Mark[] {
  const dots = data.labels.length <= 16
  const dash = i % 2 ? [2, 12] : undefined
  return runsOf(values).flatMap((run) => {
    const points = run.map((at): Point => [axes.x(at), axes.y(values[at]!)])
    const shown = dots || run.length === 1 ? points : []
    const drawn = points.length > 1 ? [line(points, color, 5, data.series.length > 4 ? dash : undefined)] : []
    return [...drawn, ...shown.map(([x, y]): Mark => ({ kind: 'dot', x, y, r: 7, color }))]
  })
}

function bandMarks({ low, high, color }: Part, axes: Axes): Mark[] {
  const both = low.map((value, i) => (value === null || high[i] == null ? null : value))
  return runsOf(both).map((run) => {
    const edge = (values: Values) => run.map((at): Point => [axes.x(at), axes.y(values[at]!)])
    return { kind: 'path', points: [...edge(high), ...edge(low).reverse()], color: `${color}33`, width: 0, fill: true }
  })
}

/** Every value when they are few, else the peak, and the last one at the end of its line. */
function valueMarks(measure: Measure, data: Data, axes: Axes): Mark[] {
  const { values, color } = data.series[0]!
  const known = knownOf(values)
  const peak = known.reduce((best, i) => (values[i]! > values[best]! ? i : best), known[0]!)
  const last = known.at(-1)!
  const style = { size: SIZE.note, bold: true, color, rim: true } as const
  const over = (i: number) => {
    const text = valueText(values[i]!, data)
    const half = measure(text, SIZE.note, true) / 2
    const x = Math.min(Math.max(axes.x(i), axes.left + half), WIDTH - EDGE / 2 - half)
    return write([text], x, axes.y(values[i]!) - 26, { ...style, align: 'center' })
  }
  if (!endRoom(measure, data)) return known.flatMap(over)
  const end = write([valueText(values[last]!, data)], axes.x(last) + 14, axes.y(values[last]!), style)
  return axes.x(last) - axes.x(peak) > 80 ? [...over(peak), ...end] : end
}

/** What the last value needs at the right, when there is no room for all of them over their points. */
function endRoom(measure: Measure, data: Data): number {
  if (data.series.length > 1) return 0
  const widths = knownOf(data.series[0]!.values).map((i) =>
    measure(valueText(data.series[0]!.values[i]!, data), SIZE.note, true),
  )
  const roomy = Math.max(...widths) < (ROOM - 100) / data.labels.length - 10
  return roomy ? 0 : widths.at(-1)! + 14
}

const knownOf = (values: Values): number[] => values.flatMap((value, i) => (value === null ? [] : [i]))

/** Positions of values that follow each other without a gap. */
function runsOf(values: Values): number[][] {
  const runs: number[][] = []
  values.forEach((value, i) => {
    if (value === null) return
    if (i > 0 && values[i - 1] !== null) runs.at(-1)!.push(i)
    else runs.push([i])
  })
  return runs
}

/** From zero, unless all of it happens far above. */
function rangeOf(data: Data): [number, number] {
  const values = valuesOf(data)
  const [low, high] = [Math.min(...values), Math.max(...values)]
  return low > 0 && low < 0.7 * high ? [0, high] : high < 0 && high > 0.7 * low ? [low, 0] : [low, high]
}
