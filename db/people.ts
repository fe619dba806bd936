import { and, eq, given, gt, isNull, or } from './kit/drizzle.ts'
import { prepared } from './kit/prepared.ts'
import type { Store } from './open.ts'
import { identities, people } from './schema.ts'

export type Person = typeof people.$inferSelect
export type Role = Person['role']
export type Identity = typeof identities.$inferSelect

/** Who is behind a platform's id, and until when their sign-in holds. */
export async function signedInAs(
  db: Store,
  face: string,
  user: string,
): Promise<{ person: Person; until: number | null } | undefined> {
  return behind(db).get({ face, user })
}

const behind = prepared(({ orm }) =>
  orm
    .select({ person: people, until: identities.until })
    .from(identities)
    .innerJoin(people, eq(people.id, identities.person))
    .where(and(eq(identities.face, given('face')), eq(identities.user, given('user'))))
    .prepare(),
)

export async function personByEmail(db: Store, email: string): Promise<Person | undefined> {
  return db.orm.select().from(people).where(eq(people.email, email.trim().toLowerCase())).get()
}

export async function getPerson(db: Store, id: string): Promise<Person | undefined> {
  return db.orm.select().from(people).where(eq(people.id, id)).get()
}

/** Makes somebody known under an e-mail address, or finds them; two at once get the same person. */
export async function addPerson(
  db: Store,
  person: Pick<Person, 'id' | 'name' | 'role'> & { email?: string },
  now: number,
): Promise<Person> {
  const email = person.email?.trim().toLowerCase() ?? null
  db.orm
    .insert(people)
    .values({ ...person, email, createdAt: now })
    .onConflictDoNothing()
    .run()
  const known = email ? await personByEmail(db, email) : await getPerson(db, person.id)
  if (!known) throw new Error(`The person ${person.id} was not stored`)
  return known
}

export async function linkIdentity(
  db: Store,
  face: string,
  user: string,
  person: string,
  until: number | null = null,
): Promise<void> {
  db.orm
    .insert(identities)
    .values({ face, user, person, until })
    .onConflictDoUpdate({ target: [identities.face, identities.user], set: { person, until } })
    .run()
}

export async function unlinkIdentity(db: Store, face: string, user: string): Promise<boolean> {
  const here = and(eq(identities.face, face), eq(identities.user, user))
  return db.orm.delete(identities).where(here).run().changes === 1
}

/** Where somebody is signed in now. */
export async function identitiesOf(db: Store, person: string, now: number): Promise<Identity[]> {
  const holds = or(isNull(identities.until), gt(identities.until, now))
  return db.orm
    .select()
    .from(identities)
    .where(and(eq(identities.person, person), holds))
    .all()
}

export async function changePerson(
  db: Store,
  id: string,
  change: Partial<Pick<Person, 'role' | 'active' | 'name'>>,
): Promise<Person | undefined> {
  return db.orm.update(people).set(change).where(eq(people.id, id)).returning().get()
}

export async function listPeople(db: Store): Promise<Person[]> {
  return db.orm.select().from(people).orderBy(people.name).all()
}
