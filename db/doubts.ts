import { desc, eq, lt } from './kit/drizzle.ts'
import type { Store } from './open.ts'
import { doubts } from './schema.ts'

export type Doubt = typeof doubts.$inferSelect

export async function keepDoubt(db: Store, doubt: Doubt): Promise<void> {
  db.orm.insert(doubts).values(doubt).onConflictDoUpdate({ target: doubts.run, set: doubt }).run()
}

export async function getDoubt(db: Store, run: string): Promise<Doubt | undefined> {
  return db.orm.select().from(doubts).where(eq(doubts.run, run)).get()
}

/** What was last asked back in a conversation: a word that is said next may be the answer to it. */
export async function lastDoubt(db: Store, conversation: string): Promise<Doubt | undefined> {
  return db.orm
    .select()
    .from(doubts)
    .where(eq(doubts.conversation, conversation))
    .orderBy(desc(doubts.at))
    .limit(1)
    .get()
}

export async function forgetDoubts(db: Store, before: number): Promise<void> {
  db.orm.delete(doubts).where(lt(doubts.at, before)).run()
}
