import { index, integer, primaryKey, sql, sqliteTable, text, uniqueIndex } from './kit/drizzle.ts'

// Our own records in a workspace's file. Times are milliseconds UTC. Dataset tables are not here: they are data.

export * from './schema/asked.ts'
export * from './schema/clock.ts'
export * from './schema/who.ts'

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
