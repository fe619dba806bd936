import { index, integer, primaryKey, sqliteTable, text } from '../kit/drizzle.ts'

// What was asked, what it was taken for, and what people said about it: part of db/schema.ts.

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

/** A question that could be read in several ways, until somebody says which one was meant. */
export const doubts = sqliteTable(
  'doubts',
  {
    run: text().primaryKey(),
    conversation: text().notNull(),
    question: text().notNull(),
    choices: text({ mode: 'json' }).$type<{ label: string; sentence: string; plan: unknown }[]>().notNull(),
    at: integer().notNull(),
  },
  (t) => [index('doubts_conversation').on(t.conversation, t.at)],
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
