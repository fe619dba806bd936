import { cellAt, columnsOf, isChange, rowsOf } from './bind.ts'
import { cut, type Piece, type PieceOf, type Spoken } from './cut.ts'
import { type Facts, isLabel } from './facts.ts'
import type { Claim } from './words.ts'

export type Verdict = { ok: true } | { ok: false; why: string }

/**
 * Whether a sentence says only what the result bears out: every number, name and date in it belongs together there, every
 * claim holds, and every other word is one that claims nothing. In doubt it isn't.
 */
export function trueTo(sentence: string, facts: Facts): Verdict {
  if (sentence.length > 300 || /[\n\r]/.test(sentence)) return no('One short sentence, please.')
  const pieces = cut(sentence, facts)
  if ('odd' in pieces) return no(`Leave out "${pieces.odd.slice(0, 40)}": it isn't in the result.`)
  if (!pieces.some(({ kind }) => kind === 'number' || kind === 'name')) return no('Say what the result says.')
  const wrong = pieces.find((piece, i) => !holds(piece, i, pieces, facts))
  return wrong ? no(`"${wrong.text.slice(0, 40)}" isn't what the result says there.`) : { ok: true }
}

const no = (why: string): Verdict => ({ ok: false, why })

function holds(piece: Piece, i: number, pieces: Piece[], facts: Facts): boolean {
  if (piece.kind === 'number') return numberHolds(piece, i, pieces, facts)
  if (piece.kind !== 'claim') return true
  const [next, second] = pieces.slice(i + 1)
  const soft = piece.claims.filter((claim) => SOFT.includes(claim))
  const change = piece.claims.some((claim) => changeHolds(claim, piece, pieces, facts))
  if (next?.kind === 'number') return soft.length > 0 || change
  if (next?.kind === 'name' && piece.claims.some((claim) => claim === 'ahead' || claim === 'behind'))
    return pieces[i - 1]?.kind !== 'number' && orderHolds(piece, next, pieces, facts)
  if (soft.length === piece.claims.length) return next?.kind !== 'name' && second?.kind !== 'number'
  // "Most of it" says more than "the most".
  if (/^most$/i.test(piece.text) && next?.text.toLowerCase() === 'of') return false
  return change || piece.claims.some((claim) => placeHolds(claim, piece, pieces, facts))
}

const SOFT: Claim[] = ['over', 'under', 'about']

function numberHolds(piece: PieceOf<'number'>, i: number, pieces: Piece[], facts: Facts): boolean {
  const before = pieces[i - 1]
  const soft = before?.kind === 'claim' ? before.claims.find((claim) => SOFT.includes(claim)) : undefined
  if (!soft && countsRows(piece.number, pieces[i + 1], facts)) return true
  const down = pieces.some((each) => each.kind === 'claim' && each.claims.includes('down'))
  const rows = rowsOf(piece.at, pieces, facts)
  return columnsOf(piece, pieces, facts).some((column) =>
    rows.some((row) => {
      const cell = cellAt(facts, row, column)
      return cell !== undefined && says(piece.number, cell, facts.columns[column]!, soft, down)
    }),
  )
}

/** "3 branches" over a table of three branches. */
function countsRows({ value, percent, currency }: Spoken, next: Piece | undefined, facts: Facts): boolean {
  if (percent || currency || facts.only || value !== facts.rows.length || next?.kind !== 'said') return false
  return facts.columns.some(
    (column, at) =>
      isLabel(facts, column, at) && next.text.toLowerCase().startsWith(column.name.toLowerCase().slice(0, -1)),
  )
}

function says(
  said: Spoken,
  cell: number,
  column: Facts['columns'][number],
  soft: Claim | undefined,
  down: boolean,
): boolean {
  const percent = column.unit === 'percent'
  const fact = percent ? cell * 100 : cell
  if (said.value >= 0 && fact < 0) return !said.signed && down && near(said, -fact, soft)
  return near(said, fact, soft)
}

/** The same to the last digit said. Whole digits may be rounded away only where the sentence says so: "about", "1.2 million". */
function near({ value, step }: Spoken, fact: number, soft: Claim | undefined): boolean {
  if (value === fact) return soft !== 'over' && soft !== 'under'
  if (soft === 'over' && value > fact) return false
  if (soft === 'under' && value < fact) return false
  const unit = soft && step >= 1 && Number.isInteger(value) ? Math.max(step, zeros(value)) : step
  return Math.abs(fact - value) <= unit / 2 + 1e-9
}

/** 1,200,000 said roughly is meant to the hundred thousand. */
function zeros(value: number): number {
  let unit = 1
  while (value !== 0 && value % (unit * 10) === 0) unit *= 10
  return unit
}

function placeHolds(claim: Claim, piece: Piece, pieces: Piece[], facts: Facts): boolean {
  if (claim !== 'highest' && claim !== 'lowest') return false
  if (facts.only && facts.only !== claim) return false
  const columns = columnsOf(piece, pieces, facts)
  const rows = rowsOf(piece.at, pieces, facts)
  if (columns.length !== 1 || rows.length !== 1) return false
  const cells = facts.rows
    .map((_, row) => cellAt(facts, row, columns[0]!) ?? Number.NaN)
    .filter((each) => !Number.isNaN(each))
  return cellAt(facts, rows[0]!, columns[0]!) === (claim === 'highest' ? Math.max(...cells) : Math.min(...cells))
}

/** Up and down need a column that says how much, with that sign. */
function changeHolds(claim: Claim, piece: Piece, pieces: Piece[], facts: Facts): boolean {
  if (claim !== 'up' && claim !== 'down') return false
  const changes = facts.columns.flatMap((column, at) => (isChange(column) ? [at] : []))
  const cells = rowsOf(piece.at, pieces, facts).flatMap((row) => changes.flatMap((at) => cellAt(facts, row, at) ?? []))
  return cells.length > 0 && cells.every((cell) => (claim === 'up' ? cell > 0 : cell < 0))
}

function orderHolds(piece: PieceOf<'claim'>, right: PieceOf<'name'>, pieces: Piece[], facts: Facts): boolean {
  const left = pieces.findLast((each): each is PieceOf<'name'> => each.kind === 'name' && each.at < piece.at)
  const columns = columnsOf(piece, pieces, facts)
  if (!left || columns.length !== 1 || left.rows.size !== 1 || right.rows.size !== 1) return false
  const [a, b] = [left, right].map(({ rows }) => cellAt(facts, [...rows][0]!, columns[0]!))
  if (a === undefined || b === undefined) return false
  return piece.claims.includes('ahead') ? a > b : a < b
}
