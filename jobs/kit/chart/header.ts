import { wrap } from './fit.ts'
import { box, EDGE, lineOf, type Mark, type Measure, QUIET, ROOM, SIZE, write } from './scene.ts'

export type Named = { name: string; color: string }
export type Header = { marks: Mark[]; bottom: number }
const SWATCH = 26

/** The title, a quiet note and what the colours mean, and where the picture under them may begin. */
export function header(measure: Measure, title: string, note: string[], legend: Named[]): Header {
  const marks: Mark[] = []
  let y = EDGE
  const put = (lines: string[], size: number, style: object) => {
    marks.push(...write(lines, EDGE, y + (lines.length * lineOf(size)) / 2, { size, ...style }))
    y += lines.length * lineOf(size) + (lines.length ? 8 : 0)
  }
  put(
    wrap(title, ROOM, (text) => measure(text, SIZE.title, true), 3),
    SIZE.title,
    { bold: true },
  )
  put(
    wrap(note.join(' · '), ROOM, (text) => measure(text, SIZE.note), 2),
    SIZE.note,
    { color: QUIET },
  )
  const under = legendOf(measure, legend, y + 8)
  return { marks: [...marks, ...under.marks], bottom: under.bottom + 16 }
}

function legendOf(measure: Measure, legend: Named[], top: number): Header {
  const marks: Mark[] = []
  let [x, y] = [EDGE, top]
  let tallest = 0
  for (const { name, color } of legend) {
    const lines = wrap(name, ROOM - SWATCH - 12, (text) => measure(text, SIZE.label), 2)
    const width = SWATCH + 12 + Math.max(...lines.map((text) => measure(text, SIZE.label)))
    if (x > EDGE && x + width > EDGE + ROOM) [x, y, tallest] = [EDGE, y + tallest + 8, 0]
    tallest = Math.max(tallest, lines.length * lineOf(SIZE.label))
    marks.push(box(x, y + lineOf(SIZE.label) / 2 - SWATCH / 2, SWATCH, SWATCH, color, 6))
    marks.push(...write(lines, x + SWATCH + 12, y + (lines.length * lineOf(SIZE.label)) / 2))
    x += width + 36
  }
  return { marks, bottom: y + tallest }
}
