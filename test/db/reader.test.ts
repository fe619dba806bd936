import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStore, type Store } from '#db/open.ts'
import { openReader, type Reader } from '#db/reader.ts'

let folder: string
let store: Store
let reader: Reader
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bellhop-reader-'))
  store = openStore(join(folder, 'main.db'))
  reader = openReader(store.path)
})
afterEach(async () => {
  await reader.close()
  store.close()
  rmSync(folder, { recursive: true })
})

const numbers = (upTo: number) =>
  `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${upTo}) SELECT i AS number FROM n`
const endless = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n`

test('a question is answered with its columns and rows, and its parameters are values', async () => {
  expect(await reader.all('SELECT ? AS said, 2 AS two', ["Robert'); DROP TABLE runs"])).toEqual({
    columns: ['said', 'two'],
    rows: [["Robert'); DROP TABLE runs", 2]],
    truncated: false,
  })
  expect((await reader.all('SELECT :a + 1', { a: 41 })).rows).toEqual([[42]])
})

test('what was just written is seen', async () => {
  store.sqlite.exec("INSERT INTO settings (key, value, by, at) VALUES ('a', '1', 'me', 1)")
  expect((await reader.all('SELECT key FROM settings')).rows).toEqual([['a']])
  store.sqlite.exec("INSERT INTO settings (key, value, by, at) VALUES ('b', '1', 'me', 1)")
  expect((await reader.all('SELECT key FROM settings ORDER BY key')).rows).toEqual([['a'], ['b']])
})

test('no statement can write, whatever it says', async () => {
  for (const sql of [
    "INSERT INTO settings (key, value, by, at) VALUES ('a', '1', 'me', 1) RETURNING key",
    'DELETE FROM runs',
    'PRAGMA user_version = 9',
    'PRAGMA query_only = OFF',
    `ATTACH '${join(folder, 'other.db')}' AS other`,
    'SELECT 1; DELETE FROM runs',
    `VACUUM INTO '${join(folder, 'copy.db')}'`,
  ])
    await expect(reader.all(sql), sql).rejects.toThrow()
  expect(store.sqlite.prepare('SELECT count(*) FROM settings').pluck().get()).toBe(0)
  expect(store.sqlite.pragma('user_version', { simple: true })).not.toBe(9)
})

test('rows beyond the limit are left out, and the answer says so', async () => {
  const some = await reader.all(numbers(1_000_000), [], { maxRows: 3 })
  expect(some).toEqual({ columns: ['number'], rows: [[1], [2], [3]], truncated: true })
  expect(await reader.all(numbers(3), [], { maxRows: 3 })).toMatchObject({ truncated: false })
})

test('a question that takes too long ends with a sentence, its process ends too, and the next one is answered', async () => {
  await expect(reader.all(endless, [], { timeoutMs: 300 })).rejects.toMatchObject({
    name: 'StoreTrouble',
    message: 'This takes longer than 0.3 s.',
    hint: 'Ask for a shorter period.',
  })
  expect((await reader.all('SELECT 1')).rows).toEqual([[1]])
})

test('a question that nobody waits for any longer is ended', async () => {
  const stop = new AbortController()
  const asked = reader.all(endless, [], { signal: stop.signal })
  setTimeout(() => stop.abort(new Error('Cancelled')), 100)
  await expect(asked).rejects.toThrow('Cancelled')
  await expect(reader.all('SELECT 1', [], { signal: stop.signal })).rejects.toThrow('Cancelled')
})

test('more questions than processes are all answered, also beside ones that get stuck', async () => {
  const stuck = Array.from({ length: 3 }, () => reader.all(endless, [], { timeoutMs: 400 }).catch(String))
  const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => reader.all('SELECT ?', [n])))
  expect(answers.map(({ rows }) => rows[0]?.[0])).toEqual(Array.from({ length: 20 }, (_, n) => n))
  expect(await Promise.all(stuck)).toEqual(Array(3).fill('StoreTrouble: This takes longer than 0.4 s.'))
})

test('waiting for a free process can be given up, and closing lets nobody wait', async () => {
  const stop = new AbortController()
  const busy = Array.from({ length: 3 }, () => reader.all(endless).catch(() => 'ended'))
  const waits = reader.all('SELECT 1', [], { signal: stop.signal })
  stop.abort(new Error('Cancelled'))
  await expect(waits).rejects.toThrow('Cancelled')
  const late = reader.all('SELECT 1')
  await Promise.all([expect(late).rejects.toThrow(), reader.close()])
  expect(await Promise.all(busy)).toEqual(['ended', 'ended', 'ended'])
})

test('a file that is not there or is no database is a sentence', async () => {
  const nowhere = openReader(join(folder, 'nowhere.db'))
  await expect(nowhere.all('SELECT 1')).rejects.toMatchObject({ name: 'StoreTrouble' })
  await nowhere.close()
})
