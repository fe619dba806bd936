import type { Data } from './data.ts'
import { wrap } from './fit.ts'
import { ticksOf, tickTexts } from './numbers.ts'
import { AXIS, EDGE, GRID, line, lineOf, type Mark, type Measure, QUIET, SIZE, WIDTH, write } from './scene.ts'

/** The ground that columns and lines stand on. */
export type Axes = {
  marks: Mark[]
  left: number
  right: number
  slot: number
  x: (i: number) => number
  y: (value: number) => number
  height: number
}
export type Under = { lines: string[][]; step: number; tall: number }

const PLOT = 400
const HEADROOM = 36
const GAP = 14
/** A broader label at the very edge would have to move over its neighbour. */
const BROAD = 160

export function axesOf(measure: Measure, data: Data, range: [low: number, high: number], top: number, end = 0): Axes {
  const ticks = ticksOf(...range, data)
  const texts = tickTexts(ticks, data)
  const left = EDGE + gutterOf(measure, texts)
  const right = WIDTH - EDGE - end
  const slot = (right - left) / data.labels.length
  const x = (i: number) => left + (i + 0.5) * slot
  const [low, high] = [ticks[0]!, ticks.at(-1)!]
  const bottom = top + HEADROOM + PLOT
  const y = (value: number) => bottom - ((value - low) / (high - low)) * PLOT
  const under = underOf(measure, data, slot) ?? thinned(measure, data, slot)
  const marks = [
    ...ticks.flatMap((tick, i) => [
      line(
        [
          [left, y(tick)],
          [right, y(tick)],
        ],
        tick === 0 ? AXIS : GRID,
        2,
      ),
      ...write([texts[i]!], left - 16, y(tick), { color: QUIET, align: 'right', size: SIZE.note }),
    ]),
    ...labelMarks(measure, under, x, bottom + GAP),
  ]
  return { marks, left, right, slot, x, y, height: bottom + GAP + under.tall + EDGE - 10 }
}

/** How wide a slot is when so many labels share the ground. */
export function slotOf(measure: Measure, data: Data, range: [number, number]): number {
  return (WIDTH - 2 * EDGE - gutterOf(measure, tickTexts(ticksOf(...range, data), data))) / data.labels.length
}

/** All labels in up to two lines within their slots, words whole; nothing when they don't fit so. */
export function underOf(measure: Measure, { labels }: Pick<Data, 'labels'>, slot: number, most = 2): Under | undefined {
  const width = (text: string) => measure(text, SIZE.label)
  const whole = labels.every((label) => label.split(' ').every((word) => width(word) <= slot - GAP))
  const lines = whole ? alike(labels, slot - GAP, width) : []
  const tallest = Math.max(0, ...lines.map((each) => each.length))
  return whole && tallest <= most ? { lines, step: 1, tall: tallest * lineOf(SIZE.label) } : undefined
}

/** Once one label takes a second line, the others break at the same width: "Jul 2026" like "Sep, 2026" beside it. */
function alike(labels: string[], room: number, width: (text: string) => number): string[][] {
  const lines = labels.map((label) => wrap(label, room, width, 9))
  const broken = lines.filter((each) => each.length > 1)
  const widest = Math.max(0, ...broken.flat().map(width), ...labels.flatMap((label) => label.split(' ').map(width)))
  return broken.length
    ? labels.map((label, i) => (lines[i]!.length > 1 ? lines[i]! : wrap(label, widest, width, 9)))
    : lines
}

/** Every second, third … label, as many as fit. */
function thinned(measure: Measure, { labels }: Data, slot: number): Under {
  const shown = (step: number) => labels.filter((_, i) => i % step === 0)
  for (let step = 2; step <= labels.length; step++) {
    const under = underOf(measure, { labels: shown(step) }, Math.min(slot * step, BROAD))
    if (under) return { ...under, step }
  }
  const step = Math.max(1, Math.ceil(220 / slot))
  const lines = shown(step).map((label) => wrap(label, BROAD, (text) => measure(text, SIZE.label), 3))
  return { lines, step, tall: Math.max(...lines.map((each) => each.length)) * lineOf(SIZE.label) }
}

function labelMarks(measure: Measure, { lines, step }: Under, x: (i: number) => number, top: number): Mark[] {
  return lines.flatMap((each, i) => {
    const half = Math.max(...each.map((text) => measure(text, SIZE.label))) / 2
    const middle = Math.min(Math.max(x(i * step), EDGE / 2 + half), WIDTH - EDGE / 2 - half)
    return write(each, middle, top + (each.length * lineOf(SIZE.label)) / 2, { align: 'center' })
  })
}

function gutterOf(measure: Measure, texts: string[]): number {
  return Math.max(...texts.map((text) => measure(text, SIZE.note))) + 16
}
