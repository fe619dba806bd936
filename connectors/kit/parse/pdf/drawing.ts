import { type Matrix, multiply, place } from './matrix.ts'
import { type Line, linesOf } from './path.ts'

/** A letter where it stands on the page: x from the left, y from the top. */
export type Glyph = { text: string; from: number; to: number; y: number; size: number }
export type Drawing = { glyphs: Glyph[]; lines: Line[] }
export type Step = { op: number; args: unknown[] }
export type Ops = Record<string, number>

type Raw = { unicode: string; width: number; isSpace?: boolean } | number
type State = {
  page: Matrix
  size: number
  stretch: number
  letters: number
  words: number
  leading: number
  rise: number
}
type Pen = { state: State; kept: State[]; text: Matrix; line: Matrix; drawing: Drawing }

const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0]
const START: Omit<State, 'page'> = { size: 0, stretch: 1, letters: 0, words: 0, leading: 0, rise: 0 }

/** Follows the drawing instructions of a page and notes where each letter and each ruling line ends up. */
export function trace(steps: Step[], page: number[], ops: Ops): Drawing {
  const pen: Pen = {
    state: { ...START, page: page as Matrix },
    kept: [],
    text: IDENTITY,
    line: IDENTITY,
    drawing: { glyphs: [], lines: [] },
  }
  const moves = new Map(Object.entries(MOVES).map(([name, move]) => [ops[name]!, move]))
  const filled = new Set(['fill', 'eoFill'].map((name) => ops[name]))
  const hidden = new Set(['endPath'].map((name) => ops[name]))
  for (const { op, args } of steps) {
    if (op !== ops.constructPath) moves.get(op)?.(pen, args ?? [])
    else if (!hidden.has(args[0] as number)) {
      const path = (args[1] as (Float32Array | null)[])[0]
      if (path) pen.drawing.lines.push(...linesOf(path, pen.state.page, filled.has(args[0] as number)))
    }
  }
  return pen.drawing
}

const MOVES: Record<string, (pen: Pen, args: unknown[]) => void> = {
  save: (pen) => void pen.kept.push({ ...pen.state }),
  restore,
  transform: (pen, args) => set(pen, { page: multiply(pen.state.page, args as Matrix) }),
  paintFormXObjectBegin(pen, [matrix]) {
    pen.kept.push({ ...pen.state })
    if (matrix) pen.state.page = multiply(pen.state.page, matrix as Matrix)
  },
  paintFormXObjectEnd: restore,
  beginText: (pen) => setLine(pen, IDENTITY),
  setTextMatrix: (pen, args) => setLine(pen, (args.length === 6 ? args : args[0]) as Matrix),
  moveText: (pen, [x, y]) => nextLine(pen, x as number, y as number),
  setLeadingMoveText(pen, [x, y]) {
    pen.state.leading = -(y as number)
    nextLine(pen, x as number, y as number)
  },
  nextLine: (pen) => nextLine(pen, 0, -pen.state.leading),
  setFont: (pen, [, size]) => set(pen, { size: size as number }),
  setCharSpacing: (pen, [n]) => set(pen, { letters: n as number }),
  setWordSpacing: (pen, [n]) => set(pen, { words: n as number }),
  setHScale: (pen, [n]) => set(pen, { stretch: (n as number) / 100 }),
  setLeading: (pen, [n]) => set(pen, { leading: n as number }),
  setTextRise: (pen, [n]) => set(pen, { rise: n as number }),
  showText: (pen, [glyphs]) => show(pen, glyphs as Raw[]),
}

function set(pen: Pen, change: Partial<State>): void {
  Object.assign(pen.state, change)
}

function restore(pen: Pen): void {
  pen.state = pen.kept.pop() ?? pen.state
}

function setLine(pen: Pen, matrix: Matrix): void {
  pen.line = [...matrix]
  pen.text = [...matrix]
}

function nextLine(pen: Pen, x: number, y: number): void {
  setLine(pen, multiply(pen.line, [1, 0, 0, 1, x, y]))
}

function show(pen: Pen, glyphs: Raw[]): void {
  const { size, stretch, letters, words, rise, page } = pen.state
  for (const glyph of glyphs) {
    const move = typeof glyph === 'number' ? (-glyph * size) / 1000 : (glyph.width * size) / 1000
    if (typeof glyph !== 'number') {
      const whole = multiply(page, pen.text)
      const [from, y] = place(whole, 0, rise)
      const [to] = place(whole, move * stretch, rise)
      const height = Math.abs(size * Math.hypot(whole[2], whole[3]))
      pen.drawing.glyphs.push({ text: glyph.unicode, from, to, y, size: height })
    }
    const space = typeof glyph === 'number' ? 0 : letters + (glyph.isSpace ? words : 0)
    pen.text = multiply(pen.text, [1, 0, 0, 1, (move + space) * stretch, 0])
  }
}
