import { addDelivery } from './deliveries.ts'
import { and, asc, desc, eq, inArray, lt, lte, or, sql } from './kit/drizzle.ts'
import type { Store } from './open.ts'
import { approvals, deliveries, votes } from './schema.ts'

export type Approval = typeof approvals.$inferSelect
export type Vote = typeof votes.$inferSelect
/** What its cards show now; they are drawn anew, wherever they are, in the same moment as something changes. */
export type Draw = (approval: Approval, votes: Vote[]) => unknown

/** Adds what waits for a yes, or finds the one that already waits for the very same, and shows it at these places. */
export async function addApproval(
  db: Store,
  made: Approval,
  places: string[],
  draw: Draw,
  now: number,
): Promise<Approval> {
  return inOne(db, () => {
    const same = [
      eq(approvals.fingerprint, made.fingerprint),
      eq(approvals.askedBy, made.askedBy),
      eq(approvals.needed, made.needed),
    ]
    const found = db.orm
      .select()
      .from(approvals)
      .where(and(...same, eq(approvals.state, 'waiting')))
      .get()
    const joins = found && found.expiresAt > now
    if (!joins) db.orm.insert(approvals).values(made).onConflictDoNothing().run()
    const kept = joins ? found : get(db, made.id)!
    show(db, kept, draw, now, places)
    return kept
  })
}

export type Voted = { approval: Approval; votes: Vote[]; how: 'counted' | 'again' | 'over'; decided: boolean }

/** Counts a vote and decides, all in one: of two votes that come at once only one can be the last that was needed. */
export async function vote(db: Store, made: Vote, draw: Draw): Promise<Voted | undefined> {
  return inOne(db, () => {
    const found = get(db, made.approval)
    if (!found) return undefined
    const late = found.state === 'waiting' && found.expiresAt <= made.at
    const approval = late ? decide(db, found.id, 'expired', null, made.at) : found
    if (approval.state !== 'waiting') return { ...show(db, approval, draw, made.at), how: 'over', decided: false }
    const counted = db.orm.insert(votes).values(made).onConflictDoNothing().run().changes === 1
    const cast = votesIn(db, approval.id)
    if (!counted) return { approval, votes: cast, how: 'again', decided: false }
    const enough = cast.filter(({ yes }) => yes).length >= approval.needed
    const state = !made.yes ? 'refused' : enough ? 'approved' : 'waiting'
    const after = state === 'waiting' ? approval : decide(db, approval.id, state, null, made.at)
    return { ...show(db, after, draw, made.at), how: 'counted', decided: state === 'approved' }
  })
}

/** Ends an approval that is still in one of these states, once, and shows it on all its cards. */
export async function endApproval(
  db: Store,
  id: string,
  from: Approval['state'][],
  to: { state: Approval['state']; note?: string },
  draw: Draw,
  now: number,
): Promise<boolean> {
  return inOne(db, () => {
    const before = get(db, id)
    if (!before || !from.includes(before.state)) return false
    show(db, decide(db, id, to.state, to.note ?? null, before.decidedAt ?? now), draw, now)
    return true
  })
}

export async function getApproval(db: Store, id: string): Promise<Approval | undefined> {
  return get(db, id)
}

export async function votesOf(db: Store, id: string): Promise<Vote[]> {
  return votesIn(db, id)
}

export async function listApprovals(db: Store, states: Approval['state'][], limit: number): Promise<Approval[]> {
  const where = inArray(approvals.state, states)
  return db.orm.select().from(approvals).where(where).orderBy(desc(approvals.createdAt)).limit(limit).all()
}

export async function expiredApprovals(db: Store, now: number): Promise<Approval[]> {
  return db.orm
    .select()
    .from(approvals)
    .where(and(eq(approvals.state, 'waiting'), lte(approvals.expiresAt, now)))
    .all()
}

/**
 * Takes something approved to carry it out: whoever gets it is the only one. What was taken before `stuck` and isn't done
 * was left by a process that ended.
 */
export async function takeApproved(db: Store, stuck: number, now: number): Promise<Approval | undefined> {
  const left = and(eq(approvals.state, 'doing'), lt(approvals.decidedAt, stuck))
  const free = or(eq(approvals.state, 'approved'), left)
  const next = db.orm.select({ id: approvals.id }).from(approvals).where(free).limit(1).get()
  if (!next) return undefined
  return db.orm
    .update(approvals)
    .set({ state: 'doing', decidedAt: now })
    .where(and(eq(approvals.id, next.id), free))
    .returning()
    .get()
}

function show(db: Store, approval: Approval, draw: Draw, now: number, places: string[] = []) {
  const cast = votesIn(db, approval.id)
  const source = `approval:${approval.id}`
  const shown = db.orm.select({ place: deliveries.place }).from(deliveries).where(eq(deliveries.source, source)).all()
  for (const place of new Set([...places, ...shown.map((card) => card.place)]))
    addDelivery(db, { place, source, part: 'card', message: draw(approval, cast) }, now)
  return { approval, votes: cast }
}

function decide(db: Store, id: string, state: Approval['state'], note: string | null, now: number): Approval {
  return db.orm.update(approvals).set({ state, note, decidedAt: now }).where(eq(approvals.id, id)).returning().get()!
}

const get = (db: Store, id: string): Approval | undefined =>
  db.orm.select().from(approvals).where(eq(approvals.id, id)).get()

const votesIn = (db: Store, id: string): Vote[] =>
  db.orm.select().from(votes).where(eq(votes.approval, id)).orderBy(asc(votes.at), sql`rowid`).all()

const inOne = <T>(db: Store, work: () => T): T => db.orm.transaction(work, { behavior: 'immediate' })
