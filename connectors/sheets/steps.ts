import { columnOf } from './cells.ts'
import type { Added, Change, Edit, Removed } from './change.ts'

/** What goes in one call. Google advises at most 2 MB; the cells' clothing is counted generously. */
const STEP_BYTES = 1_800_000
const ALONE = 190
const BESIDE = 50
const DATED = 90
const ROW = 14

export type Step = { edits: Edit[]; added: Added[]; removed: Removed[] }

/** Cuts a change into calls: first the cells, then new rows, then rows to take away, from the bottom up. */
export function toSteps(change: Pick<Change, 'changed' | 'added' | 'removed' | 'newColumns' | 'newTab'>): Step[] {
  const steps: Step[] = [newStep()]
  let room = STEP_BYTES
  const put = (bytes: number, into: (step: Step) => void) => {
    if (bytes > room && room < STEP_BYTES) {
      steps.push(newStep())
      room = STEP_BYTES
    }
    room -= bytes
    into(steps.at(-1) as Step)
  }
  let last: Edit | undefined
  for (const edit of change.changed) {
    put(editBytes(edit, last), ({ edits }) => edits.push(edit))
    last = edit
  }
  for (const row of change.added) put(rowBytes(row), ({ added }) => added.push(row))
  for (const row of [...change.removed].sort((a, b) => b.row - a.row)) put(ALONE, ({ removed }) => removed.push(row))
  return steps
}

export function bytesOf({ edits, added, removed }: Step): number {
  const cells = edits.reduce((sum, edit, at) => sum + editBytes(edit, edits[at - 1]), 0)
  return cells + added.reduce((sum, row) => sum + rowBytes(row), 0) + removed.length * ALONE
}

const newStep = (): Step => ({ edits: [], added: [], removed: [] })

function editBytes({ row, cell, before, after }: Edit, last: Edit | undefined): number {
  const beside = last?.row === row && columnOf(cell) === columnOf(last.cell) + 1
  const dated = typeof after === 'number' && typeof before !== 'number' ? DATED : 0
  return (beside ? BESIDE : ALONE) + dated + size(after)
}

const rowBytes = ({ cells }: Added): number => cells.reduce<number>((sum, cell) => sum + BESIDE + size(cell), ROW)

const size = (content: unknown): number =>
  typeof content === 'string' ? Buffer.byteLength(JSON.stringify(content)) : 20
