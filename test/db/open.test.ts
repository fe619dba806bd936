import { fork } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, readdirSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { openStore } from '#db/open.ts'
import { write } from '#db/write.ts'
import { manyOrders, orders } from '#test/kit/orders.ts'
import { freshFolder } from '#test/kit/store.ts'

const NOBODY = 65_534

async function openElsewhere(path: string, uid?: number): Promise<Record<string, unknown>> {
  const script = new URL('../kit/open-process.ts', import.meta.url)
  const child = fork(script, [path], { execArgv: [], ...(uid === undefined ? {} : { uid }) })
  return (await once(child, 'message'))[0]
}

test('a workspace opens in a folder that is not there yet, and closes into one file', () => {
  const folder = join(freshFolder(), 'new', 'data')
  const store = openStore(join(folder, 'main.db'))
  expect(store.sqlite.pragma('journal_mode', { simple: true })).toBe('wal')
  store.close()
  expect(readdirSync(folder)).toEqual(['main.db'])
})

test('a file that is no database, or lost its end, is a sentence with a remedy', async () => {
  const folder = freshFolder()
  const text = join(folder, 'text.db')
  writeFileSync(text, 'Only words. '.repeat(1_000))
  expect(() => openStore(text)).toThrow(`${text}: The file is damaged.`)
  const cut = join(folder, 'cut.db')
  const store = openStore(cut)
  await write(store, orders, manyOrders(0, 5_000), { id: 'r1' })
  store.close()
  truncateSync(cut, 4096 * 3)
  const wreck = () => openStore(cut).sqlite.prepare('SELECT count(*) FROM data_orders').get()
  expect(wreck).toThrow(/damaged|malformed/)
})

test('a file of a newer Bellhop is left alone', () => {
  const path = join(freshFolder(), 'main.db')
  openStore(path).close()
  const later = new SQLite(path)
  later.pragma('user_version = 9999')
  later.close()
  expect(() => openStore(path)).toThrow('written by a newer Bellhop')
})

test('a path that is a folder is a sentence', () => {
  const folder = freshFolder()
  mkdirSync(join(folder, 'main.db'))
  expect(() => openStore(join(folder, 'main.db'))).toThrow('can not be opened')
})

test('a data folder that can only be read is a sentence with a remedy', async () => {
  const folder = freshFolder()
  const path = join(folder, 'main.db')
  openStore(path).close()
  chmodSync(path, 0o444)
  chmodSync(folder, 0o555)
  // Root may write anywhere, so somebody else looks.
  const said = await openElsewhere(path, process.getuid?.() === 0 ? NOBODY : undefined)
  chmodSync(folder, 0o755)
  expect(said).toMatchObject({ name: 'StoreTrouble', hint: expect.stringContaining('DATA_DIR') })
})

test('processes that open a new file at the same moment all find it made', async () => {
  const path = join(freshFolder(), 'main.db')
  const all = await Promise.all(Array.from({ length: 4 }, () => openElsewhere(path)))
  const store = openStore(path)
  const version = store.sqlite.pragma('user_version', { simple: true })
  store.close()
  expect(all).toEqual(Array(4).fill({ version }))
})
