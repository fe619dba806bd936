import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from '../kit/drizzle.ts'

// Who may what, where, and who did: part of db/schema.ts.

export const people = sqliteTable('people', {
  id: text().primaryKey(),
  name: text().notNull(),
  email: text().unique(),
  role: text({ enum: ['viewer', 'operator', 'admin'] }).notNull(),
  active: integer({ mode: 'boolean' }).notNull().default(true),
  createdAt: integer().notNull(),
})

/** Who somebody is on a platform, by the platform's own unchanging id. */
export const identities = sqliteTable(
  'identities',
  {
    face: text().notNull(),
    user: text().notNull(),
    person: text().notNull(),
    /** Until when a sign-in holds; null for those who sit at this machine. */
    until: integer(),
  },
  (t) => [primaryKey({ columns: [t.face, t.user] }), index('identities_person').on(t.person)],
)

/** One-time codes on their way by mail. Asked for by somebody on a face, bound to them, kept only as a hash. */
export const codes = sqliteTable(
  'codes',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    email: text().notNull(),
    /** "telegram:4711": whoever asked, and the only one who can use it. */
    asker: text().notNull(),
    hash: text().notNull(),
    tries: integer().notNull().default(0),
    createdAt: integer().notNull(),
    expiresAt: integer().notNull(),
    usedAt: integer(),
  },
  (t) => [index('codes_email').on(t.email, t.createdAt), index('codes_asker').on(t.asker, t.id)],
)

/** What a person or a role may do with a job or a dataset, beyond or below what their role says. */
export const rights = sqliteTable(
  'rights',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    /** "role:viewer", "person:ID". */
    who: text().notNull(),
    /** "job:export", "data:sales". */
    what: text().notNull(),
    /** Null: anything. Otherwise each argument named here must be one of its values; no values at all: nothing. */
    only: text({ mode: 'json' }).$type<Record<string, string[]> | null>(),
    by: text().notNull(),
    at: integer().notNull(),
  },
  (t) => [uniqueIndex('rights_once').on(t.who, t.what)],
)

/** A group or channel: whether it was let in, and what may be seen there. */
export const chats = sqliteTable('chats', {
  /** The place without its thread: "slack:C123". */
  place: text().primaryKey(),
  state: text({ enum: ['allowed', 'forbidden'] }).notNull(),
  /** Since when it can't be reached; admins were told then. */
  goneAt: integer(),
  /** Datasets that may be shown there; "*" is all of them; null: nobody has said. */
  data: text({ mode: 'json' }).$type<string[] | null>(),
  /** Only one person and us. */
  direct: integer({ mode: 'boolean' }).notNull().default(false),
  /** Every answer goes to who asked, in their direct chat. */
  private: integer({ mode: 'boolean' }).notNull().default(false),
  mutedUntil: integer(),
  /** "22:00-07:00": news waits for the morning. */
  quiet: text(),
  by: text().notNull(),
  at: integer().notNull(),
})

/** Something that waits for a yes: its exact parameters, who may say it and how many must. */
export const approvals = sqliteTable(
  'approvals',
  {
    id: text().primaryKey(),
    kind: text({ enum: ['job', 'command'] }).notNull(),
    what: text().notNull(),
    params: text({ mode: 'json' }).$type<unknown>().notNull(),
    fingerprint: text().notNull(),
    title: text().notNull(),
    why: text(),
    askedBy: text().notNull(),
    place: text().notNull(),
    /** 0: the asker confirms. */
    needed: integer().notNull(),
    /** The people who may approve; null: everybody who could do it themselves. */
    approvers: text({ mode: 'json' }).$type<string[] | null>(),
    state: text({
      enum: ['waiting', 'approved', 'doing', 'done', 'refused', 'expired', 'superseded', 'void'],
    }).notNull(),
    /** Why it is void, or who took it back. */
    note: text(),
    createdAt: integer().notNull(),
    expiresAt: integer().notNull(),
    decidedAt: integer(),
  },
  (t) => [index('approvals_state').on(t.state, t.expiresAt)],
)

export const votes = sqliteTable(
  'votes',
  {
    approval: text().notNull(),
    person: text().notNull(),
    yes: integer({ mode: 'boolean' }).notNull(),
    place: text().notNull(),
    at: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.approval, t.person] })],
)

/** Who did and saw what, from where and when. Only ever added to; triggers refuse the rest (db/kit/strict.ts). */
export const audit = sqliteTable(
  'audit',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    at: integer().notNull(),
    person: text().notNull(),
    /** As they were called then. */
    name: text().notNull(),
    act: text().notNull(),
    what: text().notNull(),
    place: text().notNull(),
    run: text(),
    detail: text({ mode: 'json' }).$type<unknown>(),
  },
  (t) => [index('audit_at').on(t.at), index('audit_person').on(t.person, t.at)],
)

/** What a place wants to hear of without asking. */
export const notices = sqliteTable(
  'notices',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    place: text().notNull(),
    what: text({ enum: ['started', 'finished', 'failed', 'daily'] }).notNull(),
    /** "*": of every job. */
    job: text().notNull(),
    direct: integer({ mode: 'boolean' }).notNull(),
    by: text().notNull(),
    at: integer().notNull(),
  },
  (t) => [uniqueIndex('notices_once').on(t.place, t.what, t.job)],
)

/** Failures for one reason are told as one: the open count of a place. */
export const failures = sqliteTable(
  'failures',
  {
    place: text().notNull(),
    reason: text().notNull(),
    source: text().notNull(),
    count: integer().notNull(),
    jobs: text({ mode: 'json' }).$type<string[]>().notNull(),
    firstAt: integer().notNull(),
    lastAt: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.place, t.reason] })],
)
