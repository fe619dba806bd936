import { createHash } from 'node:crypto'
import { canonical, cellName, type Held, isFormula, same, shownValue } from './cells.ts'
import type { Added, Change, Conflict, Edit, Mode, Removed } from './change.ts'
import type { Look, Placed } from './look.ts'
import { toConflict } from './plan.ts'
import { isDated, type Put } from './requests.ts'
import type { Step } from './steps.ts'

type RowOf = (place: { key: string; row: number | undefined }) => number | undefined
export type Todo = { puts: Put[]; edits: Edit[]; added: Added[]; removed: Removed[]; conflicts: Conflict[] }

/** Holds what was planned against what is there now: only what nobody has touched meanwhile is left to do. */
export function reconcile(step: Step, look: Look, mode: Mode): Todo {
  const todo: Todo = { puts: [], edits: [], added: [], removed: [], conflicts: [] }
  const rowOf: RowOf = ({ key, row }) => (mode === 'merge' ? look.index.at.get(key) : row)
  for (const edit of step.edits) reconcileEdit(todo, edit, look, rowOf(edit))
  for (const added of step.added) reconcileAdded(todo, added, look, rowOf({ key: added.key, row: undefined }))
  for (const removed of step.removed) reconcileRemoved(todo, removed, look, rowOf(removed))
  return todo
}

function reconcileEdit(todo: Todo, edit: Edit, look: Look, row: number | undefined): void {
  const column = look.columns.find(({ name }) => name === edit.column)
  if (!column || row === undefined) return void todo.conflicts.push(toConflict(edit, null, 'gone'))
  if (look.index.twice.has(edit.key)) return void todo.conflicts.push(toConflict(edit, edit.before, 'twice'))
  const now = look.rows[row]?.[column.at] ?? null
  if (sameHeld(column, now, edit.after)) return
  const cell = cellName(row, column.at)
  if (!sameHeld(column, now, edit.before)) return void todo.conflicts.push(toConflict({ ...edit, cell }, now, 'edited'))
  const { kind, at } = column
  const undated = isDated(kind) && typeof edit.after === 'number' && typeof now !== 'number'
  todo.puts.push({ row, at, held: edit.after, ...(undated && { dated: kind }) })
  todo.edits.push({ ...edit, cell, row })
}

function sameHeld({ kind }: Placed, a: Held, b: Held): boolean {
  if (isFormula(a) || isFormula(b)) return isFormula(a) && isFormula(b) && a.formula === b.formula
  return same(kind, a, b)
}

/** Another run, or a person, may have added the row since. */
function reconcileAdded(todo: Todo, { key, cells }: Added, look: Look, row: number | undefined): void {
  if (row === undefined) return void todo.added.push({ key, cells })
  for (const [c, { name, kind, at, isNew }] of look.columns.entries()) {
    const [now, after] = [look.rows[row]?.[at] ?? null, cells[c] ?? null]
    if (!isNew && !same(kind, now, after))
      todo.conflicts.push(
        toConflict({ key, cell: cellName(row, at), column: name, row, before: null, after }, now, 'edited'),
      )
  }
}

/** A row goes only when it is as we wrote it and nobody has put anything beside it. */
function reconcileRemoved(todo: Todo, removed: Removed, look: Look, row: number | undefined): void {
  if (row === undefined) return
  const cells = look.rows[row] ?? []
  const ours = new Set(look.columns.map(({ at }) => at))
  const note = cells.findIndex((held, at) => !ours.has(at) && shownValue(held) !== null)
  if (note < 0 && sumRow(look.columns, cells) === removed.sum) return void todo.removed.push({ ...removed, row })
  const at = Math.max(0, note)
  const is = note < 0 ? `${cells.map(shownValue).join(', ')}` : shownValue(cells[note])
  todo.conflicts.push({ key: removed.key, cell: cellName(row, at), why: 'edited', is, wanted: null })
}

function sumRow(columns: Placed[], cells: Held[]): string {
  return sum(columns.map(({ kind, at }) => canonical(kind, cells[at])))
}

export function sumAdded(change: Pick<Change, 'columns'>, { cells }: Added): string {
  return sum(change.columns.map(({ kind }, c) => canonical(kind, cells[c])))
}

export function sum(parts: string[]): string {
  return createHash('sha256').update(parts.join('\u0000')).digest('hex').slice(0, 16)
}
