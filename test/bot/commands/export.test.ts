import { describe, expect, test, vi } from 'vitest'
import { findRange } from '#jobs/export/range.ts'
import { readWish } from '#jobs/export/wish.ts'
import { terminal } from '#test/kit/terminal.ts'
import { startWorld, wordsOf } from '#test/kit/world.ts'

// Each of these runs visits a real site with a real browser.
vi.setConfig({ testTimeout: 90_000 })

const BANGKOK = { zone: 'Asia/Bangkok', weekStart: 'monday' as const }
/** Half past midnight in Bangkok, still the day before in London. */
const NOW = Date.parse('2026-11-19T17:30:00Z')

describe('the days of an export', () => {
  test.each([
    ['yesterday', '2026-11-19', '2026-11-19', 'yesterday (19 Nov 2026)'],
    ['1-15 Nov', '2026-11-01', '2026-11-15', '1-15 Nov (1–15 Nov 2026)'],
    ['last month', '2026-10-01', '2026-10-31', 'last month (1–31 Oct 2026)'],
    ['2026-11-01 to 2026-11-15', '2026-11-01', '2026-11-15', '2026-11-01 to 2026-11-15 (1–15 Nov 2026)'],
  ])('"%s" are those of the workspace\'s zone', (said, from, to, say) => {
    expect(findRange(said, BANGKOK, NOW)).toEqual({ range: { from, to, say } })
  })

  test('in another zone are others', () => {
    expect(findRange('yesterday', { ...BANGKOK, zone: 'Europe/London' }, NOW)).toMatchObject({
      range: { from: '2026-11-18' },
    })
  })

  test('that can mean two things are both offered', () => {
    expect(findRange('03/04/2026', BANGKOK, NOW)).toMatchObject({
      choices: [
        { label: '3 Apr 2026', days: '2026-04-03' },
        { label: '4 Mar 2026', days: '2026-03-04' },
      ],
    })
  })

  test.each([
    ['last 24 hours', 'whole days'],
    ['weekends last month', 'whole days'],
    ['bananas', "don't know"],
  ])('"%s" are no days in a row', (said, why) => {
    expect(findRange(said, BANGKOK, NOW)).toMatchObject({ why: expect.stringContaining(why) })
  })
})

test.each([
  ['yesterday', 'yesterday', undefined, false],
  ['1-15 Nov preview', '1-15 Nov', undefined, true],
  ['preview yesterday', 'yesterday', undefined, true],
  ['yesterday to sheet', 'yesterday', undefined, false],
  [
    '1 Nov to 3 Nov to https://docs.google.com/spreadsheets/d/abcdefghijk/edit preview',
    '1 Nov to 3 Nov',
    'https://docs.google.com/spreadsheets/d/abcdefghijk/edit',
    true,
  ],
])('"%s" is understood in its parts', (said, days, sheet, preview) => {
  expect(readWish(said)).toMatchObject({ days, sheet, preview })
})

describe('/export', () => {
  test('without days offers some as buttons, which are said with everything that was said', async () => {
    const ann = terminal((await startWorld()).house)
    await ann.say('/export points preview')
    const { outcome, buttons } = ann.last()
    expect(outcome.title).toBe('Which days?')
    expect(buttons).toContainEqual({ label: 'yesterday', say: '/export points yesterday preview' })
  })

  test('without a name offers all exports there are', async () => {
    const ann = terminal((await startWorld()).house)
    await ann.say('/export')
    expect(ann.last().buttons.map(({ label }) => label)).toEqual(['all', 'transactions', 'points', 'users', 'coins'])
  })

  test('of something unknown says what there is', async () => {
    const ann = terminal((await startWorld()).house)
    await ann.say('/export bananas yesterday')
    expect(wordsOf(ann.last().outcome)).toMatch(/no export "bananas".*\n.*transactions, points, users, coins, and all/)
  })

  test('preview shows the changes and a button that writes them, and /undo takes them back', {
    timeout: 90_000,
  }, async () => {
    const world = await startWorld()
    const ann = terminal(world.house)
    await ann.say('/export coins 10-12 Nov 2026 preview')
    await ann.hears(/Nothing is written yet/)
    const write = ann.last().buttons.find(({ label }) => label === 'Write') as { say: string }
    await ann.say(write.say)
    await ann.hears(/Export done/)
    expect(world.cells('coins')).toHaveLength(3)
    const undo = ann.last().buttons.find(({ label }) => label === 'Undo the sheets') as { say: string }
    await ann.say(undo.say)
    await ann.hears(/The sheets are as they were/)
    expect(world.cells('coins')).toEqual([])
    await ann.say(undo.say)
    expect(wordsOf(ann.last().outcome)).toContain('can be taken back any more')
  })

  test('waits for an approval where one is configured, and a preview does not', async () => {
    const world = await startWorld()
    const ann = terminal(world.house)
    await ann.say('/approvals export 1')
    await ann.say('/export coins 10-12 Nov 2026')
    expect(ann.last().outcome.title).toMatch(/waits for 1 approval/)
    expect(world.site.seen.logins).toBe(0)
    await ann.say('/export coins 10-12 Nov 2026 preview')
    await ann.hears(/Nothing is written yet/)
  })
})
