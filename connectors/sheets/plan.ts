import { randomUUID } from 'node:crypto'
import { Fault } from '../kit/fault.ts'
import { cellMaker, cellName, type Held, isFormula, joinKey, keyPart, same, shownValue } from './cells.ts'
import type { Added, Change, Conflict, Edit, Mode, Write } from './change.ts'
import type { Content, Sheet } from './client.ts'
import { keyColumns, type Look, look, PAGE_CELLS, positionKey } from './look.ts'
import { bytesOf, toSteps } from './steps.ts'

type Wanted = { key: string; cells: (Content | undefined)[] }
type Diff = Pick<Change, 'added' | 'changed' | 'same' | 'conflicts'>

/** What a write would change. Reads only. */
export async function planWrite(sheet: Sheet, write: Write): Promise<Change> {
  const { mode, columns, key } = write
  // A merge planned again holds only the rest, which must not pass for what is already written.
  const id = (mode === 'append' && write.id) || randomUUID()
  if (mode === 'merge' && key.length === 0) throw new Error('A merge needs a key')
  const seen = await look(sheet, write, () => true)
  const wanted = wantedRows(write, seen)
  const plan = {
    id,
    spreadsheetId: sheet.id,
    tab: sheet.tab,
    mode,
    columns,
    key: mode === 'merge' ? key : [],
    zone: seen.zone,
    newTab: !seen.tab,
    newColumns: seen.columns.filter(({ isNew }) => isNew).map(({ name, title }) => title ?? name),
    removed: [],
    ...modes[mode](seen, wanted),
  }
  return { ...plan, estimate: estimate(plan, seen) }
}

function wantedRows({ mode, columns, key, rows }: Write, seen: Look): Wanted[] {
  const toCell = cellMaker(seen.zone)
  const keyed = keyColumns({ mode, columns, key }, seen.columns)
  const met = new Set<string>()
  return rows.map((row, number) => {
    const cells = columns.map(({ name, kind }) => (row[name] === undefined ? undefined : toCell(row[name], kind)))
    if (mode !== 'merge') return { key: positionKey(number + 1), cells }
    const name = joinKey(keyed.map((column) => keyPart(column.kind, toCell(row[column.name], column.kind))))
    if (!name)
      throw badRow(`Row ${number + 1} has nothing in ${key.join(', ')}, so it can't be found in the sheet again.`)
    if (met.has(name)) throw badRow(`Two rows have the same key: ${name}.`)
    met.add(name)
    return { key: name, cells }
  })
}

const badRow = (message: string): Fault =>
  new Fault('input', message, { hint: 'Choose other key columns, or write with append or overwrite.' })

const modes: Record<Mode, (seen: Look, wanted: Wanted[]) => Diff> = { merge, append, overwrite }

function merge(seen: Look, wanted: Wanted[]): Diff {
  const diff: Diff = { added: [], changed: [], same: 0, conflicts: [] }
  for (const want of wanted) {
    const row = seen.index.at.get(want.key)
    if (row === undefined) diff.added.push(toAdded(want))
    else compare(diff, seen, want, row, 'keep')
  }
  diff.changed.sort((a, b) => a.row - b.row)
  return diff
}

function append(_: Look, wanted: Wanted[]): Diff {
  return { added: wanted.map(toAdded), changed: [], same: 0, conflicts: [] }
}

/** Row for row from the top; what was below is emptied. Only our own columns are touched. */
function overwrite(seen: Look, wanted: Wanted[]): Diff {
  const diff: Diff = { added: [], changed: [], same: 0, conflicts: [] }
  for (const [number, want] of wanted.entries()) {
    if (number + 1 > seen.index.last) diff.added.push(toAdded(want))
    else compare(diff, seen, want, number + 1, 'replace')
  }
  const empty = seen.columns.map(() => null)
  for (let row = wanted.length + 1; row <= seen.index.last; row++)
    compare(diff, seen, { key: positionKey(row), cells: empty }, row, 'replace')
  return diff
}

const toAdded = ({ key, cells }: Wanted): Added => ({ key, cells: cells.map((cell) => cell ?? null) })

function compare(diff: Diff, seen: Look, want: Wanted, row: number, formulas: 'keep' | 'replace'): void {
  const edits = editsOf(seen, want, row)
  const twice = seen.index.twice.has(want.key)
  const blocked = ({ before }: Edit) => twice || (formulas === 'keep' && isFormula(before))
  diff.changed.push(...edits.filter((edit) => !blocked(edit)))
  diff.conflicts.push(
    ...edits.filter(blocked).map((edit) => toConflict(edit, edit.before, twice ? 'twice' : 'formula')),
  )
  if (edits.length === 0) diff.same++
}

function editsOf(seen: Look, { key, cells }: Wanted, row: number): Edit[] {
  return seen.columns.flatMap(({ name, kind, at }, c) => {
    const before: Held = seen.rows[row]?.[at] ?? null
    const after = cells[c]
    const done = after === undefined || (same(kind, before, after) && !(after === null && isFormula(before)))
    return done ? [] : [{ key, cell: cellName(row, at), column: name, row, before, after }]
  })
}

export function toConflict({ key, cell, after }: Edit, is: Held, why: Conflict['why']): Conflict {
  return { key, cell, why, is: isFormula(is) ? is : shownValue(is), wanted: after }
}

/**
 * P pages of 200,000 cells, B calls of 1.8 MB. The preview takes 2 + P calls, the look before writing 2 + P, every
 * further call re-reads its own rows (P + B together) and the last row (B), then writes (B), and reading it all back
 * takes 2 + P: at most 6 + 4P + 3B calls, whatever the number of changes. Where formulas are met pages are read twice.
 * Only a race with another run (2 + P and a write, 6 times at most) or a lost answer (1) adds to that.
 */
function estimate(change: Omit<Change, 'estimate'>, seen: Look): Change['estimate'] {
  const steps = toSteps(change)
  const rows = Math.max(seen.index.last, seen.tab?.rowCount ?? 0) + change.added.length
  const pages = Math.ceil(rows / Math.floor(PAGE_CELLS / change.columns.length))
  const times = seen.rows.some((row) => row.some(isFormula)) ? 2 : 1
  return {
    calls: 6 + times * (4 * pages + 2 * steps.length) + steps.length,
    bytes: steps.reduce((sum, step) => sum + bytesOf(step), 0),
  }
}
