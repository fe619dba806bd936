import { and, asc, desc, eq, given, isNull, lt, sql } from './kit/drizzle.ts'
import { prepared } from './kit/prepared.ts'
import type { Store } from './open.ts'
import { inbox } from './schema.ts'

export type Heard = typeof inbox.$inferSelect

/** Stores an event under the platform's own id, before it is acknowledged. False: we have it already. */
export async function hear(db: Store, event: Omit<Heard, 'answeredAt'>): Promise<boolean> {
  return store(db).run(event).changes === 1
}

const store = prepared(({ orm }) => {
  const who = { face: given('face'), event: given('event'), place: given('place'), person: given('person') }
  return orm
    .insert(inbox)
    .values({ ...who, heard: given('heard'), at: given('at') })
    .onConflictDoNothing()
    .prepare()
})

export async function markAnswered(db: Store, face: string, event: string, now: number): Promise<void> {
  mark(db).run({ face, event, now })
}

const mark = prepared(({ orm }) =>
  orm
    .update(inbox)
    .set({ answeredAt: sql`${given('now')}` })
    .where(and(eq(inbox.face, given('face')), eq(inbox.event, given('event'))))
    .prepare(),
)

/** Keeps that something was said, but not what: a code is nobody's business afterwards. */
export async function forgetWords(db: Store, face: string, event: string): Promise<void> {
  const here = and(eq(inbox.face, face), eq(inbox.event, event))
  const found = db.orm.select().from(inbox).where(here).get()
  if (!found) return
  db.orm
    .update(inbox)
    .set({ heard: { ...(found.heard as object), text: '•••' } })
    .where(here)
    .run()
}

/** What was heard and never answered, because the process ended in between. */
export async function unanswered(db: Store, before: number, limit = 100): Promise<Heard[]> {
  return db.orm
    .select()
    .from(inbox)
    .where(and(isNull(inbox.answeredAt), lt(inbox.at, before)))
    .orderBy(asc(inbox.at), sql`rowid`)
    .limit(limit)
    .all()
}

export async function getHeard(db: Store, face: string, event: string): Promise<Heard | undefined> {
  return db.orm
    .select()
    .from(inbox)
    .where(and(eq(inbox.face, face), eq(inbox.event, event)))
    .get()
}

export async function heardAt(db: Store, place: string, limit: number): Promise<Heard[]> {
  return db.orm.select().from(inbox).where(eq(inbox.place, place)).orderBy(desc(inbox.at)).limit(limit).all().reverse()
}
