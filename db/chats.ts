import { eq, given } from './kit/drizzle.ts'
import { prepared } from './kit/prepared.ts'
import type { Store } from './open.ts'
import { chats } from './schema.ts'

export type Chat = typeof chats.$inferSelect

export async function getChat(db: Store, place: string): Promise<Chat | undefined> {
  return here(db).get({ place })
}

const here = prepared(({ orm }) =>
  orm
    .select()
    .from(chats)
    .where(eq(chats.place, given('place')))
    .prepare(),
)

/** Changes what is said about a chat; the rest of it stays as it was. */
export async function setChat(
  db: Store,
  place: string,
  change: Partial<Omit<Chat, 'place'>>,
  by: string,
  now: number,
): Promise<Chat> {
  const row = { ...change, by, at: now }
  return db.orm
    .insert(chats)
    .values({ place, state: 'allowed', ...row })
    .onConflictDoUpdate({ target: chats.place, set: row })
    .returning()
    .get()
}

export async function listChats(db: Store): Promise<Chat[]> {
  return db.orm.select().from(chats).orderBy(chats.place).all()
}
