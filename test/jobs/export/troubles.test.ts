import { readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { describe, expect, test, vi } from 'vitest'
import { filesOf } from '#db/files.ts'
import { getRun } from '#db/runs.ts'
import type { SiteFaults } from '#demo/back-office/faults.ts'
import { exportJob } from '#jobs/export.ts'
import type { BlockOf } from '#jobs/kit/message.ts'
import { start } from '#jobs/kit/start.ts'
import { smallBooks } from '#test/connectors/kit/portal/desk.ts'
import { until } from '#test/kit/house.ts'
import { numbersOf, PLACE, startWorld, THREE_DAYS, type World, wordsOf } from '#test/kit/world.ts'

// Each of these runs visits a real site with a real browser.
vi.setConfig({ testTimeout: 90_000 })

const files: [file: SiteFaults['file'], only: SiteFaults['only'], says: RegExp][] = [
  ['truncated', 'points', /Points: .*PDF is cut off/],
  ['corrupt', 'transactions', /Transactions: .*workbook is damaged/],
  ['html', 'transactions', /Transactions: .*web page/],
  ['empty', 'users', /Users: .*doesn't say that there is no data/],
  ['wrong-range', 'points', /Points: .*other days/],
  ['changed-layout', 'coins', /Coin payments: .*no column ID/],
  ['error', 'users', /Users: .*answered with an error \(500\)/],
]

describe('an export that the site spoils', () => {
  test.each(files)(
    '(%s of %s) is told in a sentence with a picture, and the other three are kept',
    async (file, only, says) => {
      // Rows of other days must be there to be brought.
      const world = await startWorld({ faults: { file, only }, books: smallBooks(90, 8) })
      const { outcome, state, id } = await world.export('all', { range: { from: '2026-11-10', to: '2026-11-12' } })
      expect(state).toBe('succeeded')
      expect(outcome.tone).toBe('warn')
      expect(wordsOf(outcome)).toMatch(says)
      expect(Object.keys(numbersOf(outcome))).toHaveLength(3)
      expect((await filesOf(world.house.workspace.db, id)).filter(({ type }) => type === 'image/png')).toHaveLength(1)
      expect(wordsOf(outcome)).toContain(`/export ${only} 2026-11-10 to 2026-11-12`)
    },
  )
})

const logins: [login: SiteFaults['login'], says: RegExp][] = [
  ['wrong-password', /says the password is wrong/],
  ['change-password', /wants a new password/],
  ['locked', /has locked the account/],
]

describe('a login that fails', () => {
  test.each(logins)('(%s) fails the run with its remedy and a picture', async (login, says) => {
    const world = await startWorld({ faults: { login } })
    const { outcome, state } = await world.export('all')
    expect(state).toBe('failed')
    expect(wordsOf(outcome)).toMatch(says)
    expect(wordsOf(outcome)).not.toContain(world.site.password)
    expect(outcome.blocks.filter(({ kind }) => kind === 'file')).toHaveLength(2)
  })

  test('because the site is in maintenance is tried again later', async () => {
    const world = await startWorld({ faults: { maintenance: true } })
    const run = await begin(world, 'all')
    const waiting = await until(async () => {
      const now = await getRun(world.house.workspace.db, run)
      return now?.state === 'waiting' && now.fault ? now : undefined
    }, 30_000)
    expect(waiting.fault).toContain('is being maintained')
    expect(waiting.notBefore - world.house.now()).toBeGreaterThan(500_000)
  })
})

describe('what failed in part', () => {
  test('is all that Retry fetches again', async () => {
    const world = await startWorld({ faults: { file: 'error', only: 'users' } })
    const first = await world.export('all')
    world.site.reset()
    const { files } = world.site.seen
    const buttons = first.outcome.blocks.filter((block): block is BlockOf<'buttons'> => block.kind === 'buttons')
    const retry = buttons.flatMap((block) => block.buttons).find(({ label }) => label === 'Retry what failed')
    expect(retry).toMatchObject({ say: '/export users 2026-11-10 to 2026-11-12' })
    const { outcome } = await world.export('users')
    expect(numbersOf(outcome)).toEqual({ Users: [3, 3, 0, 0, 0, '+3 ✓'] })
    expect(world.site.seen.files - files).toBe(1)
  })

  test('is tried again by itself when nobody waits for it, as long as that can help', async () => {
    const world = await startWorld({ faults: { file: 'error', only: 'users' } })
    const run = await begin(world, 'all', false)
    await until(async () => (await getRun(world.house.workspace.db, run))?.fault, 30_000)
    world.site.reset()
    const { outcome, attempt } = await until(async () => {
      const now = await getRun(world.house.workspace.db, run)
      return now?.state === 'succeeded'
        ? (now as never as { outcome: Parameters<typeof numbersOf>[0]; attempt: number })
        : undefined
    }, 40_000)
    expect(attempt).toBe(2)
    expect(numbersOf(outcome).Points).toEqual([3, 0, 0, 3, 0, 'same ✓'])
    expect(numbersOf(outcome).Users).toEqual([3, 3, 0, 0, 0, '+3 ✓'])
  }, 60_000)
})

test('a lost session is repaired on the way, and told when it could not be shared', async () => {
  const world = await startWorld({ faults: { session: 'lost-once' } })
  const { outcome } = await world.export('all')
  expect(outcome.tone).toBe('good')
  expect(world.site.seen.logins).toBe(2)
})

test('stopping in the middle leaves no browser and no file behind', async () => {
  const world = await startWorld({ faults: { fileMs: 60_000 }, ownBrowser: true })
  const before = await leftovers()
  const run = await begin(world, 'all')
  await until(() => world.site.seen.atOnce === 4, 30_000)
  world.house.workspace.db.sqlite.prepare("UPDATE runs SET cancelled_by = 'ann' WHERE id = ?").run(run)
  await until(async () => (await getRun(world.house.workspace.db, run))?.state === 'cancelled', 15_000)
  await until(async () => (await leftovers()).filter((name) => !before.includes(name)).length === 0, 15_000)
})

/** Folders that a run or its browser of this process has in use. */
async function leftovers(): Promise<string[]> {
  return (await readdir(tmpdir())).filter(
    (name) => name.startsWith('bellhop-export-') || name.startsWith(`bellhop-browser-${process.pid}-`),
  )
}

async function begin({ house }: World, exports: string, urgent = true): Promise<string> {
  const input = { exports, range: THREE_DAYS }
  return (await start(house, house.workspace, exportJob, input, { by: 'ann', place: PLACE, urgent })).run.id
}
