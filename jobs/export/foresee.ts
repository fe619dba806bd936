import type { KnownExport } from '#connectors/back-office.ts'
import type { Sheet, SheetCell } from '#connectors/excel.ts'
import type { Fault } from '#connectors/kit/fault.ts'
import type { Change, Edit } from '#connectors/sheets/change.ts'
import { showMany } from '../kit/format.ts'
import type { JobContext } from '../kit/job.ts'
import {
  type Block,
  type BlockOf,
  buttons,
  facts,
  type Message,
  message,
  type TableColumn,
  text,
} from '../kit/message.ts'
import { type ExportInput, sayAgain, showDays } from './input.ts'

export type Previewed = { one: KnownExport; count?: number; change?: Change; fault?: Fault }

const MOST_SHOWN = 12

/** What would be written: how much of each, and what stands there now beside what would. */
export function sayPreview(
  input: ExportInput,
  seen: Previewed[],
  file: BlockOf<'file'> | undefined,
  { run, workspace }: JobContext,
): Message {
  const { range } = input
  const changes = seen.flatMap(({ change }) => change ?? [])
  const touched = changes.reduce((sum, { added, changed }) => sum + added.length + changed.length, 0)
  const failed = seen.filter(({ fault }) => fault)
  const again = sayAgain(
    input,
    seen.flatMap(({ one, fault }) => (fault ? [] : [one.name])),
  )
  return message(
    touched ? 'Nothing is written yet' : 'Nothing would change',
    failed.length ? 'warn' : 'plain',
    facts({ Days: `${range.say ?? showDays(range)}, ${workspace.zone} time` }),
    countTable(seen),
    ...editTable(seen),
    ...failed.map(({ one, fault }) => text(`${one.title}: ${fault!.message} ${fault!.hint}`)),
    ...(file ? [file] : []),
    ...(touched ? [buttons({ label: 'Write', say: `${again} as in ${run.id}`, style: 'primary' })] : []),
  )
}

function countTable(seen: Previewed[]): BlockOf<'table'> {
  const columns: TableColumn[] = [
    { name: 'export' },
    ...['rows', 'new', 'cells changed', 'same', 'left alone'].map((name): TableColumn => ({ name, unit: 'count' })),
  ]
  const rows = seen
    .filter(({ fault }) => !fault)
    .map(({ one, count = 0, change }) => [
      one.title,
      count,
      change?.added.length ?? 0,
      change?.changed.length ?? 0,
      change?.same ?? 0,
      change?.conflicts.length ?? 0,
    ])
  return { kind: 'table', columns, rows }
}

const EDIT_COLUMNS = ['export', 'cell', 'column', 'now', 'then']

function editTable(seen: Previewed[]): Block[] {
  const edits = editRows(seen)
  if (!edits.length) return []
  const columns = EDIT_COLUMNS.map((name) => ({ name }))
  const rest = edits.length - MOST_SHOWN
  return [
    { kind: 'table', columns, rows: edits.slice(0, MOST_SHOWN), of: edits.length },
    ...(rest > 0 ? [text(`${showMany(rest, 'more change')} in the workbook.`, 'quiet')] : []),
  ]
}

const editRows = (seen: Previewed[]): SheetCell[][] =>
  seen.flatMap(({ one, change }) => (change?.changed ?? []).map((edit) => [one.title, ...editCells(edit)]))

const editCells = ({ cell, column, before, after }: Edit): SheetCell[] => [cell, column, shown(before), shown(after)]

const shown = (held: Edit['before']): SheetCell =>
  typeof held === 'object' && held !== null ? held.formula : (held ?? '')

/** Every change in one sheet: what stands in a cell now and then, and the new rows. */
export function changesSheet(seen: Previewed[]): Sheet {
  const added = seen.flatMap(({ one, change }) =>
    (change?.added ?? []).map(({ key, cells }) => [one.title, 'new row', key, '', cells.join(' | ')]),
  )
  return { name: 'Changes', columns: EDIT_COLUMNS.map((name) => ({ name })), rows: [...editRows(seen), ...added] }
}
