import { and, desc, eq, gt, isNull, lt, or, sql } from './kit/drizzle.ts'
import type { Store } from './open.ts'
import { codes } from './schema.ts'

export type Code = typeof codes.$inferSelect

/** Keeps a code unless this asker or this address had one within `pauseMs`: two processes can't both send one. */
export async function addCode(
  db: Store,
  code: Pick<Code, 'email' | 'asker' | 'hash' | 'createdAt' | 'expiresAt'>,
  pauseMs: number,
): Promise<boolean> {
  return db.orm.transaction(
    () => {
      const recent = gt(codes.createdAt, code.createdAt - pauseMs)
      const same = or(eq(codes.email, code.email), eq(codes.asker, code.asker))
      if (db.orm.select().from(codes).where(and(recent, same)).get()) return false
      db.orm.insert(codes).values(code).run()
      return true
    },
    { behavior: 'immediate' },
  )
}

/** Spends a try on the newest code of this asker. Undefined: there is none that still holds. */
export async function tryCode(db: Store, asker: string, tries: number, now: number): Promise<Code | undefined> {
  const newest = db.orm
    .select({ id: codes.id })
    .from(codes)
    .where(eq(codes.asker, asker))
    .orderBy(desc(codes.id))
    .limit(1)
  return db.orm
    .update(codes)
    .set({ tries: sql`${codes.tries} + 1` })
    .where(and(eq(codes.id, newest), isNull(codes.usedAt), gt(codes.expiresAt, now), lt(codes.tries, tries)))
    .returning()
    .get()
}

/** Uses a code up; of two at once only one gets true. */
export async function useCode(db: Store, id: number, now: number): Promise<boolean> {
  const used = db.orm
    .update(codes)
    .set({ usedAt: now })
    .where(and(eq(codes.id, id), isNull(codes.usedAt)))
    .run()
  return used.changes === 1
}

export async function forgetCodes(db: Store, before: number): Promise<number> {
  return db.orm.delete(codes).where(lt(codes.expiresAt, before)).run().changes
}
