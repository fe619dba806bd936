import { getFile } from '#db/files.ts'
import { fileBlock } from '../kit/files.ts'
import { showBytes, showDuration, showMany } from '../kit/format.ts'
import type { JobContext } from '../kit/job.ts'
import {
  type Block,
  type BlockOf,
  type Button,
  buttons,
  facts,
  type Message,
  message,
  type TableColumn,
  text,
} from '../kit/message.ts'
import type { Carried } from './carry.ts'
import { type ExportInput, sayAgain, showDays } from './input.ts'
import type { Peak } from './memory.ts'

export type Done = {
  input: ExportInput
  carried: Carried[]
  workbook: BlockOf<'file'> | undefined
  peak: Peak
  ms: number
  /** Why no sheet was written although one is named. */
  noSheets: boolean
}

/** How an export ended, with the numbers and the files; what failed is told beside what worked. */
export async function sayDone(done: Done, context: JobContext): Promise<Message> {
  const { input, carried, workbook, noSheets } = done
  const failed = carried.filter(({ fault }) => fault)
  const worked = carried.filter(({ written }) => written)
  const conflicts = carried.flatMap(({ one, sheet }) => (sheet?.conflicts ?? []).map((each) => ({ one, ...each })))
  const title = failed.length
    ? `Export done in part: ${showMany(failed.length, 'of them failed', 'of them failed')}`
    : 'Export done'
  const doubts = carried.some(({ sheet }) => sheet && !sheet.verified.ok) || conflicts.length > 0
  return message(
    title,
    failed.length || doubts ? 'warn' : 'good',
    facts(factsOf(done, context)),
    ...(worked.length ? [tableOf(worked)] : []),
    ...worked.flatMap(remarks),
    ...(conflicts.length ? [text(sayConflicts(conflicts))] : []),
    ...(noSheets ? [text('No sheet was written: an admin must set GOOGLE_KEY first.', 'quiet')] : []),
    ...(await Promise.all(failed.map((one) => trouble(one, context)))).flat(),
    ...worked.flatMap(({ file }) => file ?? []),
    ...(workbook ? [workbook] : []),
    ...buttonsOf(input, carried, context),
  )
}

function factsOf({ input, peak, ms }: Done, { workspace }: JobContext): Record<string, string> {
  const { range } = input
  return {
    Days: `${range.say ?? showDays(range)}, ${workspace.zone} time`,
    Took: showDuration(ms),
    Memory: `${showBytes(peak.sum)} at most: ${showBytes(peak.worker)} here, ${showBytes(peak.browser)} in the browser`,
  }
}

function tableOf(worked: Carried[]): BlockOf<'table'> {
  const columns: TableColumn[] = [
    { name: 'export' },
    ...['fetched', 'new', 'changed', 'same', 'rejected'].map((name): TableColumn => ({ name, unit: 'count' })),
    { name: 'sheet' },
  ]
  const rows = worked.map(({ one, got, written, sheet }) => [
    one.title,
    got!.count + got!.rejected,
    written!.inserted,
    written!.changed,
    written!.same + written!.repeated,
    got!.rejected + written!.rejected,
    sheet ? sheetWord(sheet) : '–',
  ])
  return { kind: 'table', columns, rows }
}

function sheetWord({ added, changed, verified }: NonNullable<Carried['sheet']>): string {
  const what = [added ? `+${added}` : '', changed ? `${changed} cells` : ''].filter(Boolean).join(', ') || 'same'
  return verified.ok ? `${what} ✓` : `${what}, not as written`
}

function remarks({ one, got, sheet }: Carried): Block[] {
  const lines = [
    got!.count || got!.rejected ? undefined : 'no data for these days',
    got!.ownSession && 'the shared session broke, so it got one of its own',
    got!.note,
    got!.rejected && `${got!.rejects[0]!.at}: ${got!.rejects[0]!.reason}`,
    sheet && !sheet.verified.ok && sheet.verified.problem,
  ]
  return lines.flatMap((line) => (line ? [text(`${one.title}: ${line}`)] : []))
}

type Conflict = { one: Carried['one']; cell: string; why: string; is: unknown; wanted: unknown }

const WHY: Record<string, string> = {
  formula: 'a formula stands there',
  edited: 'somebody changed it meanwhile',
  gone: 'somebody deleted the row meanwhile',
  twice: 'its row is there more than once',
}

function sayConflicts(conflicts: Conflict[]): string {
  const shown = conflicts.slice(0, 5).map(({ one, cell, why, is, wanted }) => {
    const held = typeof is === 'object' && is !== null && 'formula' in is ? is.formula : is
    return `${one.title} ${cell}: ${WHY[why] ?? why}, so "${held ?? ''}" stays and "${wanted ?? ''}" wasn't written`
  })
  return [`${showMany(conflicts.length, 'cell')} left as people have them:`, ...shown].join('\n')
}

async function trouble({ one, written, fault }: Carried, { workspace }: JobContext): Promise<Block[]> {
  const shots = await Promise.all(fault!.files.map((id) => getFile(workspace.db, id)))
  const what = written ? `${one.title}: the rows are stored, but not in the sheet. ` : `${one.title}: `
  return [text(`${what}${fault!.message} ${fault!.hint}`), ...shots.flatMap((shot) => (shot ? [fileBlock(shot)] : []))]
}

function buttonsOf(input: ExportInput, carried: Carried[], { run }: JobContext): Block[] {
  const failed = carried.flatMap(({ one, fault }) => (fault ? [one.name] : []))
  const links = carried.flatMap(({ one, sheet }): Button[] =>
    sheet ? [{ label: `${one.title} sheet`, url: sheet.link }] : [],
  )
  const touched = carried.some(({ sheet }) => sheet && sheet.added + sheet.changed > 0)
  const retry: Button = { label: 'Retry what failed', say: sayAgain(input, failed), style: 'primary' }
  return [
    ...(links.length ? [buttons(...links)] : []),
    buttons(
      ...(failed.length ? [retry] : []),
      ...(touched ? [{ label: 'Undo the sheets', say: `/undo ${run.id}` }] : []),
      { label: 'Log', say: `/log ${run.id}` },
    ),
  ]
}
