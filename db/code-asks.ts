import { and, desc, eq, gt, isNull } from './kit/drizzle.ts'
import type { Store } from './open.ts'
import { codeAsks } from './schema.ts'

export type CodeAsk = typeof codeAsks.$inferSelect

export async function askForCode(
  db: Store,
  ask: Pick<CodeAsk, 'id' | 'run' | 'title' | 'place' | 'askedAt' | 'until'>,
): Promise<void> {
  db.orm.insert(codeAsks).values(ask).run()
}

/** Codes that a run waits for, the newest first. */
export async function openAsks(db: Store, now: number): Promise<CodeAsk[]> {
  return db.orm.select().from(codeAsks).where(waits(now)).orderBy(desc(codeAsks.askedAt)).all()
}

/** Of two answers only the first counts. */
export async function giveCode(db: Store, id: string, answer: string, by: string, now: number): Promise<boolean> {
  const given = db.orm
    .update(codeAsks)
    .set({ answer, by, answeredAt: now })
    .where(and(eq(codeAsks.id, id), waits(now)))
    .run()
  return given.changes === 1
}

/** Takes the answer and leaves no trace of it. */
export async function takeCode(db: Store, id: string, now: number): Promise<string | undefined> {
  return db.orm.transaction(
    () => {
      const answer = db.orm.select().from(codeAsks).where(eq(codeAsks.id, id)).get()?.answer
      if (answer) close(db, id, now)
      return answer ?? undefined
    },
    { behavior: 'immediate' },
  )
}

export async function closeAsk(db: Store, id: string, now: number): Promise<void> {
  close(db, id, now)
}

function close(db: Store, id: string, now: number): void {
  db.orm.update(codeAsks).set({ answer: null, overAt: now }).where(eq(codeAsks.id, id)).run()
}

const waits = (now: number) => and(isNull(codeAsks.overAt), isNull(codeAsks.answer), gt(codeAsks.until, now))
