import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { openRoot, openStore } from '#db/open.ts'
import { freshFolder } from '#test/kit/store.ts'

const kinds = { workspace: openStore, root: openRoot }
const stepsOf = (kind: string) => {
  const folder = new URL(`../../db/migrations/${kind}/`, import.meta.url)
  const names = readdirSync(folder).filter((name) => name.endsWith('.sql'))
  return names.sort().map((name) => readFileSync(new URL(name, folder), 'utf8'))
}
const schemaOf = (path: string) => {
  const sqlite = new SQLite(path, { readonly: true })
  const tables = sqlite
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")
    .pluck()
    .all() as string[]
  const columns = sqlite.prepare('SELECT name, type, "notnull", pk FROM pragma_table_info(?) ORDER BY name')
  const indexes = sqlite.prepare("SELECT name FROM sqlite_master WHERE type <> 'table' ORDER BY 1").pluck().all()
  const schema = { tables: tables.map((table) => [table, columns.all(table)]), indexes }
  sqlite.close()
  return schema
}

const kept = Object.entries(kinds).flatMap(([kind, open]) =>
  stepsOf(kind).map((_, at) => ({ kind, open, version: at + 1 })),
)

test.each(kept)('a $kind file of version $version becomes like a new one', ({ kind, open, version }) => {
  const folder = freshFolder()
  const [old, fresh] = [join(folder, 'old.db'), join(folder, 'fresh.db')]
  const sqlite = new SQLite(old)
  for (const step of stepsOf(kind).slice(0, version)) sqlite.exec(step)
  sqlite.pragma(`user_version = ${version}`)
  sqlite.close()
  open(old).close()
  open(fresh).close()
  expect(schemaOf(old)).toEqual(schemaOf(fresh))
})

test('what was stored by the oldest version is still there', () => {
  const path = join(freshFolder(), 'old.db')
  const sqlite = new SQLite(path)
  sqlite.exec(stepsOf('workspace')[0]!)
  sqlite.pragma('user_version = 1')
  sqlite.exec(`INSERT INTO runs (id, job, input, input_key, lane, urgent, state, not_before, asked_by, created_at)
    VALUES ('r1', 'export', '{}', 'k', 'browser', 1, 'succeeded', 1, 'ann', 1)`)
  sqlite.exec(`INSERT INTO settings (key, value, by, at) VALUES ('word', '"hello"', 'ann', 1)`)
  sqlite.close()
  const store = openStore(path)
  expect(store.sqlite.prepare('SELECT id, job, state FROM runs').all()).toEqual([
    { id: 'r1', job: 'export', state: 'succeeded' },
  ])
  expect(store.sqlite.prepare('SELECT value FROM settings').pluck().all()).toEqual(['"hello"'])
  store.close()
})
