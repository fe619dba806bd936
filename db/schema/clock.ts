import { index, integer, sqliteTable, text } from '../kit/drizzle.ts'

// What comes back by the clock: part of db/schema.ts.

/** Work to do again and again. `nextAt` is the fire that waits; who moves it on has fired it, and nobody else has. */
export const schedules = sqliteTable(
  'schedules',
  {
    id: text().primaryKey(),
    job: text().notNull(),
    input: text({ mode: 'json' }).$type<unknown>().notNull(),
    title: text().notNull(),
    cron: text().notNull(),
    zone: text().notNull(),
    /** How people say it: "every Monday at 08:00". */
    say: text().notNull(),
    place: text().notNull(),
    by: text().notNull(),
    nextAt: integer().notNull(),
    /** Why it rests: whoever asked for it may no longer. */
    paused: text(),
    at: integer().notNull(),
  },
  (t) => [index('schedules_next').on(t.nextAt)],
)
