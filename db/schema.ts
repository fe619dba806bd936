import { index, integer, primaryKey, sql, sqliteTable, text, uniqueIndex } from './kit/drizzle.ts'

// Our own records in a workspace's file. Times are milliseconds UTC. Dataset tables are not here: they are data.

export const runs = sqliteTable(
  'runs',
  {
    id: text().primaryKey(),
    job: text().notNull(),
    input: text({ mode: 'json' }).$type<unknown>().notNull(),
    /** What makes two runs the same piece of work. */
    inputKey: text().notNull(),
    lane: text().notNull(),
    urgent: integer({ mode: 'boolean' }).notNull(),
    state: text({ enum: ['waiting', 'running', 'succeeded', 'failed', 'cancelled'] }).notNull(),
    attempt: integer().notNull().default(0),
    /** Times the world asked us to wait; they spend no attempt. */
    waits: integer().notNull().default(0),
    notBefore: integer().notNull(),
    owner: text(),
    leaseUntil: integer(),
    cancelledBy: text(),
    progress: text({ mode: 'json' }).$type<unknown>(),
    outcome: text({ mode: 'json' }).$type<unknown>(),
    fault: text(),
    askedBy: text().notNull(),
    place: text(),
    createdAt: integer().notNull(),
    startedAt: integer(),
    finishedAt: integer(),
    /** How far those who subscribed have heard of it: 0 nothing, 1 that it began, 2 how it ended. */
    told: integer().notNull().default(0),
  },
  (t) => [
    index('runs_untold').on(t.state, t.told).where(sql`told < 2`),
    index('runs_due').on(t.state, t.lane, t.urgent, t.notBefore),
    index('runs_recent').on(t.createdAt),
    uniqueIndex('runs_same_work').on(t.inputKey).where(sql`state in ('waiting', 'running')`),
  ],
)

/** Places that want to hear how a run ends besides the one that asked. */
export const followers = sqliteTable('followers', { run: text().notNull(), place: text().notNull() }, (t) => [
  primaryKey({ columns: [t.run, t.place] }),
])

export const runLog = sqliteTable(
  'run_log',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    run: text().notNull(),
    at: integer().notNull(),
    level: text({ enum: ['info', 'warn', 'error'] }).notNull(),
    text: text().notNull(),
  },
  (t) => [index('run_log_run').on(t.run, t.id)],
)

export const files = sqliteTable(
  'files',
  {
    id: text().primaryKey(),
    run: text(),
    name: text().notNull(),
    type: text().notNull(),
    bytes: integer().notNull(),
    sha256: text().notNull(),
    by: text().notNull(),
    createdAt: integer().notNull(),
  },
  (t) => [index('files_recent').on(t.createdAt), index('files_run').on(t.run)],
)

/** What we know about a dataset beyond its rows; `definition` is set for those made at run time. */
export const datasetState = sqliteTable('dataset_state', {
  name: text().primaryKey(),
  definition: text({ mode: 'json' }).$type<unknown>(),
  seen: text({ mode: 'json' }).$type<string[]>(),
  rows: integer().notNull().default(0),
  lastRun: text(),
  lastWriteAt: integer(),
})

export const rejects = sqliteTable(
  'rejects',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    dataset: text().notNull(),
    run: text().notNull(),
    line: integer().notNull(),
    row: text({ mode: 'json' }).$type<unknown>().notNull(),
    reason: text().notNull(),
    at: integer().notNull(),
  },
  (t) => [index('rejects_dataset').on(t.dataset, t.id)],
)

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

/** Events as the platforms named them: a repeat is found here and dropped. */
export const inbox = sqliteTable(
  'inbox',
  {
    face: text().notNull(),
    event: text().notNull(),
    place: text().notNull(),
    person: text(),
    heard: text({ mode: 'json' }).$type<unknown>().notNull(),
    at: integer().notNull(),
    answeredAt: integer(),
  },
  (t) => [primaryKey({ columns: [t.face, t.event] }), index('inbox_place').on(t.place, t.at)],
)

export const deliveries = sqliteTable(
  'deliveries',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    place: text().notNull(),
    run: text(),
    /** What this answers (an event, a run) and which part of the answer it is: together they are said once. */
    source: text().notNull(),
    part: text().notNull(),
    message: text({ mode: 'json' }).$type<unknown>().notNull(),
    state: text({ enum: ['waiting', 'sending', 'sent', 'failed', 'unknown'] }).notNull(),
    /** `version` counts what we want shown, `shown` what the platform has. */
    version: integer().notNull().default(1),
    shown: integer().notNull().default(0),
    posted: text({ mode: 'json' }).$type<unknown>(),
    attempt: integer().notNull().default(0),
    notBefore: integer().notNull(),
    owner: text(),
    leaseUntil: integer(),
    trouble: text(),
    createdAt: integer().notNull(),
    changedAt: integer().notNull(),
  },
  (t) => [
    uniqueIndex('deliveries_once').on(t.source, t.part, t.place),
    index('deliveries_due').on(t.state, t.notBefore),
    index('deliveries_place').on(t.place, t.id),
    index('deliveries_changed').on(t.changedAt),
  ],
)

/** What a button says when it is pressed. */
export const pending = sqliteTable(
  'pending',
  {
    token: text().primaryKey(),
    say: text().notNull(),
    place: text().notNull(),
    expiresAt: integer().notNull(),
    usedAt: integer(),
    usedBy: text(),
  },
  (t) => [index('pending_expiry').on(t.expiresAt)],
)

/** A command somebody began and we asked them to complete. */
export const halfSaid = sqliteTable(
  'half_said',
  {
    place: text().notNull(),
    person: text().notNull(),
    command: text().notNull(),
    args: text({ mode: 'json' }).$type<Record<string, unknown>>().notNull(),
    missing: text().notNull(),
    expiresAt: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.place, t.person] })],
)

export const settings = sqliteTable('settings', {
  key: text().primaryKey(),
  value: text({ mode: 'json' }).$type<unknown>().notNull(),
  by: text().notNull(),
  at: integer().notNull(),
})

// Who may what.

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

/** Questions and how they were understood: the thread of a conversation, the proof behind an answer, what people thought. */
export const answers = sqliteTable(
  'answers',
  {
    run: text().primaryKey(),
    conversation: text().notNull(),
    person: text().notNull(),
    question: text().notNull(),
    plan: text({ mode: 'json' }).$type<unknown>().notNull(),
    sentence: text().notNull(),
    sql: text().notNull(),
    via: text({ enum: ['reader', 'model', 'choice', 'verified'] }).notNull(),
    thumb: integer(),
    at: integer().notNull(),
  },
  (t) => [index('answers_conversation').on(t.conversation, t.at)],
)

/** What a workspace taught us: words and what they mean, choices once made, and questions pinned with their plans. */
export const lessons = sqliteTable(
  'lessons',
  {
    kind: text({ enum: ['word', 'choice', 'verified'] }).notNull(),
    name: text().notNull(),
    means: text({ mode: 'json' }).$type<unknown>().notNull(),
    by: text().notNull(),
    at: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.kind, t.name] })],
)

/** The last write to each tab of a Google Sheet: what was to be written, until it is, and how to take it back. */
export const sheetWrites = sqliteTable(
  'sheet_writes',
  {
    spreadsheet: text().notNull(),
    tab: text().notNull(),
    run: text().notNull(),
    /** Kept before it is written: an attempt that broke off is taken up by the next one. */
    change: text({ mode: 'json' }).$type<unknown>(),
    receipts: text({ mode: 'json' }).$type<unknown[]>().notNull(),
    at: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.spreadsheet, t.tab] }), index('sheet_writes_run').on(t.run)],
)

/** A one-time code that a site wants from a person while a run waits at its login. */
export const codeAsks = sqliteTable(
  'code_asks',
  {
    id: text().primaryKey(),
    run: text().notNull(),
    title: text().notNull(),
    place: text().notNull(),
    askedAt: integer().notNull(),
    until: integer().notNull(),
    /** Gone again as soon as the run has taken it. */
    answer: text(),
    by: text(),
    answeredAt: integer(),
    /** The run no longer waits for it. */
    overAt: integer(),
  },
  (t) => [index('code_asks_open').on(t.overAt, t.until)],
)
