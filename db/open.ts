import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import SQLite, { type Database } from 'better-sqlite3'
import { drizzle } from './kit/drizzle.ts'
import { migrate } from './kit/migrate.ts'
import { plainly } from './kit/trouble.ts'
import * as rootSchema from './schema/root.ts'
import * as schema from './schema.ts'

/** One company's file, open. Only db/ looks inside; everybody else hands it to a named query. */
export type Store = ReturnType<typeof openStore>
export type RootStore = ReturnType<typeof openRoot>

export function openStore(path: string) {
  const sqlite = plainly(path, () => openFile(path, 'workspace'))
  return { path, sqlite, orm: drizzle(sqlite, { schema, casing: 'snake_case' }), close: () => close(sqlite) }
}

export function openRoot(path: string) {
  const sqlite = plainly(path, () => openFile(path, 'root'))
  return { path, orm: drizzle(sqlite, { schema: rootSchema, casing: 'snake_case' }), close: () => close(sqlite) }
}

function openFile(path: string, kind: 'workspace' | 'root'): Database {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true })
  const sqlite = new SQLite(path, { timeout: 10_000 })
  sqlite.pragma('journal_mode = WAL')
  sqlite.pragma('synchronous = NORMAL')
  sqlite.pragma('foreign_keys = ON')
  migrate(sqlite, kind)
  return sqlite
}

function close(sqlite: Database): void {
  if (!sqlite.open) return
  // A last checkpoint leaves one file behind; on a full disk there is nothing to be gained by insisting.
  try {
    sqlite.pragma('wal_checkpoint(TRUNCATE)')
  } catch {
    // The log stays beside the file, and the next start reads it.
  }
  sqlite.close()
}
