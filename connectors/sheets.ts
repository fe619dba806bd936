import { applyWrite } from './sheets/apply.ts'
import type { Change, Outcome, Receipt, Write } from './sheets/change.ts'
import { connectSheet, type SheetOptions } from './sheets/client.ts'
import { planWrite } from './sheets/plan.ts'
import { undoWrite } from './sheets/undo.ts'

/** One tab of a Google Sheet as a place to carry rows to: see what would change, write it and prove it, take it back. */
export type OpenSheet = {
  link: string
  /** Whom people share their sheet with. */
  email: string
  plan: (write: Write) => Promise<Change>
  apply: (change: Change) => Promise<Outcome>
  undo: (receipt: Receipt) => Promise<Outcome>
}

export async function openSheet(options: SheetOptions): Promise<OpenSheet> {
  const sheet = await connectSheet(options)
  return {
    link: sheet.link,
    email: sheet.email,
    plan: (write) => planWrite(sheet, write),
    apply: (change) => applyWrite(sheet, change),
    undo: (receipt) => undoWrite(sheet, receipt),
  }
}
