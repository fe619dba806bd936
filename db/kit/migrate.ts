import { readdirSync, readFileSync } from 'node:fs'
import type { Database } from 'better-sqlite3'
import { StoreTrouble } from './trouble.ts'

/** Brings a file up to date. Two processes may start at once: the first takes the write lock, the second finds it done. */
export function migrate(sqlite: Database, kind: 'workspace' | 'root'): void {
  const folder = new URL(`../migrations/${kind}/`, import.meta.url)
  const steps = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
  const version = () => sqlite.pragma('user_version', { simple: true }) as number
  if (version() > steps.length) {
    throw new StoreTrouble(
      `${sqlite.name}: The file was written by a newer Bellhop.`,
      'Install that version again, or bring an older backup back.',
    )
  }
  if (version() === steps.length) return
  sqlite.exec('BEGIN IMMEDIATE')
  try {
    for (const step of steps.slice(version())) sqlite.exec(readFileSync(new URL(step, folder), 'utf8'))
    sqlite.pragma(`user_version = ${steps.length}`)
    sqlite.exec('COMMIT')
  } catch (error) {
    // A full disk may have rolled it back already.
    if (sqlite.inTransaction) sqlite.exec('ROLLBACK')
    throw error
  }
}
