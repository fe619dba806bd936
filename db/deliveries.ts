import { and, asc, desc, eq, given, gt, inArray, lt, lte, or, sql } from './kit/drizzle.ts'
import { prepared } from './kit/prepared.ts'
import type { Store } from './open.ts'
import { deliveries } from './schema.ts'

export type Delivery = typeof deliveries.$inferSelect
export type NewDelivery = {
  place: string
  source: string
  part: string
  run?: string | undefined
  message: unknown
  notBefore?: number
  /** Only edits what somebody has seen; what nobody has seen yet is taken back instead. */
  edits?: boolean
}

/** Puts a message on its way. Said twice for the same source and part, it shows the newer text in the same place. */
export async function deliver(db: Store, made: NewDelivery, now: number): Promise<void> {
  addDelivery(db, made, now)
}

/** The same without a promise, for use inside another query's transaction. */
export function addDelivery(db: Store, { edits, ...made }: NewDelivery, now: number): void {
  if (edits && dropUnshown(db, made)) return
  const { run = null, notBefore = now } = made
  insertOrEdit(db).run({ ...made, run, notBefore, now })
}

const insertOrEdit = prepared(({ orm }) => {
  const words = { place: given('place'), source: given('source'), part: given('part'), message: given('message') }
  const times = { notBefore: given('notBefore'), createdAt: given('now'), changedAt: given('now') }
  return orm
    .insert(deliveries)
    .values({ ...words, ...times, run: given('run'), state: 'waiting' })
    .onConflictDoUpdate({
      target: [deliveries.source, deliveries.part, deliveries.place],
      set: {
        message: sql`excluded.message`,
        version: sql`${deliveries.version} + 1`,
        state: sql`case when ${deliveries.state} = 'sent' then 'waiting' else ${deliveries.state} end`,
        changedAt: sql`excluded.changed_at`,
      },
      setWhere: sql`${deliveries.message} is not excluded.message`,
    })
    .prepare()
})

export type Due = Pick<Delivery, 'id' | 'place' | 'shown'>

/**
 * The next delivery of each place, if it is due. One at a time and the oldest first keeps the order of a place; only
 * edits of what is shown already (`shown` > 0) let new messages go before them.
 */
export async function dueDeliveries(db: Store, face: string, now: number): Promise<Due[]> {
  const { id, place, shown, state, attempt } = deliveries
  const rank = sql<number>`row_number() over (partition by ${place} order by ${state} = 'sending' desc, ${shown} > 0, ${id})`
  const first = db.orm
    .select({ id, place, shown, claimable: sql<number>`${claimable(now)}`.as('claimable'), rank: rank.as('rank') })
    .from(deliveries)
    .where(
      and(
        sql`${place} like ${`${face}:%`}`,
        or(eq(state, 'sending'), and(eq(state, 'waiting'), or(dueAt(now), gt(attempt, 0)))),
      ),
    )
    .as('first')
  return db.orm
    .select({ id: first.id, place: first.place, shown: first.shown })
    .from(first)
    .where(and(eq(first.rank, 1), eq(first.claimable, 1)))
    .orderBy(first.id)
    .all()
}

/** Takes these to send them, unless somebody else has. What another left in the middle of sending may have arrived. */
export async function claimDeliveries(
  db: Store,
  ids: number[],
  owner: string,
  now: number,
  leaseMs: number,
): Promise<Delivery[]> {
  if (!ids.length) return []
  const { state, trouble, attempt } = deliveries
  return db.orm
    .update(deliveries)
    .set({
      state: 'sending',
      owner,
      leaseUntil: now + leaseMs,
      attempt: sql`${attempt} + 1`,
      trouble: sql`case when ${state} = 'sending' then 'uncertain' else ${trouble} end`,
    })
    .where(and(inArray(deliveries.id, ids), claimable(now)))
    .returning()
    .all()
    .sort((a, b) => a.id - b.id)
}

/** Keeps what we are sending ours. */
export async function keepDeliveries(db: Store, ids: number[], owner: string, leaseUntil: number): Promise<void> {
  db.orm
    .update(deliveries)
    .set({ leaseUntil })
    .where(and(inArray(deliveries.id, ids), eq(deliveries.owner, owner), eq(deliveries.state, 'sending')))
    .run()
}

/** What is posted of a delivery so far, so that sending it again goes on from there. */
export async function notePosted(db: Store, id: number, owner: string, posted: unknown): Promise<void> {
  db.orm
    .update(deliveries)
    .set({ posted })
    .where(and(eq(deliveries.id, id), eq(deliveries.owner, owner)))
    .run()
}

/** True when there is nothing left to edit. */
function dropUnshown(db: Store, { source, part, place }: NewDelivery): boolean {
  const here = { source, part, place }
  return dropHere(db).run(here).changes > 0 || !findHere(db).get(here)
}

const here = () =>
  and(eq(deliveries.source, given('source')), eq(deliveries.part, given('part')), eq(deliveries.place, given('place')))
const findHere = prepared(({ orm }) => orm.select({ id: deliveries.id }).from(deliveries).where(here()).prepare())
const dropHere = prepared(({ orm }) =>
  orm
    .delete(deliveries)
    .where(and(here(), eq(deliveries.state, 'waiting'), eq(deliveries.shown, 0)))
    .prepare(),
)

export type Settled = {
  state: 'sent' | 'waiting' | 'failed' | 'unknown'
  shown?: number
  posted?: unknown
  notBefore?: number
  trouble?: string | null
  attempt?: number
}

/** Writes down how it went; if the message changed meanwhile it waits again to be shown anew. */
export async function settleDelivery(db: Store, id: number, owner: string, how: Settled, now: number): Promise<void> {
  const state =
    how.state === 'sent'
      ? sql`case when ${deliveries.version} > ${how.shown} then 'waiting' else 'sent' end`
      : how.state
  db.orm
    .update(deliveries)
    .set({ ...how, state: state as 'sent', owner: null, leaseUntil: null, changedAt: now })
    .where(and(eq(deliveries.id, id), eq(deliveries.owner, owner)))
    .run()
}

export async function getDelivery(db: Store, id: number): Promise<Delivery | undefined> {
  return db.orm.select().from(deliveries).where(eq(deliveries.id, id)).get()
}

export async function deliveriesAt(db: Store, place: string, limit: number): Promise<Delivery[]> {
  return db.orm
    .select()
    .from(deliveries)
    .where(eq(deliveries.place, place))
    .orderBy(desc(deliveries.id))
    .limit(limit)
    .all()
    .reverse()
}

export async function deliveriesSince(db: Store, place: string, since: number): Promise<Delivery[]> {
  return db.orm
    .select()
    .from(deliveries)
    .where(and(eq(deliveries.place, place), gt(deliveries.changedAt, since)))
    .orderBy(asc(deliveries.id))
    .all()
}

export async function deliveriesOf(db: Store, sources: string[], place: string): Promise<Delivery[]> {
  return db.orm
    .select()
    .from(deliveries)
    .where(and(inArray(deliveries.source, sources), eq(deliveries.place, place)))
    .orderBy(asc(deliveries.id))
    .all()
}

/** The newest that are not where they should be, or all in these states. */
export async function deliveriesIn(db: Store, states: Delivery['state'][], limit: number): Promise<Delivery[]> {
  const where = inArray(deliveries.state, states)
  return db.orm.select().from(deliveries).where(where).orderBy(desc(deliveries.id)).limit(limit).all()
}

/** Lets what failed or may have failed be tried anew; it says so if it may arrive twice. */
export async function sendAgain(db: Store, ids: number[], now: number): Promise<number> {
  return db.orm
    .update(deliveries)
    .set({
      attempt: 0,
      notBefore: now,
      changedAt: now,
      trouble: sql`case when ${deliveries.state} = 'unknown' then 'uncertain' else null end`,
      state: 'waiting',
    })
    .where(and(inArray(deliveries.id, ids), inArray(deliveries.state, ['failed', 'unknown'])))
    .run().changes
}

export async function countDeliveries(db: Store): Promise<{ state: Delivery['state']; count: number }[]> {
  return db.orm
    .select({ state: deliveries.state, count: sql<number>`count(*)` })
    .from(deliveries)
    .groupBy(deliveries.state)
    .all()
}

const claimable = (now: number) =>
  and(
    dueAt(now),
    or(eq(deliveries.state, 'waiting'), lt(deliveries.leaseUntil, now), gt(deliveries.leaseUntil, now + NO_LEASE_MS)),
  )
/** Longer than any lease: one that ends later was written before the clock was set back. */
const NO_LEASE_MS = 600_000
/** What was due when it was made stays due, also when the clock is set back. */
const dueAt = (now: number) => or(lte(deliveries.notBefore, now), lte(deliveries.notBefore, deliveries.createdAt))
