import type { Drawing, Glyph } from './drawing.ts'
import type { Line } from './path.ts'
import { textOf } from './text.ts'

/** Two lines nearer than this are one. */
const SAME = 1.5

type Band = { top: number; bottom: number; edges: number[] }

/**
 * Cells are what the ruling lines enclose, so a wrapped cell belongs to its row however tall that is. A cell over
 * several columns stands in the first of them.
 */
export function tablesOf({ glyphs, lines }: Drawing): { rows: string[][]; loose: string[] } {
  const bands = bandsOf(lines)
  const inBands: Glyph[][] = bands.map(() => [])
  const outside: Glyph[] = []
  for (const glyph of glyphs) {
    const band = bandAt(bands, glyph)
    if (band < 0) outside.push(glyph)
    else inBands[band]!.push(glyph)
  }
  const rows = tables(bands).flatMap(({ first, last, columns }) =>
    bands.slice(first, last + 1).map((band, i) => cellsOf(band, columns, inBands[first + i]!)),
  )
  return {
    rows,
    loose: outside.length
      ? textOf(outside)
          .split('\n')
          .filter((text) => text.trim())
      : [],
  }
}

/** A row is the space between two level lines that upright lines cross. */
function bandsOf(lines: Line[]): Band[] {
  const upright = lines.filter((line) => line.upright)
  const levels = merged(rulings(lines.filter((line) => !line.upright)).map((line) => line.at))
  return levels.slice(1).flatMap((bottom, i) => {
    const top = levels[i]!
    const middle = (top + bottom) / 2
    const edges = merged(upright.filter((line) => line.from < middle && line.to > middle).map((line) => line.at))
    return edges.length > 1 ? [{ top, bottom, edges }] : []
  })
}

/** Not the line under a word: together, the pieces at one height must be half as long as the longest. */
function rulings(level: Line[]): Line[] {
  const lengths = new Map<number, number>()
  const height = (line: Line) => Math.round(line.at / SAME)
  for (const line of level) lengths.set(height(line), (lengths.get(height(line)) ?? 0) + line.to - line.from)
  const least = Math.max(...lengths.values()) / 2
  return level.filter((line) => lengths.get(height(line))! >= least)
}

/** Bands that touch are one table, and share its columns. */
function tables(bands: Band[]): { first: number; last: number; columns: number[] }[] {
  const found: { first: number; last: number; columns: number[] }[] = []
  for (const [i, band] of bands.entries()) {
    const table = found.at(-1)
    if (table && Math.abs(bands[i - 1]!.bottom - band.top) < SAME) {
      table.last = i
      table.columns = merged([...table.columns, ...band.edges])
    } else found.push({ first: i, last: i, columns: band.edges })
  }
  return found
}

function cellsOf({ edges }: Band, columns: number[], glyphs: Glyph[]): string[] {
  const cells = columns.slice(1).map((): Glyph[] => [])
  for (const glyph of glyphs) {
    const middle = (glyph.from + glyph.to) / 2
    const left = edges.findLast((edge) => edge <= middle) ?? edges[0]!
    const column = columns.findIndex((edge) => Math.abs(edge - left) < SAME)
    cells[Math.min(Math.max(column, 0), cells.length - 1)]!.push(glyph)
  }
  return cells.map((cell) => (cell.length ? textOf(cell) : ''))
}

/** By the middle of the letter, a little above its base line. */
function bandAt(bands: Band[], { y, size, from, to }: Glyph): number {
  const middle = y - size * 0.3
  const x = (from + to) / 2
  return bands.findIndex(
    ({ top, bottom, edges }) => middle >= top && middle < bottom && x >= edges[0]! && x <= edges.at(-1)!,
  )
}

function merged(positions: number[]): number[] {
  const kept: number[] = []
  for (const at of positions.toSorted((a, b) => a - b)) {
    if (kept.length === 0 || at - kept.at(-1)! >= SAME) kept.push(at)
  }
  return kept
}
