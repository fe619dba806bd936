import type { Piece, PieceOf } from './cut.ts'
import { type FactColumn, type Facts, isLabel } from './facts.ts'

/** The rows a number or a claim speaks of; none when the sentence leaves it open. Row n after the last is the total. */
export function rowsOf(at: number, pieces: Piece[], facts: Facts): number[] {
  const all = facts.rows.map((_, i) => i)
  const totals = facts.totals ? [facts.rows.length] : []
  const labels = facts.columns.flatMap((column, i) => (isLabel(facts, column, i) && differs(facts, i) ? [i] : []))
  if (!labels.length) return [...all, ...totals]
  return labels.reduce<number[]>(
    (rows, label) => {
      const name = nameFor(at, pieces, label)
      return name ? rows.filter((row) => name.rows.has(row)) : []
    },
    [...all, ...totals],
  )
}

/** A sentence that begins with a name says the name first each time; one that begins with a number, the number first. */
function nameFor(at: number, pieces: Piece[], label: number): PieceOf<'name'> | undefined {
  const names = pieces.filter((each): each is PieceOf<'name'> => each.kind === 'name' && each.columns.has(label))
  const first = pieces.find((each) => each.kind === 'name' || each.kind === 'number' || isPlace(each))
  const name = first?.kind === 'name' ? names.findLast((each) => each.at < at) : names.find((each) => each.at > at)
  return name && !joined(name, pieces, label) ? name : undefined
}

/** "Bangkok and Jakarta sold …": whose number that is, nobody can say. */
function joined(name: PieceOf<'name'>, pieces: Piece[], label: number): boolean {
  const telling = pieces.filter(({ kind }) => kind !== 'plain' && kind !== 'stop' && kind !== 'said')
  const at = telling.indexOf(name)
  return [telling[at - 1], telling[at + 1]].some((each) => each?.kind === 'name' && each.columns.has(label))
}

const isPlace = (piece: Piece): boolean =>
  piece.kind === 'claim' && (piece.claims.includes('highest') || piece.claims.includes('lowest'))

const differs = ({ rows }: Facts, at: number): boolean => new Set(rows.map((row) => row[at])).size > 1

/** The columns a number or a claim may speak of: the only one of its kind, or else the one named nearest. */
export function columnsOf(piece: Piece, pieces: Piece[], facts: Facts): number[] {
  const change = byHowMuch(piece, pieces)
  const fitting = facts.columns.flatMap((column, i) =>
    !isLabel(facts, column, i) && fits(piece, column) && (!change || isChange(column)) ? [i] : [],
  )
  if (fitting.length < 2) return fitting
  const measures = pieces.filter((each): each is PieceOf<'measure'> => each.kind === 'measure')
  const near = measures
    .map((each) => ({ column: each.column, far: distance(each, piece, pieces), at: each.at }))
    .sort((a, b) => a.far - b.far || a.at - b.at)
  return fitting.filter((column) => column === near[0]?.column)
}

export const isChange = ({ name }: FactColumn): boolean => /^(change|growth)\b/i.test(name)

/** "fell by 12", "a drop of 12", "12 lower": a number that says how much, not where to. */
function byHowMuch(piece: Piece, pieces: Piece[]): boolean {
  if (piece.kind !== 'number') return false
  const at = pieces.indexOf(piece)
  const before = /^(by|of)$/i.test(pieces[at - 1]?.text ?? '') ? pieces[at - 2] : pieces[at - 1]
  return [before, pieces[at + 1]].some(
    (each) => each?.kind === 'claim' && (each.claims.includes('up') || each.claims.includes('down')),
  )
}

function fits(piece: Piece, { unit, currency }: FactColumn): boolean {
  if (piece.kind !== 'number') return true
  if (piece.number.currency && piece.number.currency !== currency) return false
  return piece.number.percent === (unit === 'percent')
}

/** Letters between two pieces; another clause or another number is far away. */
function distance(a: Piece, b: Piece, pieces: Piece[]): number {
  const [left, right] = a.at < b.at ? [a, b] : [b, a]
  const between = pieces.filter((each) => each.at >= left.end && each.end <= right.at)
  const walls = between.filter(
    (each) => each.kind === 'stop' || each.kind === 'number' || /^(and|while|then)$/i.test(each.text),
  )
  return right.at - left.end + walls.length * 20
}

export function cellAt(facts: Facts, row: number, column: number): number | undefined {
  const cells = row === facts.rows.length ? facts.totals : facts.rows[row]
  const value = cells?.[column]
  return typeof value === 'number' ? value : undefined
}
