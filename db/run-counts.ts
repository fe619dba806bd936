import { and, isNotNull, sql } from './kit/drizzle.ts'
import type { Store } from './open.ts'
import type { Run } from './runs.ts'
import { runs } from './schema.ts'

export async function countRuns(
  db: Store,
): Promise<{ job: string; lane: string; state: Run['state']; count: number }[]> {
  return db.orm
    .select({ job: runs.job, lane: runs.lane, state: runs.state, count: sql<number>`count(*)` })
    .from(runs)
    .groupBy(runs.job, runs.lane, runs.state)
    .all()
}

/** How long finished runs took, from their first start to their end, added up by job and state. */
export async function runTimes(db: Store): Promise<{ job: string; state: Run['state']; ms: number; count: number }[]> {
  return db.orm
    .select({
      job: runs.job,
      state: runs.state,
      ms: sql<number>`sum(max(0, ${runs.finishedAt} - ${runs.startedAt}))`,
      count: sql<number>`count(*)`,
    })
    .from(runs)
    .where(and(isNotNull(runs.startedAt), isNotNull(runs.finishedAt)))
    .groupBy(runs.job, runs.state)
    .all()
}
