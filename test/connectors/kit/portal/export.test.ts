import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { describe, expect, test } from 'vitest'
import { worthRetrying } from '#connectors/kit/fault.ts'
import type { Row } from '#db/dataset.ts'
import type { ExportName } from '#demo/back-office/exports.ts'
import type { SiteFaults } from '#demo/back-office/faults.ts'
import { until } from '#test/kit/house.ts'
import { faultOf, listOf, NOVEMBER, newFolder, openDesk, smallBooks, startSite } from './desk.ts'

const ALL: ExportName[] = ['transactions', 'points', 'users', 'coins']

/** What the company knows of three days, as the export must give it back: times to the minute. */
function expected(): Record<ExportName, Row[]> {
  const { sales, points, users, coinPayments } = smallBooks()
  const days = <T extends object>(rows: T[]) =>
    rows
      .slice(9, 12)
      .map((row) =>
        Object.fromEntries(Object.entries(row).map(([name, v]) => [name, v instanceof Date ? v.toISOString() : v])),
      )
  return { transactions: days(sales), points: days(points), users: days(users), coins: days(coinPayments) }
}

describe('four exports', () => {
  test('come in one session, on pages side by side, and give back exactly what the site knows', async () => {
    const site = await startSite({ fileMs: 1500 })
    const desk = await openDesk(site)
    const got = await Promise.all(ALL.map((name) => desk.export(name, NOVEMBER)))
    for (const one of got) expect(await listOf(one.rows), one.name).toEqual(expected()[one.name as ExportName])
    expect(site.seen).toMatchObject({ logins: 1, files: 4 })
    expect(site.seen.mostAtOnce).toBeGreaterThan(1)
    expect(got.map(({ dataset, key }) => [dataset, ...key])).toEqual([
      ['sales', 'id'],
      ['points', 'id'],
      ['users', 'id'],
      ['coin-payments', 'id'],
    ])
  })

  test('come one after the other where the site wants that', async () => {
    const site = await startSite({ fileMs: 300 })
    const desk = await openDesk(site, {}, (portal) => {
      portal.parallel = 1
    })
    await Promise.all(ALL.map((name) => desk.export(name, NOVEMBER)))
    expect(site.seen.mostAtOnce).toBe(1)
  })

  test('are kept under names of ours, whatever the site calls them', async () => {
    const desk = await openDesk(await startSite())
    const { path } = await desk.export('transactions', NOVEMBER)
    expect(basename(path!)).toMatch(/^[0-9a-f-]{36}\.xlsx$/)
  })

  test('can be read again and again', async () => {
    const desk = await openDesk(await startSite())
    const { rows, count, days } = await desk.export('points', NOVEMBER)
    expect([(await listOf(rows)).length, (await listOf(rows)).length]).toEqual([3, 3])
    expect({ count, days }).toEqual({ count: 3, days: NOVEMBER })
  })

  test('a fifth one is added in the file alone', async () => {
    const desk = await openDesk(await startSite(), {}, (portal) => {
      const { columns } = portal.exports.coins!.table
      portal.exports.tiny = { ...portal.exports.coins!, table: { columns: columns.slice(0, 2) } }
    })
    expect(await listOf((await desk.export('tiny', NOVEMBER)).rows)).toHaveLength(3)
  })
})

describe('a session that is lost', () => {
  test('is noticed at the next step and repaired once', async () => {
    const site = await startSite({ session: 'lost-once' })
    const desk = await openDesk(site)
    const got = await Promise.all(ALL.map((name) => desk.export(name, NOVEMBER)))
    expect(got.map(({ count }) => count)).toEqual([3, 3, 3, 3])
    expect(site.seen.logins).toBe(2)
    expect(desk.steps.filter((step) => step.endsWith('session lost'))).not.toEqual([])
    expect(got.every(({ ownSession }) => !ownSession)).toBe(true)
  })

  test('while the file is being made is repaired as well', async () => {
    const site = await startSite({ fileMs: 200 })
    const desk = await openDesk(site)
    await desk.login()
    site.endSessions()
    expect((await desk.export('coins', NOVEMBER)).count).toBe(3)
    expect(site.seen.logins).toBe(2)
  })

  test('again and again gives the export a session of its own, and says so', async () => {
    const site = await startSite({ session: 'lost-always' })
    const desk = await openDesk(site, {
      progress: (step) => {
        if (step.is === 'own session') site.reset()
      },
    })
    const got = await desk.export('users', NOVEMBER)
    expect(got).toMatchObject({ count: 3, ownSession: true })
    expect(site.seen.logins).toBe(3)
  })

  test('even then is a fault that says what to do', async () => {
    const desk = await openDesk(await startSite({ session: 'lost-always' }))
    expect(await faultOf(desk.export('users', NOVEMBER))).toMatchObject({
      kind: 'auth',
      message: expect.stringContaining('signs out again and again'),
    })
  })
})

describe('no rows', () => {
  test('are fine when the page says that there is no data', async () => {
    const desk = await openDesk(await startSite())
    for (const name of ALL) {
      const got = await desk.export(name, { from: '2020-01-01', to: '2020-01-02' })
      expect(got).toMatchObject({ count: 0, bytes: 0 })
      expect(await listOf(got.rows)).toEqual([])
    }
  })

  test.each(ALL)('in the file of %s without a word are refused', async (name) => {
    const desk = await openDesk(await startSite({ file: 'empty' }))
    const fault = await faultOf(desk.export(name, NOVEMBER))
    expect(fault).toMatchObject({
      kind: 'changed',
      message: expect.stringContaining("doesn't say that there is no data"),
    })
  })
})

const faults: [file: SiteFaults['file'], name: ExportName, says: RegExp, again: boolean][] = [
  ['truncated', 'transactions', /workbook is cut off/, true],
  ['truncated', 'points', /PDF is cut off/, true],
  ['corrupt', 'transactions', /workbook is damaged/, true],
  ['corrupt', 'coins', /PDF is damaged/, true],
  ['corrupt', 'users', /PDF is damaged/, true],
  ['html', 'transactions', /Expected an Excel workbook but got a web page: "Export gagal Hubungi admin\."/, false],
  ['html', 'users', /Expected a PDF but got a web page/, false],
  ['wrong-range', 'points', /asked 2026-11-10 to 2026-11-12, its rows run from 2026-10-01 to 2026-10-03/, false],
  ['changed-layout', 'transactions', /no column ID Baris/, false],
  ['changed-layout', 'points', /no column ID/, false],
  ['error', 'users', /answered with an error \(500\)/, true],
]

describe('a file that is not what was asked for', () => {
  test.each(faults)('%s (%s) is refused with what was found', async (file, name, says, again) => {
    const desk = await openDesk(await startSite({ file }, { company: smallBooks(90, 8) }))
    const fault = await faultOf(desk.export(name, NOVEMBER))
    expect(fault.message).toMatch(says)
    expect(worthRetrying(fault)).toBe(again)
    expect(fault.files).toHaveLength(2)
  })

  test('one that fails leaves the others alone', async () => {
    const desk = await openDesk(await startSite({ file: 'error', only: 'points' }))
    const got = await Promise.allSettled(ALL.map((name) => desk.export(name, NOVEMBER)))
    expect(got.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled'])
  })

  test('one that never comes is given up', async () => {
    const desk = await openDesk(await startSite({ file: 'never' }), {}, (portal) => {
      portal.exports.users!.seconds = 1
    })
    expect((await faultOf(desk.export('users', NOVEMBER))).message).toMatch(/no file within 1 seconds/)
  })

  test('a slow one is waited for', async () => {
    const desk = await openDesk(await startSite({ fileMs: 2500, pageMs: 100 }))
    expect((await desk.export('transactions', NOVEMBER)).count).toBe(3)
  })

  test('a date field that turns the day around is noticed before anything is exported', async () => {
    const site = await startSite()
    const desk = await openDesk(site, {}, (portal) => {
      portal.exports.coins!.range!.format = 'dd/MM/yyyy'
    })
    expect((await faultOf(desk.export('coins', NOVEMBER))).kind).toBe('changed')
    expect(site.seen.files).toBe(0)
  })

  test('pictures and words that are kept hold no secret', async () => {
    const desk = await openDesk(await startSite({ file: 'error' }))
    await faultOf(desk.export('users', NOVEMBER))
    expect(desk.kept.map(({ name }) => name)).toEqual(['users.png', 'users.txt'])
    expect(desk.kept[1]!.content.toString()).toContain('500 | Server Error')
  })

  test('a name that no export has is never made into a path', async () => {
    const desk = await openDesk(await startSite())
    expect((await faultOf(desk.export('../../etc/passwd', NOVEMBER))).kind).toBe('input')
    expect((await faultOf(desk.export('constructor', NOVEMBER))).kind).toBe('input')
  })
})

test('stopping ends the work, the browser and its pages', async () => {
  const stop = new AbortController()
  const site = await startSite({ fileMs: 30_000 })
  const desk = await openDesk(site, {
    signal: stop.signal,
    browser: { home: newFolder() },
  })
  const work = desk.export('coins', NOVEMBER)
  until(() => site.seen.atOnce > 0).then(() => stop.abort(new Error('stopped by a person')))
  await expect(work).rejects.toThrow('stopped by a person')
  await desk.close()
  expect(await desk.browser.memory()).toBe(0)
})

test('stopping ends the pages in a browser that is lent, and leaves the browser', async () => {
  const stop = new AbortController()
  const site = await startSite({ fileMs: 30_000 })
  const desk = await openDesk(site, { signal: stop.signal })
  const work = desk.export('coins', NOVEMBER)
  until(() => site.seen.atOnce > 0).then(() => stop.abort(new Error('stopped by a person')))
  await expect(work).rejects.toThrow('stopped by a person')
  expect((await (await openDesk(await startSite())).export('users', NOVEMBER)).count).toBe(3)
})

test('the file as it came is there for people', async () => {
  const desk = await openDesk(await startSite())
  const { path, bytes } = await desk.export('coins', NOVEMBER)
  expect(readFileSync(path!).length).toBe(bytes)
})
