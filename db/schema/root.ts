import { integer, primaryKey, sqliteTable, text } from '../kit/drizzle.ts'

// The small file beside the workspaces: it only says who and where belongs to which.

export const workspaces = sqliteTable('workspaces', {
  name: text().primaryKey(),
  demo: integer({ mode: 'boolean' }).notNull(),
  createdAt: integer().notNull(),
})

/** A chat or a person of a platform, by the platform's id, and the workspace they talk to. */
export const members = sqliteTable(
  'members',
  {
    face: text().notNull(),
    kind: text({ enum: ['chat', 'person'] }).notNull(),
    id: text().notNull(),
    workspace: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.face, t.kind, t.id] })],
)
