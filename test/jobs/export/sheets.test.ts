import { describe, expect, test, vi } from 'vitest'
import type { BlockOf } from '#jobs/kit/message.ts'
import { numbersOf, startWorld, wordsOf } from '#test/kit/world.ts'

// Each of these runs visits a real site with a real browser.
vi.setConfig({ testTimeout: 90_000 })

describe('a sheet', () => {
  test('that is not shared is told with whom to share it, and the rows are stored all the same', async () => {
    const world = await startWorld({ shared: ['points'] })
    const { outcome } = await world.export('points,coins')
    expect(numbersOf(outcome)).toEqual({
      Points: [3, 3, 0, 0, 0, '+3 ✓'],
      'Coin payments': [3, 3, 0, 0, 0, '–'],
    })
    expect(wordsOf(outcome)).toMatch(
      /Coin payments: the rows are stored, but not in the sheet\. .*isn't shared with Bellhop.* add bellhop@\S+ as Editor/,
    )
    expect(wordsOf(outcome)).toContain('/export coins 2026-11-10 to 2026-11-12')
  })

  test('in which somebody types between the look and the write keeps what they typed', async () => {
    const world = await startWorld()
    await world.export('coins')
    Object.assign(world.books.coinPayments[9]!, { status: 'refunded' })
    const already = world.sheets.seen.filter(({ name }) => name === 'get').length
    world.sheets.before((name, count) => {
      // The second look of this run is the one before it writes.
      if (name !== 'get' || count !== already + 1) return
      world.sheets.type('kinnara-coins', "'Coin payments'!G2", [['asked the bank']])
    })
    const { outcome } = await world.export('coins')
    expect(world.cells('coins')[0]![6]).toBe('asked the bank')
    expect(outcome.tone).toBe('warn')
    expect(wordsOf(outcome)).toMatch(
      /1 cell left as people have them:\nCoin payments G2: somebody changed it meanwhile, so "asked the bank" stays/,
    )
  })

  test('can be another one for all exports, each in its tab', async () => {
    const world = await startWorld()
    const link = `${world.sheets.url}/spreadsheets/d/kinnara-users/edit`
    const { outcome } = await world.export('points,coins', { sheet: link })
    expect(world.sheets.book('kinnara-users').tabs.map(({ title }) => title)).toEqual([
      'Sheet1',
      'Points',
      'Coin payments',
    ])
    expect(Object.values(numbersOf(outcome)).map((row) => row.at(-1))).toEqual(['+3 ✓', '+3 ✓'])
    expect(world.cells('points')).toEqual([])
  })
})

describe('a preview', () => {
  test('shows what would be new and what would change, and writes nothing anywhere', async () => {
    const world = await startWorld()
    await world.export('coins', { range: '2026-11-10..2026-11-11' })
    Object.assign(world.books.coinPayments[10]!, { status: 'refunded' })
    const before = world.sheets.save()
    const { outcome } = await world.preview('coins')
    expect(world.sheets.save()).toBe(before)
    expect(numbersOf(outcome)).toEqual({ 'Coin payments': [3, 1, 1, 1, 0] })
    const edits = outcome.blocks.filter((block): block is BlockOf<'table'> => block.kind === 'table')[1]
    expect(edits?.rows).toEqual([['Coin payments', 'G3', 'status', 'paid', 'refunded']])
    const kept = world.house.workspace.db.sqlite
      .prepare('SELECT status FROM data_coin_payments ORDER BY id')
      .pluck()
      .all()
    expect(kept).toEqual(['paid', 'paid'])
    expect(wordsOf(outcome)).toMatch(/\/export coins 2026-11-10 to 2026-11-12 as in \w+/)
  })

  test('can be written as it was shown, and as nothing else', async () => {
    const world = await startWorld()
    const shown = await world.preview('points,coins')
    Object.assign(world.books.coinPayments[10]!, { status: 'refunded' })
    const { outcome } = await world.export('points,coins', { as: shown.id })
    expect(numbersOf(outcome)).toMatchObject({
      Points: [3, 3, 0, 0, 0, '+3 ✓'],
      'Coin payments': [3, 3, 0, 0, 0, '–'],
    })
    expect(world.cells('coins')).toEqual([])
    expect(wordsOf(outcome)).toContain('"Coin payments" would be written otherwise than the preview has shown')
  })

  test('of nothing new says so, without a Write button', async () => {
    const world = await startWorld()
    await world.export('users')
    const { outcome } = await world.preview('users')
    expect(outcome.title).toBe('Nothing would change')
    expect(wordsOf(outcome)).not.toContain('/export')
  })
})

describe('undo', () => {
  test('brings all sheets of a run back to what they were', async () => {
    const world = await startWorld()
    await world.export('points,coins', { range: '2026-11-10..2026-11-11' })
    const before = ['points', 'coins'].map((name) => world.cells(name))
    Object.assign(world.books.coinPayments[10]!, { status: 'refunded' })
    const { id } = await world.export('points,coins')
    expect(world.cells('coins')).toHaveLength(3)
    const { outcome, state } = await world.undo(id)
    expect(state).toBe('succeeded')
    expect(['points', 'coins'].map((name) => world.cells(name))).toEqual(before)
    expect(numbersOf(outcome)).toEqual({ Points: [1, 0], 'Coin payments': [1, 1] })
  })

  test('works once', async () => {
    const world = await startWorld()
    const { id } = await world.export('users')
    await world.undo(id)
    const again = await world.undo(`${id}`)
    expect([again.state, wordsOf(again.outcome)]).toEqual([
      'failed',
      expect.stringContaining('nothing that could still'),
    ])
  })

  test('of a run is over when the next one has written there, and not before', async () => {
    const world = await startWorld()
    const first = await world.export('coins', { range: '2026-11-10' })
    // One that writes nothing leaves the way back open.
    await world.export('coins', { range: '2026-11-10' })
    const second = await world.export('coins', { range: '2026-11-11' })
    expect((await world.undo(first.id)).state).toBe('failed')
    expect((await world.undo(second.id)).state).toBe('succeeded')
    expect(world.cells('coins').map(([id]) => id)).toEqual(['KP10'])
  })
})
