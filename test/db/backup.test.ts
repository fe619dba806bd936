import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { backup, restore } from '#db/backup.ts'
import { openStore, type Store } from '#db/open.ts'
import { getSetting, setSetting } from '#db/settings.ts'

let folder: string
let path: string
let store: Store
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bellhop-backup-'))
  path = join(folder, 'main.db')
  store = openStore(path)
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true })
})

const put = (value: string) => setSetting(store, 'word', value, 'me', 1)
async function wordIn(file: string): Promise<unknown> {
  const opened = openStore(file)
  const word = await getSetting(opened, 'word')
  opened.close()
  return word
}
const damage = (file: string) => {
  const bytes = readFileSync(file)
  bytes.fill(0x5a, 4096 * 2, bytes.length)
  writeFileSync(file, bytes)
}

test('a backup holds what was stored, and restoring puts the newer file aside', async () => {
  await put('before')
  const copy = join(folder, 'copy.db')
  await backup(store, copy)
  await put('after')
  store.close()
  const { aside } = await restore(copy, path)
  expect(await wordIn(path)).toBe('before')
  expect(await wordIn(aside!)).toBe('after')
  expect(await wordIn(copy)).toBe('before')
})

test('a copy made while somebody writes holds whole transactions only', async () => {
  store.sqlite.exec('CREATE TABLE pairs (a INTEGER, b INTEGER) STRICT')
  const pair = store.sqlite.prepare('INSERT INTO pairs VALUES (?, ?)')
  const both = store.sqlite.transaction((n: number) => {
    pair.run(n, 0)
    pair.run(0, n)
  })
  let copied = false
  const copy = join(folder, 'copy.db')
  const done = backup(store, copy).finally(() => {
    copied = true
  })
  let n = 0
  while (!copied) {
    both(++n)
    await new Promise((resolve) => setImmediate(resolve))
  }
  await done
  const sqlite = new SQLite(copy, { readonly: true })
  const { rows, balance } = sqlite.prepare('SELECT count(*) AS rows, sum(a) - sum(b) AS balance FROM pairs').get() as {
    rows: number
    balance: number
  }
  sqlite.close()
  expect(rows).toBeGreaterThan(0)
  expect(rows).toBeLessThan(2 * n)
  expect(balance).toBe(0)
})

test('a backup never takes the place of a file, and leaves nothing half made', async () => {
  const copy = join(folder, 'copy.db')
  writeFileSync(copy, 'precious')
  await expect(backup(store, copy)).rejects.toMatchObject({ name: 'StoreTrouble', hint: 'Choose another name.' })
  expect(readFileSync(copy, 'utf8')).toBe('precious')
  await expect(backup(store, join(folder, 'no-such-folder', 'copy.db'))).rejects.toMatchObject({ name: 'StoreTrouble' })
  expect(readdirSync(folder).filter((name) => name.includes('part'))).toEqual([])
})

test('a damaged workspace is not backed up as if it were sound', async () => {
  store.close()
  damage(path)
  const copy = join(folder, 'copy.db')
  await expect(backup({ ...store, path }, copy)).rejects.toMatchObject({ name: 'StoreTrouble' })
  expect(existsSync(copy)).toBe(false)
})

test('only a sound workspace of ours is restored, and a refusal leaves the file as it was', async () => {
  await put('safe')
  store.close()
  const other = join(folder, 'other.db')
  new SQLite(other).exec('CREATE TABLE a (b)').close()
  const text = join(folder, 'text.db')
  writeFileSync(text, 'Not a database at all, only text. '.repeat(100))
  const broken = join(folder, 'broken.db')
  openStore(broken).close()
  damage(broken)
  const newer = join(folder, 'newer.db')
  openStore(newer).close()
  const later = new SQLite(newer)
  later.pragma('user_version = 9999')
  later.close()
  for (const file of [other, text, broken, newer, join(folder, 'nowhere.db')])
    await expect(restore(file, path), file).rejects.toMatchObject({ name: 'StoreTrouble' })
  expect(await wordIn(path)).toBe('safe')
  expect(readdirSync(folder).filter((name) => name.startsWith('main.db'))).toEqual(['main.db'])
})

test('a workspace that somebody has open is not swapped under them', async () => {
  await put('mine')
  const copy = join(folder, 'copy.db')
  await backup(store, copy)
  await expect(restore(copy, path)).rejects.toMatchObject({ hint: 'Stop Bellhop first, then restore.' })
  await put('still mine')
  store.close()
  expect(await wordIn(path)).toBe('still mine')
})

test('a damaged file gives way to a backup and is kept beside it', async () => {
  await put('good')
  const copy = join(folder, 'copy.db')
  await backup(store, copy)
  store.close()
  damage(path)
  const { aside } = await restore(copy, path)
  expect(await wordIn(path)).toBe('good')
  expect(existsSync(aside!)).toBe(true)
})

test('a workspace that is not there yet is restored from a backup', async () => {
  await put('moved')
  const copy = join(folder, 'copy.db')
  await backup(store, copy)
  const fresh = join(folder, 'fresh.db')
  expect(await restore(copy, fresh)).toEqual({ aside: undefined })
  expect(await wordIn(fresh)).toBe('moved')
})
