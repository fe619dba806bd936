import { addDelivery, type NewDelivery } from './deliveries.ts'
import { and, asc, eq, gte, inArray, lt, or, sql } from './kit/drizzle.ts'
import type { Store } from './open.ts'
import type { Run } from './runs.ts'
import { failures, notices, runs } from './schema.ts'

export type Notice = typeof notices.$inferSelect
export type Failures = typeof failures.$inferSelect

export async function addNotice(db: Store, notice: Omit<Notice, 'id'>): Promise<Notice> {
  const { by, at } = notice
  return db.orm
    .insert(notices)
    .values(notice)
    .onConflictDoUpdate({ target: [notices.place, notices.what, notices.job], set: { by, at } })
    .returning()
    .get()
}

export async function dropNotice(db: Store, id: number, place?: string): Promise<boolean> {
  const here = place === undefined ? undefined : eq(notices.place, place)
  return (
    db.orm
      .delete(notices)
      .where(and(eq(notices.id, id), here))
      .run().changes === 1
  )
}

export async function listNotices(db: Store, place?: string): Promise<Notice[]> {
  const here = place === undefined ? undefined : eq(notices.place, place)
  return db.orm.select().from(notices).where(here).orderBy(asc(notices.id)).all()
}

/** Runs that subscribers haven't heard all about, the oldest first. */
export async function untoldRuns(db: Store, limit: number): Promise<Run[]> {
  const began = and(eq(runs.state, 'running'), eq(runs.told, 0))
  const over = and(inArray(runs.state, ['succeeded', 'failed', 'cancelled']), lt(runs.told, 2))
  return (
    db.orm
      .select()
      .from(runs)
      // The literal lets SQLite use the small index over those that are not told yet.
      .where(and(sql`${runs.told} < 2`, or(began, over)))
      .orderBy(asc(sql`coalesce(${runs.finishedAt}, ${runs.startedAt})`))
      .limit(limit)
      .all()
  )
}

export type News = { delivery: NewDelivery; reason?: string; job: string }

/**
 * Marks a run as told and puts the news about it on their way: all or nothing, and by one process only. Failures for a
 * reason that was told at that place since `since` are counted up on its card instead.
 */
export async function tellRun(
  db: Store,
  run: Run,
  news: News[],
  since: number,
  grown: (failures: Failures) => unknown,
  now: number,
): Promise<boolean> {
  const told = run.state === 'running' ? 1 : 2
  return db.orm.transaction(
    () => {
      const mine = db.orm
        .update(runs)
        .set({ told })
        .where(and(eq(runs.id, run.id), eq(runs.told, run.told)))
        .run()
      if (mine.changes !== 1) return false
      for (const { delivery, reason, job } of news) {
        const counted = reason === undefined ? undefined : count(db, delivery, reason, job, since, now)
        const again = counted && counted.count > 1
        addDelivery(db, again ? { ...delivery, source: counted.source, message: grown(counted) } : delivery, now)
      }
      return true
    },
    { behavior: 'immediate' },
  )
}

function count(db: Store, made: NewDelivery, reason: string, job: string, since: number, now: number): Failures {
  const { place, source } = made
  const here = and(eq(failures.place, place), eq(failures.reason, reason))
  const open = db.orm
    .select()
    .from(failures)
    .where(and(here, gte(failures.lastAt, since)))
    .get()
  if (!open) {
    const first = { place, reason, source, count: 1, jobs: [job], firstAt: now, lastAt: now }
    const target = [failures.place, failures.reason]
    return db.orm.insert(failures).values(first).onConflictDoUpdate({ target, set: first }).returning().get()
  }
  const jobs = [...new Set([...open.jobs, job])]
  return db.orm
    .update(failures)
    .set({ count: open.count + 1, jobs, lastAt: now })
    .where(here)
    .returning()
    .get()!
}
