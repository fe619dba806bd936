import { and, asc, count, desc, eq, lt } from './kit/drizzle.ts'
import type { Store } from './open.ts'
import { rejects } from './schema.ts'

export type Reject = typeof rejects.$inferSelect
export type RejectsAsked = { run?: string; limit?: number; offset?: number }

/** Rows that were refused, with the reason: those of one run in the order they came, else the newest first. */
export async function listRejects(db: Store, dataset: string, asked: RejectsAsked = {}): Promise<Reject[]> {
  return db.orm
    .select()
    .from(rejects)
    .where(of(dataset, asked.run))
    .orderBy(asked.run ? asc(rejects.id) : desc(rejects.id))
    .limit(asked.limit ?? 100)
    .offset(asked.offset ?? 0)
    .all()
}

export async function countRejects(db: Store, dataset: string, run?: string): Promise<number> {
  return db.orm.select({ kept: count() }).from(rejects).where(of(dataset, run)).get()?.kept ?? 0
}

export async function forgetRejects(db: Store, before: number): Promise<number> {
  return db.orm.delete(rejects).where(lt(rejects.at, before)).run().changes
}

const of = (dataset: string, run: string | undefined) =>
  and(eq(rejects.dataset, dataset), run === undefined ? undefined : eq(rejects.run, run))
