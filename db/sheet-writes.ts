import { and, eq } from './kit/drizzle.ts'
import type { Store } from './open.ts'
import { sheetWrites } from './schema.ts'

export type SheetWrite = typeof sheetWrites.$inferSelect
export type SheetPlace = Pick<SheetWrite, 'spreadsheet' | 'tab'>

/** Keeps what a run is about to write to a tab. What an earlier run wrote there can't be taken back from now on. */
export async function intendWrite(
  db: Store,
  place: SheetPlace,
  run: string,
  change: unknown,
  now: number,
): Promise<void> {
  const before = find(db, place)
  const receipts = before?.run === run ? before.receipts : []
  const row = { ...place, run, change, receipts, at: now }
  db.orm
    .insert(sheetWrites)
    .values(row)
    .onConflictDoUpdate({ target: [sheetWrites.spreadsheet, sheetWrites.tab], set: row })
    .run()
}

/** Notes that what was intended is written, with the way to take it back. */
export async function noteWritten(db: Store, place: SheetPlace, run: string, receipt: unknown): Promise<void> {
  const before = find(db, place)
  if (before?.run !== run) return
  const receipts = [...before.receipts, receipt]
  db.orm
    .update(sheetWrites)
    .set({ change: null, receipts })
    .where(and(at(place), eq(sheetWrites.run, run)))
    .run()
}

export async function lastWrite(db: Store, place: SheetPlace): Promise<SheetWrite | undefined> {
  return find(db, place)
}

/** What of a run's writes can still be taken back. */
export async function writesOf(db: Store, run: string): Promise<SheetWrite[]> {
  return db.orm.select().from(sheetWrites).where(eq(sheetWrites.run, run)).orderBy(sheetWrites.tab).all()
}

export async function forgetWrite(db: Store, { spreadsheet, tab, run }: SheetWrite): Promise<void> {
  db.orm
    .delete(sheetWrites)
    .where(and(at({ spreadsheet, tab }), eq(sheetWrites.run, run)))
    .run()
}

const find = (db: Store, place: SheetPlace) => db.orm.select().from(sheetWrites).where(at(place)).get()
const at = ({ spreadsheet, tab }: SheetPlace) => and(eq(sheetWrites.spreadsheet, spreadsheet), eq(sheetWrites.tab, tab))
