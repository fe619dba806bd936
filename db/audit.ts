import { and, desc, eq, gte, inArray, lt, type SQL, sql } from './kit/drizzle.ts'
import type { Store } from './open.ts'
import { audit } from './schema.ts'

export type AuditRow = typeof audit.$inferSelect
/** What is done to Bellhop, and below what is seen of it. */
export const DEEDS = [
  'signed in',
  'signed out',
  'ran',
  'cancelled',
  'asked approval',
  'approved',
  'declined',
  'changed',
  'refused',
] as const
export const LOOKS = ['asked', 'saw', 'downloaded', 'refused'] as const
export type Act = (typeof DEEDS)[number] | (typeof LOOKS)[number]
export type AuditAsked = {
  acts: readonly string[]
  person?: string
  text?: string
  since?: number
  until?: number
  limit: number
  before?: number
}

export async function addAudit(
  db: Store,
  row: Pick<AuditRow, 'person' | 'name' | 'what' | 'place' | 'at'> & { act: Act; run?: string; detail?: unknown },
): Promise<void> {
  db.orm.insert(audit).values(row).run()
}

/** The newest first; `before` is the id of the last one seen. */
export async function listAudit(db: Store, asked: AuditAsked): Promise<AuditRow[]> {
  const { acts, person, text, since, until, before, limit } = asked
  const wanted: (SQL | undefined)[] = [
    inArray(audit.act, [...acts]),
    person === undefined ? undefined : eq(audit.person, person),
    text === undefined ? undefined : sql`instr(lower(${audit.what} || ' ' || ${audit.name}), lower(${text})) > 0`,
    since === undefined ? undefined : gte(audit.at, since),
    until === undefined ? undefined : lt(audit.at, until),
    before === undefined ? undefined : lt(audit.id, before),
  ]
  return db.orm
    .select()
    .from(audit)
    .where(and(...wanted))
    .orderBy(desc(audit.id))
    .limit(limit)
    .all()
}
