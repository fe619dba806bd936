import { and, eq } from './kit/drizzle.ts'
import type { Store } from './open.ts'
import { identities, people } from './schema.ts'

export type Person = typeof people.$inferSelect
export type Role = Person['role']

export async function personBehind(db: Store, face: string, user: string): Promise<Person | undefined> {
  return db.orm
    .select({ person: people })
    .from(identities)
    .innerJoin(people, eq(people.id, identities.person))
    .where(and(eq(identities.face, face), eq(identities.user, user)))
    .get()?.person
}

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

export async function linkIdentity(db: Store, face: string, user: string, person: string): Promise<void> {
  db.orm
    .insert(identities)
    .values({ face, user, person })
    .onConflictDoUpdate({ target: [identities.face, identities.user], set: { person } })
    .run()
}

export async function listPeople(db: Store): Promise<Person[]> {
  return db.orm.select().from(people).orderBy(people.name).all()
}
