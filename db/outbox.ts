import type { Delivery } from './deliveries.ts'
import { and, eq, given, gt, lt, lte, or, sql } from './kit/drizzle.ts'
import { prepared } from './kit/prepared.ts'
import type { Store } from './open.ts'
import { deliveries } from './schema.ts'

// How deliveries leave: the next of each place, taken by one process, and how that went. Asked at every ring, so prepared.

export type Due = Pick<Delivery, 'id' | 'place' | 'shown'>

/**
 * The next delivery of each place, if it is due. One at a time and the oldest first keeps the order of a place; only
 * edits of what is shown already (`shown` > 0) let new messages go before them.
 */
export async function dueDeliveries(db: Store, face: string, now: number): Promise<Due[]> {
  return firstDue(db).all({ here: `${face}:%`, now })
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
  const taken = claim(db).all({ ids: JSON.stringify(ids), owner, now, leaseUntil: now + leaseMs })
  return taken.sort((a, b) => a.id - b.id)
}

/** Keeps what we are sending ours. */
export async function keepDeliveries(db: Store, ids: number[], owner: string, leaseUntil: number): Promise<void> {
  keep(db).run({ ids: JSON.stringify(ids), owner, leaseUntil })
}

/** What is posted of a delivery so far, so that sending it again goes on from there. */
export async function notePosted(db: Store, id: number, owner: string, posted: unknown): Promise<void> {
  note(db).run({ id, owner, posted: JSON.stringify(posted) })
}

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
  const { state, shown = null, posted, notBefore = null, trouble = null, attempt = null } = how
  const kept = posted === undefined ? null : JSON.stringify(posted)
  settle(db).run({ id, owner, now, state, shown, posted: kept, notBefore, trouble, attempt })
}

const to = (name: string) => sql`${given(name)}`
const mine = () => and(eq(deliveries.id, given('id')), eq(deliveries.owner, given('owner')))
const among = () => sql`${deliveries.id} in (select value from json_each(${given('ids')}))`

/** Longer than any lease: one that ends later was written before the clock was set back. */
const NO_LEASE_MS = 600_000
/** What was due when it was made stays due, also when the clock is set back. */
const isDue = () => or(lte(deliveries.notBefore, given('now')), lte(deliveries.notBefore, deliveries.createdAt))
const isFree = () =>
  or(
    eq(deliveries.state, 'waiting'),
    lt(deliveries.leaseUntil, given('now')),
    sql`${deliveries.leaseUntil} > ${given('now')} + ${NO_LEASE_MS}`,
  )

const firstDue = prepared(({ orm }) => {
  const { id, place, shown, state, attempt } = deliveries
  const order = sql`${state} = 'sending' desc, ${shown} > 0, ${id}`
  const rank = sql<number>`row_number() over (partition by ${place} order by ${order})`.as('rank')
  const free = sql<number>`${and(isDue(), isFree())}`.as('free')
  const waits = or(eq(state, 'sending'), and(eq(state, 'waiting'), or(isDue(), gt(attempt, 0))))
  const first = orm
    .select({ id, place, shown, free, rank })
    .from(deliveries)
    .where(and(sql`${state} in ('waiting', 'sending')`, sql`${place} like ${given('here')}`, waits))
    .as('first')
  return orm
    .select({ id: first.id, place: first.place, shown: first.shown })
    .from(first)
    .where(and(eq(first.rank, 1), eq(first.free, 1)))
    .orderBy(first.id)
    .prepare()
})

const claim = prepared(({ orm }) => {
  const { state, trouble, attempt } = deliveries
  const known = sql`case when ${state} = 'sending' then 'uncertain' else ${trouble} end`
  const taken = { state: 'sending' as const, owner: to('owner'), leaseUntil: to('leaseUntil') }
  return orm
    .update(deliveries)
    .set({ ...taken, attempt: sql`${attempt} + 1`, trouble: known })
    .where(and(among(), isDue(), isFree()))
    .returning()
    .prepare()
})

const keep = prepared(({ orm }) =>
  orm
    .update(deliveries)
    .set({ leaseUntil: to('leaseUntil') })
    .where(and(among(), eq(deliveries.owner, given('owner')), eq(deliveries.state, 'sending')))
    .prepare(),
)

const note = prepared(({ orm }) =>
  orm
    .update(deliveries)
    .set({ posted: to('posted') })
    .where(mine())
    .prepare(),
)

const settle = prepared(({ orm }) => {
  const { version, shown, posted, notBefore, attempt } = deliveries
  const changed = sql`${given('state')} = 'sent' and ${version} > ${given('shown')}`
  const or = (name: string, before: unknown) => sql`coalesce(${given(name)}, ${before})`
  return orm
    .update(deliveries)
    .set({
      state: sql`case when ${changed} then 'waiting' else ${given('state')} end`,
      shown: or('shown', shown),
      posted: or('posted', posted),
      notBefore: or('notBefore', notBefore),
      attempt: or('attempt', attempt),
      trouble: to('trouble'),
      changedAt: to('now'),
      owner: null,
      leaseUntil: null,
    })
    .where(mine())
    .prepare()
})
