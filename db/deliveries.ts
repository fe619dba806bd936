import { and, asc, desc, eq, given, gt, gte, inArray, isNotNull, lt, or, sql } from './kit/drizzle.ts'
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

/** The newest of a place and of all threads below it, newest first. */
export async function deliveriesUnder(db: Store, place: string, limit: number): Promise<Delivery[]> {
  const below = and(gte(deliveries.place, `${place}/`), lt(deliveries.place, `${place}0`))
  return db.orm
    .select()
    .from(deliveries)
    .where(or(eq(deliveries.place, place), below))
    .orderBy(desc(deliveries.changedAt), desc(deliveries.id))
    .limit(limit)
    .all()
}

/** The run whose outcome stands there as the message with this id of the platform's. */
export async function runShownAs(db: Store, place: string, id: string): Promise<string | undefined> {
  const here = and(
    or(eq(deliveries.place, place), and(gte(deliveries.place, `${place}/`), lt(deliveries.place, `${place}0`))),
    isNotNull(deliveries.run),
    sql`exists (select 1 from json_tree(${deliveries.posted}) it where cast(it.atom as text) = ${id}
      and (it.key = 'ts' or it.path like '%.ids'))`,
  )
  return (
    db.orm.select({ run: deliveries.run }).from(deliveries).where(here).orderBy(desc(deliveries.id)).limit(1).get()
      ?.run ?? undefined
  )
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
