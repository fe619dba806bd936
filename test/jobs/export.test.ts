import { readFileSync } from 'node:fs'
import { describe, expect, test, vi } from 'vitest'
import { readTable } from '#connectors/kit/parse/read-table.ts'
import { listDatasets } from '#db/dataset-state.ts'
import { filesOf } from '#db/files.ts'
import { getSetting } from '#db/settings.ts'
import { filePath } from '#jobs/kit/files.ts'
import { numbersOf, startWorld, wordsOf } from '#test/kit/world.ts'

// Each of these runs visits a real site with a real browser.
vi.setConfig({ testTimeout: 90_000 })

describe('an export of everything', () => {
  test('brings four files into datasets and sheets with one login, and tells it in one message', async () => {
    const world = await startWorld({ ownBrowser: true })
    const { outcome, state } = await world.export('all', {
      range: { from: '2026-11-10', to: '2026-11-12', say: 'three days' },
    })
    expect(state).toBe('succeeded')
    expect(numbersOf(outcome)).toEqual({
      Transactions: [3, 3, 0, 0, 0, '+3 ✓'],
      Points: [3, 3, 0, 0, 0, '+3 ✓'],
      Users: [3, 3, 0, 0, 0, '+3 ✓'],
      'Coin payments': [3, 3, 0, 0, 0, '+3 ✓'],
    })
    expect(world.site.seen).toMatchObject({ logins: 1, files: 4 })
    const words = wordsOf(outcome)
    for (const name of [
      'three days, Asia/Bangkok time',
      'export 2026-11-10 to 2026-11-12.xlsx',
      `${world.sheets.url}/spreadsheets/d/kinnara-points`,
    ])
      expect(words).toContain(name)
    expect((await listDatasets(world.house.workspace.db)).map(({ name }) => name).sort()).toEqual([
      'coin-payments',
      'points',
      'sales',
      'users',
    ])
  })

  test('writes to the sheets what the site knows, as real numbers and dates', async () => {
    const world = await startWorld()
    await world.export('all')
    const [first] = world.cells('transactions')
    expect(first!.slice(0, 2)).toEqual(['S-10', 'O-10'])
    // Day 46336 of a sheet is 10 November 2026; 14:05 in Bangkok, as told by a sheet in UTC: 07:05.
    expect(first![2]).toBeCloseTo(46336 + (7 + 5 / 60) / 24, 6)
    expect(first!.slice(9, 13)).toEqual([10, 1234.5, 0, 12345])
    expect(world.cells('coins').map((row) => [row[0], row[4]])).toEqual([
      ['KP10', 12345670],
      ['KP11', 13580237],
      ['KP12', 14814804],
    ])
  })

  test('keeps the four files as they came, and a workbook of all rows', async () => {
    const world = await startWorld()
    const { id } = await world.export('all')
    const { workspace } = world.house
    const files = await filesOf(workspace.db, id)
    expect(files.map(({ name }) => name).sort()).toEqual([
      'coins 2026-11-10 to 2026-11-12.pdf',
      'export 2026-11-10 to 2026-11-12.xlsx',
      'points 2026-11-10 to 2026-11-12.pdf',
      'transactions 2026-11-10 to 2026-11-12.xlsx',
      'users 2026-11-10 to 2026-11-12.pdf',
    ])
    const pdf = files.find(({ name }) => name.startsWith('coins'))!
    expect(readFileSync(filePath(workspace, pdf)).subarray(0, 5).toString()).toBe('%PDF-')
  })

  test('puts rows, numbers and refusals into the workbook, and tells of a row that could not be read', async () => {
    const world = await startWorld()
    Object.assign(world.books.coinPayments[10]!, { status: '=lost()' })
    const { id, outcome } = await world.export('coins')
    expect(numbersOf(outcome)).toEqual({ 'Coin payments': [3, 2, 0, 0, 1, '+2 ✓'] })
    expect(wordsOf(outcome)).toMatch(/Coin payments: page 1, row 3: .*=lost\(\)/)
    const { workspace } = world.house
    const book = (await filesOf(workspace.db, id)).find(({ name }) => name.startsWith('export'))!
    const [header, first, ...more] = await sheetOf(filePath(workspace, book), 'Coin payments')
    expect(header?.[4]).toBe('Jumlah, Rp')
    expect(first?.slice(0, 5)).toEqual(['KP10', new Date('2026-11-10T14:05:00Z'), 'U1', 10, 12345670])
    expect(more).toHaveLength(1)
    expect((await sheetOf(filePath(workspace, book), 'Rejected'))[1]?.slice(0, 2)).toEqual([
      'Coin payments',
      'page 1, row 3',
    ])
    expect((await sheetOf(filePath(workspace, book), 'Summary'))[1]?.slice(0, 6)).toEqual([
      'Coin payments',
      3,
      2,
      0,
      0,
      1,
    ])
  })

  test('a second time changes nothing, and needs no second login', async () => {
    const world = await startWorld()
    await world.export('all')
    const before = world.sheets.save()
    const { outcome } = await world.export('all')
    expect(Object.values(numbersOf(outcome))).toEqual(Array(4).fill([3, 0, 0, 3, 0, 'same ✓']))
    expect(world.sheets.save()).toBe(before)
    expect(world.site.seen.logins).toBe(1)
  })

  test('the session that is kept between runs is of no use to whoever copies the database', async () => {
    const world = await startWorld()
    await world.export('users')
    const kept = String(await getSetting(world.house.workspace.db, 'session:back-office'))
    expect(kept.length).toBeGreaterThan(50)
    expect(Buffer.from(kept, 'base64').toString('latin1')).not.toContain('sid')
  })
})

describe('an export that comes again', () => {
  test('corrected, updates what it corrects, in the dataset and in the sheet', async () => {
    const world = await startWorld()
    await world.export('coins')
    Object.assign(world.books.coinPayments[10]!, { status: 'refunded', amount: 5_000_00 })
    const { outcome } = await world.export('coins')
    expect(numbersOf(outcome)).toEqual({ 'Coin payments': [3, 0, 1, 2, 0, '2 cells ✓'] })
    expect(world.cells('coins').map((row) => [row[0], row[4], row[6]])).toContainEqual(['KP11', 5000, 'refunded'])
  })

  test('shorter, deletes nothing', async () => {
    const world = await startWorld()
    await world.export('points')
    world.books.points.splice(10, 1)
    const { outcome } = await world.export('points')
    expect(numbersOf(outcome)).toEqual({ Points: [2, 0, 0, 2, 0, 'same ✓'] })
    expect(world.cells('points')).toHaveLength(3)
    const kept = world.house.workspace.db.sqlite.prepare('SELECT count(*) FROM data_points').pluck().get()
    expect(kept).toBe(3)
  })

  test('for days without data succeeds and says so', async () => {
    const world = await startWorld()
    const { outcome, state } = await world.export('all', { range: '2020-01-01' })
    expect(state).toBe('succeeded')
    expect(outcome.tone).toBe('good')
    expect(wordsOf(outcome)).toContain('Points: no data for these days')
  })
})

test('an export into a dataset that nobody has described makes one', async () => {
  const world = await startWorld({
    change: (portal) => {
      portal.exports.coins!.dataset = 'koin'
    },
  })
  await world.export('coins')
  expect((await listDatasets(world.house.workspace.db)).find(({ name }) => name === 'koin')).toMatchObject({
    key: ['id'],
    time: { column: 'time', zone: 'Asia/Bangkok' },
  })
})

async function sheetOf(path: string, sheet: string): Promise<unknown[][]> {
  const { rows } = await readTable(path, { kind: 'xlsx', sheet })
  const all: unknown[][] = []
  for await (const { cells } of rows) all.push(cells)
  return all
}
