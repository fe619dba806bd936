import { and, asc, desc, eq, gt, inArray, lt, lte, or, sql } from './kit/drizzle.ts'
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
}

/** Puts a message on its way. Said twice for the same source and part, it shows the newer text in the same place. */
export async function deliver(db: Store, made: NewDelivery, now: number): Promise<Delivery> {
  return addDelivery(db, made, now)
}

/** The same without a promise, for use inside another query's transaction. */
export function addDelivery(db: Store, made: NewDelivery, now: number): Delivery {
  return (
    db.orm
      .insert(deliveries)
      .values({ notBefore: now, ...made, run: made.run ?? null, state: 'waiting', createdAt: now, changedAt: now })
      .onConflictDoUpdate({
        target: [deliveries.source, deliveries.part, deliveries.place],
        set: {
          message: sql`excluded.message`,
          version: sql`${deliveries.version} + 1`,
          state: sql`case when ${deliveries.state} = 'sent' then 'waiting' else ${deliveries.state} end`,
          changedAt: now,
        },
        setWhere: sql`${deliveries.message} is not excluded.message`,
      })
      .returning()
      .get() ?? db.orm.select().from(deliveries).where(once(made)).get()!
  )
}

/** Takes the first delivery of each place that is due: order within a place is kept by never taking the second. */
export async function claimDeliveries(
  db: Store,
  face: string,
  owner: string,
  now: number,
  leaseMs: number,
): Promise<Delivery[]> {
  const first = db.orm
    .select({ id: sql<number>`min(${deliveries.id})` })
    .from(deliveries)
    .where(
      and(
        sql`${deliveries.place} like ${`${face}:%`}`,
        or(
          eq(deliveries.state, 'sending'),
          and(eq(deliveries.state, 'waiting'), or(lte(deliveries.notBefore, now), gt(deliveries.attempt, 0))),
        ),
      ),
    )
    .groupBy(deliveries.place)
  return db.orm
    .update(deliveries)
    .set({ state: 'sending', owner, leaseUntil: now + leaseMs, attempt: sql`${deliveries.attempt} + 1` })
    .where(
      and(
        inArray(deliveries.id, first),
        lte(deliveries.notBefore, now),
        or(eq(deliveries.state, 'waiting'), lt(deliveries.leaseUntil, now)),
      ),
    )
    .returning()
    .all()
}

/** Takes back what nobody has seen yet. True when there is nothing left to edit. */
export async function dropUnshown(db: Store, source: string, part: string, place: string): Promise<boolean> {
  const here = and(eq(deliveries.source, source), eq(deliveries.part, part), eq(deliveries.place, place))
  db.orm
    .delete(deliveries)
    .where(and(here, eq(deliveries.state, 'waiting'), eq(deliveries.shown, 0)))
    .run()
  return !db.orm.select().from(deliveries).where(here).get()
}

export type Settled = {
  state: 'sent' | 'waiting' | 'failed' | 'unknown'
  shown?: number
  posted?: unknown
  notBefore?: number
  trouble?: string | null
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

const once = (made: NewDelivery) =>
  and(eq(deliveries.source, made.source), eq(deliveries.part, made.part), eq(deliveries.place, made.place))
