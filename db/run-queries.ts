import { and, eq, given, inArray, lt, lte, or, sql } from './kit/drizzle.ts'
import { prepared } from './kit/prepared.ts'
import { followers, runs } from './schema.ts'

// What every run needs several times, prepared once.

/** Longer than any lease: one that ends later was written before the clock was set back. */
const NO_LEASE_MS = 600_000 + 1

export const unfinished = () => inArray(runs.state, ['waiting', 'running'])
/** What was due when it was made stays due, also when the clock is set back. */
export const dueAt = (now: number | ReturnType<typeof given>) =>
  or(
    and(eq(runs.state, 'waiting'), or(lte(runs.notBefore, now), lte(runs.notBefore, runs.createdAt))),
    and(eq(runs.state, 'running'), or(lt(runs.leaseUntil, now), sql`${runs.leaseUntil} > ${now} + ${NO_LEASE_MS}`)),
  )

const to = (name: string) => sql`${given(name)}`

export const insertRun = prepared(({ orm }) => {
  const what = { id: given('id'), job: given('job'), input: given('input'), inputKey: given('inputKey') }
  const how = { lane: given('lane'), urgent: given('urgent'), notBefore: given('notBefore') }
  const who = { askedBy: given('askedBy'), place: given('place') }
  const values = { ...what, ...how, ...who, state: 'waiting' as const, createdAt: given('now') }
  return orm.insert(runs).values(values).onConflictDoNothing().returning().prepare()
})

export const sameWork = prepared(({ orm }) =>
  orm
    .select()
    .from(runs)
    .where(and(eq(runs.inputKey, given('inputKey')), unfinished()))
    .prepare(),
)

export const followersOf = prepared(({ orm }) =>
  orm
    .select()
    .from(followers)
    .where(eq(followers.run, given('run')))
    .prepare(),
)

export const runById = prepared(({ orm }) =>
  orm
    .select()
    .from(runs)
    .where(eq(runs.id, given('id')))
    .prepare(),
)

export const takeRun = prepared(({ orm }) =>
  orm
    .update(runs)
    .set({
      state: 'running',
      owner: to('owner'),
      leaseUntil: to('leaseUntil'),
      attempt: to('attempt'),
      startedAt: to('startedAt'),
    })
    .where(
      and(
        eq(runs.id, given('id')),
        sql`${runs.attempt} = ${given('attempt')} - 1`,
        eq(runs.state, given('before')),
        dueAt(given('now')),
      ),
    )
    .prepare(),
)

export const closeRun = prepared(({ orm }) =>
  orm
    .update(runs)
    .set({
      state: to('state'),
      outcome: given('outcome'),
      fault: to('fault'),
      attempt: to('attempt'),
      progress: sql`coalesce(${given('progress')}, ${runs.progress})`,
      finishedAt: to('now'),
      owner: null,
      leaseUntil: null,
    })
    .where(and(eq(runs.id, given('id')), eq(runs.state, 'running'), eq(runs.owner, given('owner'))))
    .prepare(),
)
