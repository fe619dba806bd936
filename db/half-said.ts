import { and, eq, gt } from './kit/drizzle.ts'
import type { Store } from './open.ts'
import { halfSaid } from './schema.ts'

export type HalfSaid = typeof halfSaid.$inferSelect

export async function keepHalfSaid(db: Store, half: HalfSaid): Promise<void> {
  db.orm
    .insert(halfSaid)
    .values(half)
    .onConflictDoUpdate({ target: [halfSaid.place, halfSaid.person], set: half })
    .run()
}

/** Takes what somebody began here, if they did; it is answered or forgotten, never kept. */
export async function takeHalfSaid(
  db: Store,
  place: string,
  person: string,
  now: number,
): Promise<HalfSaid | undefined> {
  const here = and(eq(halfSaid.place, place), eq(halfSaid.person, person))
  const found = db.orm
    .select()
    .from(halfSaid)
    .where(and(here, gt(halfSaid.expiresAt, now)))
    .get()
  db.orm.delete(halfSaid).where(here).run()
  return found
}
