import { addDelivery, type NewDelivery } from './deliveries.ts'
import { and, asc, desc, eq, gt, inArray, ne, or, sql } from './kit/drizzle.ts'
import { atomically } from './kit/prepared.ts'
import type { Store } from './open.ts'
import { addLine } from './run-log.ts'
import { closeRun, dueAt, followersOf, insertRun, runById, sameWork, takeRun, unfinished } from './run-queries.ts'
import { followers, runs } from './schema.ts'

export type Run = typeof runs.$inferSelect
export type NewRun = Pick<
  Run,
  'id' | 'job' | 'input' | 'inputKey' | 'lane' | 'urgent' | 'notBefore' | 'askedBy' | 'place'
>

/**
 * Adds a run, or joins the one that already does the same work; `words` tell its place about it. The index decides, in
 * one transaction with the following, so that two processes agree and a run can't end unheard in between.
 */
export async function addRun(
  db: Store,
  run: NewRun,
  words: (run: Run) => NewDelivery[],
  now: number,
): Promise<{ run: Run; joined: boolean }> {
  return atomically(db, () => {
    const made = insertRun(db).get({ ...run, now })
    const found = made ?? sameWork(db).get(run)!
    if (!made && run.place && run.place !== found.place) {
      db.orm.insert(followers).values({ run: found.id, place: run.place }).onConflictDoNothing().run()
    }
    for (const word of words(found)) addDelivery(db, word, now)
    return { run: found, joined: !made }
  })
}

/** Writes down work that was done without being carried, such as the first rows of a new workspace. */
export async function recordRun(
  db: Store,
  done: Pick<Run, 'id' | 'job' | 'lane' | 'outcome'>,
  now: number,
): Promise<void> {
  const times = { notBefore: now, createdAt: now, startedAt: now, finishedAt: now }
  db.orm
    .insert(runs)
    .values({
      ...done,
      ...times,
      input: {},
      inputKey: done.id,
      urgent: false,
      state: 'succeeded',
      attempt: 1,
      askedBy: 'bellhop',
    })
    .onConflictDoNothing()
    .run()
}

/** Whether somebody at this place still waits for a run. */
export async function awaitedAt(db: Store, place: string): Promise<boolean> {
  const followed = db.orm.select({ run: followers.run }).from(followers).where(eq(followers.place, place))
  return Boolean(
    db.orm
      .select({ id: runs.id })
      .from(runs)
      .where(and(unfinished(), or(eq(runs.place, place), inArray(runs.id, followed))))
      .get(),
  )
}

/** Where a run is waited for: the place that asked, and those that joined. */
export async function placesOf(db: Store, run: Pick<Run, 'id' | 'place'>): Promise<string[]> {
  return placesNow(db, run)
}

function placesNow(db: Store, run: Pick<Run, 'id' | 'place'>): string[] {
  const joined = followersOf(db).all({ run: run.id })
  return [...new Set([...(run.place ? [run.place] : []), ...joined.map(({ place }) => place)])]
}

/** Within the transaction that ends the run: nobody who joins meanwhile is left without its last words. */
function sayAt(db: Store, run: Pick<Run, 'id' | 'place'>, words: Words, now: number): void {
  for (const word of words(placesNow(db, run))) addDelivery(db, word, now)
}

/** `lapsed`: its last worker left it without a word. */
export type Claim = { run: Run; lapsed: boolean }

/**
 * Takes a run to work on it: one that waits and is due, or one whose worker has let its lease run out. `holder` names
 * this one attempt, so that an attempt which slept through its lease can't act for the next, not even in one process.
 */
export async function claimRun(
  db: Store,
  id: string,
  holder: string,
  now: number,
  leaseMs: number,
): Promise<Claim | undefined> {
  const before = runById(db).get({ id })
  if (!before) return undefined
  const after = {
    state: 'running' as const,
    owner: holder,
    leaseUntil: now + leaseMs,
    attempt: before.attempt + 1,
    startedAt: before.startedAt ?? now,
  }
  const lapsed = before.state === 'running'
  return atomically(db, () => {
    const taken = takeRun(db).run({ ...after, id, now, before: before.state })
    if (taken.changes !== 1) return undefined
    const text = `Attempt ${before.attempt}: its worker stopped without a word.`
    if (lapsed) addLine(db, id, { at: now, level: 'error', text })
    return { run: { ...before, ...after }, lapsed }
  })
}

/** Runs that somebody should take now, those that a person waits for first. */
export async function dueRuns(db: Store, lane: string | undefined, now: number, limit: number): Promise<Run[]> {
  const inLane = lane ? eq(runs.lane, lane) : undefined
  return db.orm
    .select()
    .from(runs)
    .where(and(dueAt(now), inLane))
    .orderBy(desc(runs.urgent), asc(runs.notBefore), asc(runs.createdAt))
    .limit(limit)
    .all()
}

/** An attempt's claim on a run: what only it may write ends with its lease. */
type Held = Pick<Run, 'id' | 'owner'>

/** Renews the lease and tells what was asked meanwhile; undefined means the run is no longer ours. */
export async function beat(
  db: Store,
  held: Held,
  leaseUntil: number,
  progress?: unknown,
): Promise<{ cancelledBy: string | null } | undefined> {
  const change = progress === undefined ? { leaseUntil } : { leaseUntil, progress }
  return db.orm.update(runs).set(change).where(mine(held)).returning({ cancelledBy: runs.cancelledBy }).get()
}

export type Ending = {
  state: 'succeeded' | 'failed' | 'cancelled'
  outcome: unknown
  fault?: string
  progress?: unknown
  attempt?: number
}
/** What to say at the places that wait for a run. */
type Words = (places: string[]) => NewDelivery[]

/** Ends a run that is still ours and puts its last words on their way: all of it happens, once, or nothing. */
export async function endRun(db: Store, run: Run, ending: Ending, words: Words, now: number): Promise<boolean> {
  const { fault = null, attempt = run.attempt } = ending
  const progress = ending.progress === undefined ? null : JSON.stringify(ending.progress)
  return atomically(db, () => {
    const done = closeRun(db).run({ ...ending, fault, attempt, progress, now, id: run.id, owner: run.owner ?? '' })
    if (done.changes === 1) sayAt(db, run, words, now)
    return done.changes === 1
  })
}

/** Puts a run back to wait. `spent` says whether the attempt counts. */
export async function postponeRun(
  db: Store,
  held: Held,
  to: { notBefore: number; spent: boolean; fault: string },
): Promise<Run | undefined> {
  return db.orm
    .update(runs)
    .set({
      state: 'waiting',
      owner: null,
      leaseUntil: null,
      notBefore: to.notBefore,
      fault: to.fault,
      ...(to.spent ? {} : { attempt: sql`${runs.attempt} - 1`, waits: sql`${runs.waits} + 1` }),
    })
    .where(mine(held))
    .returning()
    .get()
}

/** Lets what was put off after an attempt come sooner. */
export async function bringForward(db: Store, ms: number): Promise<void> {
  const putOff = or(gt(runs.attempt, 0), gt(runs.waits, 0))
  db.orm
    .update(runs)
    .set({ notBefore: sql`${runs.notBefore} - ${ms}` })
    .where(and(eq(runs.state, 'waiting'), putOff))
    .run()
}

/** Asks a running run to stop, or ends a waiting one at once. */
export async function cancelRun(
  db: Store,
  id: string,
  by: string,
  outcome: unknown,
  words: Words,
  now: number,
): Promise<'cancelled' | 'stopping' | 'over'> {
  const ended = atomically(db, () => {
    const waiting = db.orm
      .update(runs)
      .set({ state: 'cancelled', cancelledBy: by, outcome, finishedAt: now })
      .where(and(eq(runs.id, id), eq(runs.state, 'waiting')))
      .returning()
      .get()
    if (waiting) sayAt(db, waiting, words, now)
    return Boolean(waiting)
  })
  if (ended) return 'cancelled'
  const running = db.orm
    .update(runs)
    .set({ cancelledBy: by })
    .where(and(eq(runs.id, id), eq(runs.state, 'running')))
    .run()
  return running.changes ? 'stopping' : 'over'
}

export async function getRun(db: Store, id: string): Promise<Run | undefined> {
  return runById(db).get({ id })
}

export async function recentRuns(
  db: Store,
  limit: number,
  where: { state?: Run['state']; jobs?: string[]; without?: string; since?: number } = {},
): Promise<Run[]> {
  const state = where.state && eq(runs.state, where.state)
  const job = where.jobs && inArray(runs.job, where.jobs)
  const others = where.without ? ne(runs.job, where.without) : undefined
  const since = where.since === undefined ? undefined : gt(runs.createdAt, where.since)
  return db.orm
    .select()
    .from(runs)
    .where(and(state, job, others, since))
    .orderBy(desc(runs.createdAt), desc(runs.id))
    .limit(limit)
    .all()
}

const mine = ({ id, owner }: Held) => and(eq(runs.id, id), eq(runs.state, 'running'), eq(runs.owner, owner ?? ''))
