import { desc, eq } from './kit/drizzle.ts'
import type { Store } from './open.ts'
import { runLog } from './schema.ts'

export type LogLine = { at: number; level: 'info' | 'warn' | 'error'; text: string }

export async function logRun(db: Store, run: string, line: LogLine): Promise<void> {
  addLine(db, run, line)
}

/** The same without a promise, for use inside another query's transaction. */
export function addLine(db: Store, run: string, line: LogLine): void {
  db.orm
    .insert(runLog)
    .values({ run, ...line })
    .run()
}

export async function readLog(db: Store, run: string, limit = 200): Promise<LogLine[]> {
  return db.orm.select().from(runLog).where(eq(runLog.run, run)).orderBy(desc(runLog.id)).limit(limit).all().reverse()
}
