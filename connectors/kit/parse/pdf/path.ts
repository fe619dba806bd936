import { type Matrix, place } from './matrix.ts'

/** A ruling line: upright at `at` = x, or level at `at` = y. */
export type Line = { upright: boolean; at: number; from: number; to: number }
type Point = [x: number, y: number]

/** How thin a filled box must be to be a line that was drawn as a box. */
const THIN = 2
const NUMBERS_AFTER = [2, 2, 6, 4, 0]
const [MOVE, LINE, , , CLOSE] = [0, 1, 2, 3, 4]

export function linesOf(path: Float32Array, page: Matrix, filled: boolean): Line[] {
  return subpaths(path, page).flatMap((points) => (filled ? thinBox(points) : edges(points)))
}

function subpaths(path: Float32Array, page: Matrix): Point[][] {
  const all: Point[][] = []
  for (let i = 0; i < path.length; ) {
    const what = path[i]!
    const count = NUMBERS_AFTER[what]!
    const current = all.at(-1)
    if (what === CLOSE) current?.length && current.push(current[0]!)
    else {
      const end = place(page, path[i + count - 1]!, path[i + count]!)
      if (what === MOVE) all.push([end])
      else if (what === LINE) current?.push(end)
      else all.push([end])
    }
    i += 1 + count
  }
  return all
}

function edges(points: Point[]): Line[] {
  return points.slice(1).flatMap((to, i) => line(points[i]!, to))
}

function line([ax, ay]: Point, [bx, by]: Point): Line[] {
  const [wide, high] = [Math.abs(ax - bx), Math.abs(ay - by)]
  if (wide < 0.5 && high > 1)
    return [{ upright: true, at: (ax + bx) / 2, from: Math.min(ay, by), to: Math.max(ay, by) }]
  if (high < 0.5 && wide > 1)
    return [{ upright: false, at: (ay + by) / 2, from: Math.min(ax, bx), to: Math.max(ax, bx) }]
  return []
}

function thinBox(points: Point[]): Line[] {
  const [left, right] = ends(points.map(([x]) => x))
  const [top, bottom] = ends(points.map(([, y]) => y))
  if (Math.min(right - left, bottom - top) > THIN) return []
  const [x, y] = [(left + right) / 2, (top + bottom) / 2]
  return right - left < bottom - top ? line([x, top], [x, bottom]) : line([left, y], [right, y])
}

const ends = (numbers: number[]): [least: number, most: number] => [Math.min(...numbers), Math.max(...numbers)]
