import { sql } from './kit/drizzle.ts'
import type { RootStore, Store } from './open.ts'
import { members } from './schema/root.ts'
import {
  approvals,
  chats,
  deliveries,
  failures,
  followers,
  halfSaid,
  inbox,
  notices,
  pending,
  runs,
  votes,
} from './schema.ts'

const PLACED = [approvals, chats, deliveries, failures, followers, halfSaid, inbox, notices, pending, runs, votes]

/**
 * A chat has another name from now on, with all its threads: what was said there, what waits for it, what it may see.
 * The audit stays as it was written.
 */
export async function renameChat(db: Store, from: string, to: string): Promise<void> {
  db.orm.transaction(
    (tx) => {
      for (const table of PLACED) {
        const { place } = table
        const moved = sql`${to} || substr(${place}, ${from.length + 1})`
        const there = sql`${place} = ${from} or ${place} like ${`${from}/%`}`
        tx.run(sql`update or ignore ${table} set place = ${moved} where ${there}`)
      }
    },
    { behavior: 'immediate' },
  )
}

/** The same for the list of who belongs to which workspace. */
export async function renameMember(root: RootStore, face: string, from: string, to: string): Promise<void> {
  root.orm.run(sql`update or ignore ${members} set id = ${to} where face = ${face} and kind = 'chat' and id = ${from}`)
}
