import { desc, eq, sql } from './kit/drizzle.ts'
import type { Store } from './open.ts'
import { answers } from './schema.ts'

export type StoredAnswer = typeof answers.$inferSelect

export async function keepAnswer(db: Store, answer: Omit<StoredAnswer, 'thumb'>): Promise<void> {
  db.orm.insert(answers).values(answer).onConflictDoUpdate({ target: answers.run, set: answer }).run()
}

export async function getAnswer(db: Store, run: string): Promise<StoredAnswer | undefined> {
  return db.orm.select().from(answers).where(eq(answers.run, run)).get()
}

/** What was last understood in a conversation: "and by branch?" goes on from there. */
export async function lastAnswer(db: Store, conversation: string): Promise<StoredAnswer | undefined> {
  return db.orm
    .select()
    .from(answers)
    .where(eq(answers.conversation, conversation))
    .orderBy(desc(answers.at), sql`rowid desc`)
    .limit(1)
    .get()
}

export async function rateAnswer(db: Store, run: string, thumb: 1 | -1): Promise<boolean> {
  return db.orm.update(answers).set({ thumb }).where(eq(answers.run, run)).run().changes === 1
}

export async function badAnswers(db: Store, limit = 20): Promise<StoredAnswer[]> {
  return db.orm.select().from(answers).where(eq(answers.thumb, -1)).orderBy(desc(answers.at)).limit(limit).all()
}
