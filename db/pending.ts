import { and, eq, given, gt, isNull, lt } from './kit/drizzle.ts'
import { prepared } from './kit/prepared.ts'
import type { Store } from './open.ts'
import { pending } from './schema.ts'

export type Pending = typeof pending.$inferSelect

export async function mintToken(
  db: Store,
  token: Pick<Pending, 'token' | 'say' | 'place' | 'expiresAt'>,
): Promise<void> {
  mint(db).run(token)
}

const mint = prepared(({ orm }) => {
  const what = { token: given('token'), say: given('say'), place: given('place'), expiresAt: given('expiresAt') }
  return orm.insert(pending).values(what).onConflictDoNothing().prepare()
})

/** Uses a token up. Two presses race for one row: one gets it, the other learns that it is gone. */
export async function consumeToken(db: Store, token: string, by: string, now: number): Promise<Pending | undefined> {
  return db.orm
    .update(pending)
    .set({ usedAt: now, usedBy: by })
    .where(and(eq(pending.token, token), isNull(pending.usedAt), gt(pending.expiresAt, now)))
    .returning()
    .get()
}

export async function getToken(db: Store, token: string): Promise<Pending | undefined> {
  return db.orm.select().from(pending).where(eq(pending.token, token)).get()
}

export async function forgetTokens(db: Store, expiredBefore: number): Promise<number> {
  return db.orm.delete(pending).where(lt(pending.expiresAt, expiredBefore)).run().changes
}
