import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sheetId } from '#connectors/sheets/client.ts'
import { newPace } from '#connectors/sheets/pace.ts'
import type { Trouble } from '#demo/sheets/api.ts'
import { company, merge, order } from './company.ts'

const write = merge([order('A-1', '2026-11-01', 11100, 'open'), order('A-4', '2026-11-04', 4000, 'open')])

test('a sheet that is not shared says with whom to share it', async () => {
  const { server, open } = await company()
  const id = server.make({ title: 'Private', tabs: [{ title: 'Orders' }] })
  const sheet = await open({ spreadsheetId: id })
  await expect(sheet.plan(write)).rejects.toMatchObject({
    kind: 'auth',
    hint: expect.stringContaining('bellhop@demo-company.iam.gserviceaccount.com as Editor'),
  })
})

test('a sheet shared only for reading can be previewed, and says the same when it comes to writing', async () => {
  const { server, open } = await company()
  const id = server.make({ title: 'Read me', tabs: [{ title: 'Orders' }] })
  server.share(id, 'bellhop@demo-company.iam.gserviceaccount.com', 'reader')
  const sheet = await open({ spreadsheetId: id })
  const change = await sheet.plan(write)
  await expect(sheet.apply(change)).rejects.toMatchObject({ kind: 'auth', hint: expect.stringContaining('as Editor') })
})

test('an unknown sheet, a switched-off API and a withdrawn key each have their own remedy', async () => {
  const { server, open } = await company()
  const unknown = await open({ spreadsheetId: 'nothing-here-at-all' })
  await expect(unknown.plan(write)).rejects.toMatchObject({ kind: 'missing', hint: expect.stringContaining('link') })
  const sheet = await open()
  server.fail({ kind: 'off' })
  await expect(sheet.plan(write)).rejects.toMatchObject({ kind: 'auth', hint: expect.stringContaining('Enable') })
  const old = server.account()
  server.account()
  const stale = await open({ credentials: old })
  await expect(stale.plan(write)).rejects.toMatchObject({ kind: 'auth', hint: expect.stringContaining('new JSON key') })
})

test.each<[Trouble, object]>([
  [
    { kind: 'quota', on: 'read' },
    { kind: 'limit', retryAfterMs: 60_000 },
  ],
  [
    { kind: 'quota', on: 'write' },
    { kind: 'limit', retryAfterMs: 60_000 },
  ],
  [
    { kind: 'away', on: 'read' },
    { kind: 'down', retryAfterMs: 30_000 },
  ],
  [
    { kind: 'away', on: 'write' },
    { kind: 'down', retryAfterMs: 30_000 },
  ],
  [{ kind: 'cut', on: 'read' }, { kind: 'down' }],
  [{ kind: 'cut', on: 'write' }, { kind: 'down' }],
])('%o is a fault with a time to come back, and the same change can be applied later', async (trouble, fault) => {
  const { server, open, show } = await company()
  const sheet = await open()
  const change = await sheet.plan(write)
  const before = server.save()
  server.fail(trouble)
  await expect(sheet.apply(change)).rejects.toMatchObject(fault)
  expect(server.save()).toBe(before)
  expect(await sheet.apply(change)).toMatchObject({ added: 1, changed: 1, verified: { ok: true } })
  expect(show('Orders!A5:D5')).toEqual([['A-4', 46330, '', 40]])
})

test('when the answer to a write is lost, the mark tells that it was applied and nothing is sent again', async () => {
  const { server, open, show } = await company()
  const sheet = await open()
  server.fail({ kind: 'lost', on: 'batchUpdate' })
  const outcome = await sheet.apply(await sheet.plan(write))
  expect(outcome).toMatchObject({ added: 1, changed: 1, verified: { ok: true } })
  expect(server.seen.filter(({ name }) => name === 'batchUpdate')).toHaveLength(1)
  expect(show('Orders!A5:A8')).toEqual([['A-4']])
})

test('a change applied twice is written once', async () => {
  const { server, open } = await company()
  const sheet = await open()
  const change = await sheet.plan(write)
  await sheet.apply(change)
  expect(await sheet.apply(change)).toMatchObject({ added: 1, verified: { ok: true } })
  expect(server.seen.filter(({ name }) => name === 'batchUpdate')).toHaveLength(1)
})

test('a write that cannot be read back is told as written but not verified', async () => {
  const { server, open, show } = await company()
  const sheet = await open()
  const change = await sheet.plan(write)
  server.fail({ kind: 'away', on: 'get', skip: 1 })
  expect(await sheet.apply(change)).toMatchObject({
    added: 1,
    verified: { ok: false, problem: expect.stringContaining("can't be reached") },
  })
  expect(show('Orders!A5')).toEqual([['A-4']])
})

test('an edit between our write and the reading back is noticed', async () => {
  const { server, open, id } = await company()
  const sheet = await open()
  const change = await sheet.plan(write)
  server.before((name, count) => {
    if (name === 'get' && count === 2) server.type(id, 'Orders!D2', [[5]])
  })
  expect(await sheet.apply(change)).toMatchObject({
    verified: { ok: false, problem: expect.stringContaining('something else') },
  })
})

test('a slow sheet is waited for, and a cancelled run stops waiting', async () => {
  const { server, open } = await company()
  server.fail({ kind: 'slow', on: 'get', ms: 50 })
  expect(await (await open()).plan(write)).toMatchObject({ same: 0 })
  server.fail({ kind: 'slow', on: 'get', ms: 5000 })
  const stop = new AbortController()
  const waiting = (await open({ signal: stop.signal })).plan(write)
  server.before(() => setTimeout(() => stop.abort(new Error('Stopped by Dewi')), 20))
  await expect(waiting).rejects.toThrow('Stopped by Dewi')
})

test('a sheet that is full is refused with what Google says', async () => {
  const { server, open, id } = await company()
  server.batch(id, [
    { addSheet: { properties: { title: 'Big', gridProperties: { rowCount: 383_615, columnCount: 26 } } } },
  ])
  const sheet = await open()
  await expect(sheet.apply(await sheet.plan(write))).rejects.toMatchObject({
    kind: 'input',
    message: expect.stringContaining('10000000 cells'),
  })
})

test('a text longer than a cell can hold is refused and nothing is written', async () => {
  const { server, open } = await company()
  const sheet = await open()
  const change = await sheet.plan(merge([order('A-1', '2026-11-01', 1, 'x'.repeat(50_001))]))
  const before = server.save()
  await expect(sheet.apply(change)).rejects.toMatchObject({
    kind: 'input',
    message: expect.stringContaining('50000 characters'),
  })
  expect(server.save()).toBe(before)
})

test('the key comes as JSON, as a file or with line ends written out; anything else says what is wrong', async () => {
  const { server, open } = await company()
  const key = server.account()
  const file = join(tmpdir(), `key-${process.pid}.json`)
  await writeFile(file, JSON.stringify(key))
  const escaped = { ...key, private_key: key.private_key.replaceAll('\n', '\\n') }
  for (const credentials of [JSON.stringify(key), file, escaped])
    expect(await (await open({ credentials })).plan(write)).toMatchObject({ added: [{ key: 'A-4' }] })
  for (const credentials of [
    '/no/such/key.json',
    '{"type":"authorized_user"}',
    '{broken',
    { ...key, private_key: 'PRIVATE KEY' },
  ])
    await expect(open({ credentials })).rejects.toMatchObject({ kind: 'input', hint: expect.stringContaining('JSON') })
})

test.each([
  ['https://docs.google.com/spreadsheets/d/1AbC-d_efGHIJ/edit#gid=0', '1AbC-d_efGHIJ'],
  ['https://docs.google.com/spreadsheets/u/1/d/1AbC-d_efGHIJ/view?usp=sharing', '1AbC-d_efGHIJ'],
  [' 1AbC-d_efGHIJ ', '1AbC-d_efGHIJ'],
])('the spreadsheet in %s is %s', (given, id) => {
  expect(sheetId(given)).toBe(id)
})

test('what is not a link to a sheet says so', () => {
  expect(() => sheetId('the sheet from yesterday')).toThrow("isn't the link")
})

test('calls are paced by kind, one account at a time', async () => {
  let time = 0
  const waits: number[] = []
  const wait = async (ms?: number) => {
    waits.push(ms ?? 0)
    time += ms ?? 0
  }
  const pace = newPace({ perMinute: 3, now: () => new Date(time), wait: wait as never })
  for (let call = 0; call < 7; call++) {
    await pace('read')
    time += 1000
  }
  await pace('write')
  expect(waits).toEqual([57_000, 57_000])
})
