import { applyWrite } from './apply.ts'
import { shownValue } from './cells.ts'
import type { Change, Outcome, Receipt } from './change.ts'
import type { Request, Sheet } from './client.ts'
import { type Look, look } from './look.ts'

/** Takes a write back, except where somebody has changed its cells since: that is reported and left. */
export async function undoWrite(sheet: Sheet, receipt: Receipt): Promise<Outcome> {
  const { at: _, changed, added, ...rest } = receipt
  const change: Change = {
    ...rest,
    id: `${receipt.id}-undo`,
    newTab: false,
    newColumns: [],
    columns: receipt.columns,
    changed: changed.map((edit) => ({ ...edit, before: edit.after, after: edit.before })),
    added: [],
    removed: added,
    same: 0,
    conflicts: [],
    estimate: { calls: 0, bytes: 0 },
  }
  const outcome = await applyWrite(sheet, change)
  if (receipt.newTab || receipt.newColumns.length > 0) await tidy(sheet, receipt)
  return outcome
}

/** A tab or columns that the write had made go too, once nothing is left in them but our headers. */
async function tidy(sheet: Sheet, receipt: Receipt): Promise<void> {
  const seen = await look(sheet, receipt, () => true, true)
  const requests = receipt.newTab ? dropTab(seen) : dropColumns(seen, receipt)
  if (requests.length > 0) await sheet.write(requests)
}

function dropTab(seen: Look): Request[] {
  const empty = seen.tab && seen.rows.every((row) => row.every((held) => shownValue(held) === null))
  return empty ? [{ deleteSheet: { sheetId: seen.tab!.sheetId } }] : []
}

function dropColumns({ tab, columns, rows }: Look, { newColumns }: Receipt): Request[] {
  return columns
    .filter(
      ({ name, title, isNew, at }) =>
        !isNew && newColumns.includes(title ?? name) && rows.every((row) => shownValue(row[at]) === null),
    )
    .sort((a, b) => b.at - a.at)
    .map(({ at }) => ({
      deleteDimension: { range: { sheetId: tab!.sheetId, dimension: 'COLUMNS', startIndex: at, endIndex: at + 1 } },
    }))
}
