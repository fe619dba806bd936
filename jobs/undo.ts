import { z } from 'zod'
import { Fault } from '#connectors/kit/fault.ts'
import type { Conflict, Receipt } from '#connectors/sheets/change.ts'
import { forgetWrite, type SheetWrite, writesOf } from '#db/sheet-writes.ts'
import { openSheets, type Sheets } from './export/sheet.ts'
import { showMany } from './kit/format.ts'
import { defineJob } from './kit/job.ts'
import { message, type TableColumn, text } from './kit/message.ts'

export const undo = defineJob({
  name: 'undo',
  say: 'Take back what a run wrote to sheets',
  lane: 'api',
  input: z.object({ run: z.string().min(1).describe('Which run? /runs shows them') }),
  example: { run: 'r7k2m9a' },
  minutes: 15,
  tries: 3,
  title: ({ run }) => `Undo of the sheets of run ${run}`,
  async run({ run }, context) {
    const { workspace, progress } = context
    const writes = await writesOf(workspace.db, run)
    const sheets = await openSheets(context)
    if (!writes.length || !sheets)
      throw new Fault('missing', `Run ${run} has written nothing that could still be taken back.`, {
        hint: 'A write can be undone until the next one to the same sheet.',
      })
    const back: Back[] = []
    for (const write of writes) {
      progress({ label: 'Sheets', state: 'running', done: back.length, total: writes.length, note: write.tab })
      back.push(await takeBack(write, sheets))
      await forgetWrite(workspace.db, write)
    }
    return sayBack(back)
  },
})

type Back = { tab: string; removed: number; restored: number; conflicts: Conflict[] }

/** The newest first: each finds the sheet as it left it. */
async function takeBack(write: SheetWrite, sheets: Sheets): Promise<Back> {
  const sheet = await sheets(write)
  const back: Back = { tab: write.tab, removed: 0, restored: 0, conflicts: [] }
  for (const receipt of (write.receipts as Receipt[]).toReversed()) {
    const { removed, changed, conflicts } = await sheet.undo(receipt)
    back.removed += removed
    back.restored += changed
    back.conflicts.push(...conflicts)
  }
  return back
}

function sayBack(back: Back[]) {
  const kept = back.flatMap(({ tab, conflicts }) => conflicts.map((each) => ({ tab, ...each })))
  const columns: TableColumn[] = [
    { name: 'sheet' },
    { name: 'rows removed', unit: 'count' },
    { name: 'cells restored', unit: 'count' },
  ]
  return message(
    'The sheets are as they were',
    kept.length ? 'warn' : 'good',
    { kind: 'table', columns, rows: back.map(({ tab, removed, restored }) => [tab, removed, restored]) },
    ...(kept.length
      ? [
          text(
            `${showMany(kept.length, 'cell')} changed since and left: ${kept
              .slice(0, 5)
              .map(({ tab, cell }) => `${tab} ${cell}`)
              .join(', ')}.`,
          ),
        ]
      : []),
    text('The rows that Bellhop stored stay.', 'quiet'),
  )
}
