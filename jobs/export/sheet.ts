import type { KnownExport } from '#connectors/back-office.ts'
import type { Change, Outcome, SheetColumn } from '#connectors/sheets/change.ts'
import { sheetId } from '#connectors/sheets/client.ts'
import { type OpenSheet, openSheet } from '#connectors/sheets.ts'
import type { Row } from '#db/dataset.ts'
import { intendWrite, lastWrite, noteWritten, type SheetPlace } from '#db/sheet-writes.ts'
import type { JobContext } from '../kit/job.ts'
import { notAsShown, printOf } from './shown.ts'

export type SheetWritten = Pick<Outcome, 'added' | 'changed' | 'conflicts' | 'verified' | 'link'>
export type Sheets = (place: SheetPlace) => Promise<OpenSheet>

/** Opens tabs of sheets, all with the pace of their one account; undefined where nobody writes sheets. */
export async function openSheets({
  workspace,
  now,
  signal,
}: Pick<JobContext, 'workspace' | 'now' | 'signal'>): Promise<Sheets | undefined> {
  const access = await workspace.outside.sheets()
  if (!access) return undefined
  const clock = () => new Date(now())
  return ({ spreadsheet, tab }) => openSheet({ spreadsheetId: spreadsheet, tab, ...access, now: clock, signal })
}

/** Where an export goes: the sheet somebody named, or the one its portal file names. */
export function placeOf({ portal, name, title }: KnownExport, named?: string): SheetPlace | undefined {
  const { spreadsheet = undefined, sheet = title } = portal.exports[name]!
  const given = named ?? spreadsheet
  return given ? { spreadsheet: sheetId(given), tab: sheet } : undefined
}

export function writeOf({ portal, name }: KnownExport, rows: Row[]) {
  const { table, key } = portal.exports[name]!
  const columns = table.columns.map(({ to, as, header }): SheetColumn => ({ name: to, kind: as, title: header }))
  const fixed = Object.keys(table.fixed ?? {}).map((column): SheetColumn => ({ name: column, kind: 'text' }))
  return { mode: 'merge' as const, columns: [...columns, ...fixed], key, rows }
}

/**
 * Merges rows into a tab. What is about to be written is kept first, so that an attempt which broke off is taken up
 * where it stopped, and all of it can be taken back.
 */
export async function writeSheet(
  context: JobContext,
  place: SheetPlace,
  sheet: OpenSheet,
  write: ReturnType<typeof writeOf>,
  shown?: string,
): Promise<SheetWritten> {
  const { run, workspace, now } = context
  const { db } = workspace
  const apply = async (change: Change) => {
    const outcome = await sheet.apply(change)
    await noteWritten(db, place, run.id, outcome.receipt)
    return outcome
  }
  const before = await lastWrite(db, place)
  const begun = before?.run === run.id && before.change ? await apply(before.change as Change) : undefined
  const change = await sheet.plan(write)
  if (shown && !begun && printOf(change) !== shown) throw notAsShown(place)
  if (!change.added.length && !change.changed.length) return begun ?? nothingToDo(change, sheet)
  await intendWrite(db, place, run.id, change, now())
  const outcome = await apply(change)
  return begun ? { ...outcome, added: begun.added + outcome.added, changed: begun.changed + outcome.changed } : outcome
}

/** The plan has just read every row and found it as it should be. */
function nothingToDo({ conflicts, same }: Change, { link }: OpenSheet): SheetWritten {
  const verified = { ok: true, rows: same, rowsExpected: same, checksum: '', checksumExpected: '' }
  return { added: 0, changed: 0, conflicts, verified, link }
}
