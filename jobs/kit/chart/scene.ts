/** A picture as data: everything that will be drawn, with its place, before anything is drawn. */
export type Scene = { width: number; height: number; marks: Mark[] }

export type Mark = TextMark | BoxMark | PathMark | DotMark | ArcMark
/** `y` is the middle of the line of text, `x` where it begins, ends or has its centre. */
export type TextMark = {
  kind: 'text'
  text: string
  x: number
  y: number
  size: number
  color: string
  bold?: boolean
  align?: 'left' | 'right' | 'center'
  /** A white rim, for words that lie over lines. */
  rim?: boolean
}
export type BoxMark = { kind: 'box'; x: number; y: number; w: number; h: number; color: string; round?: number }
export type Point = [x: number, y: number]
/** With `fill` the points are an area's outline, else a line of this width. */
export type PathMark = { kind: 'path'; points: Point[]; color: string; width: number; dash?: number[]; fill?: boolean }
type DotMark = { kind: 'dot'; x: number; y: number; r: number; color: string }
/** From and to are parts of the whole round, 0 at the top. */
export type ArcMark = {
  kind: 'arc'
  x: number
  y: number
  r: number
  hole: number
  from: number
  to: number
  color: string
}

export type Measure = (text: string, size: number, bold?: boolean) => number

export const WIDTH = 1080
export const EDGE = 40
export const ROOM = WIDTH - 2 * EDGE

/** Sizes for a picture that a phone shows at a third of its width. */
export const SIZE = { title: 38, label: 26, note: 24 }
export const lineOf = (size: number): number => Math.round(size * 1.25)

export const INK = '#1f2933'
export const QUIET = '#5f6b7a'
export const GRID = '#e4e7eb'
export const AXIS = '#9aa5b1'
export const OTHER = '#b0b8c1'

/** Colours that people with any colour vision tell apart (after Okabe and Ito), dark enough for white. */
const COLORS = ['#0072b2', '#e69f00', '#009e73', '#d55e00', '#56b4e9', '#cc79a7', '#4d4d4d', '#8c6d31']
export const MOST = COLORS.length
export const colorOf = (series: number): string => COLORS[series % MOST]!
export const BELOW = '#d55e00'

type Style = Partial<Omit<TextMark, 'kind' | 'text' | 'x' | 'y'>>

/** Lines of text around a middle, one mark each. */
export function write(lines: string[], x: number, middle: number, style: Style = {}): TextMark[] {
  const { size = SIZE.label, color = INK } = style
  const top = middle - ((lines.length - 1) * lineOf(size)) / 2
  return lines.map((text, i) => ({ kind: 'text', text, x, y: top + i * lineOf(size), ...style, size, color }))
}

export function box(x: number, y: number, w: number, h: number, color: string, round?: number): BoxMark {
  const [left, top] = [w < 0 ? x + w : x, h < 0 ? y + h : y]
  return { kind: 'box', x: left, y: top, w: Math.abs(w), h: Math.abs(h), color, ...(round && { round }) }
}

export function line(points: Point[], color: string, width: number, dash?: number[]): PathMark {
  return { kind: 'path', points, color, width, ...(dash && { dash }) }
}
