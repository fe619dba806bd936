import { expect, test } from 'vitest'
import { loadPortal } from '#connectors/kit/portal/file.ts'
import { points } from '#db/datasets/points.ts'
import { recentRuns } from '#db/runs.ts'
import { write } from '#db/write.ts'
import { asksFreshness } from '#jobs/kit/answer/asks-freshness.ts'
import { message } from '#jobs/kit/message.ts'
import { start } from '#jobs/kit/start.ts'
import { words } from '#test/kit/desk.ts'
import { ended, testJob } from '#test/kit/house.ts'
import { labelsIn, notesIn, pressed, SALES, sale, startShop, tableIn } from '#test/kit/shop.ts'

test.each([
  'is the data fresh?',
  'how fresh are the numbers?',
  'are sales up to date?',
  'why is today 0?',
  'why is Bandung 0 today?',
  'why was yesterday empty?',
  'when was sales last updated?',
  'why are there no sales today?',
  'is everything up to date?',
  'kenapa hari ini kosong?',
  'ทำไมวันนี้เป็น 0',
])('"%s" is about the coming in of rows', (question) => expect(asksFreshness(question)).toBe(true))

test.each([
  'revenue last month',
  'revenue of fresh food last month',
  'why did Bandung drop?',
  'why no sales in Bandung last month?',
  'new customers this month',
  'which branch fell behind?',
])('"%s" is about the numbers', (question) => expect(asksFreshness(question)).toBe(false))

/** Work that brings rows of sales, as its test wants it to end. */
function startSync(work: (tries: number) => Promise<'good' | 'warn'>) {
  let tries = 0
  const sync = testJob(async () => message('Synced', await work(++tries)), { name: 'sync', tries: 1 })
  const portals = async () => ({ portals: [await loadPortal('demo/portals/back-office.yaml')], problems: [] })
  const outsides = { main: () => ({ portals }) as never }
  return { sync, start: () => startShop({ jobs: [sync], outsides }) }
}
const broken = async (): Promise<never> => {
  throw new Error('the portal was closed')
}

test('when rows came in as they should, it says so with their numbers', async () => {
  const { ask } = await startShop()
  const said = await ask('is the sales data fresh?')
  expect(said).toMatchObject({ title: 'The data is fresh', tone: 'good', shows: ['sales'] })
  expect(tableIn(said)?.rows).toEqual([['sales', 'today 11:59', 'yes']])
})

test('"why is today 0?" counts today and yesterday', async () => {
  const rows = SALES.filter(({ time }) => !String(time).startsWith('2026-11-20'))
  const { ask } = await startShop({ rows: [...rows, sale('Bangkok', 'store', '2026-11-19', 10)] })
  const said = words([await ask('why is today 0 for sales?')])
  expect(said).toContain('Today (20 Nov 2026) has 0 rows of sales; the day before has 1 row.')
})

test('"why is Bandung 0 today?" counts Bandung, not everything', async () => {
  const { ask } = await startShop({ rows: [...SALES, sale('Bandung', 'store', '2026-11-19', 10)] })
  const said = words([await ask('why is Bandung 0 today?')])
  expect(said).toContain('Today (20 Nov 2026) has 0 rows of Bandung; the day before has 1 row.')
})

test('work that failed since is named, and its button tries it again until the data is fresh', async () => {
  const { sync, start: open } = startSync(async (tries) => (tries > 1 ? 'good' : broken()))
  const { ask, house, db } = await open()
  const { run } = await start(house, house.workspace, sync, {}, { by: 'id-ann' })
  await ended(house, run.id)
  const said = await ask('is the sales data fresh?')
  expect(said).toMatchObject({ tone: 'warn', title: 'Sync failed since the data last came in' })
  expect(words([said])).toContain('Sync failed on 20 Nov 2026, 12:00: the portal was closed')
  expect(notesIn(await ask('revenue last month'))).toContain(`Provisional: sync failed since (run ${run.id}).`)
  expect(words([await ask(pressed(said, 'Log'))])).toContain(run.id)
  expect(labelsIn(await ask('is the sales data fresh?', 'vic'))).not.toContain('Retry sync')
  await ask(pressed(said, 'Retry sync'))
  expect(await recentRuns(db, 9, { jobs: ['sync'] })).toHaveLength(2)
  const after = await ask('is the sales data fresh?')
  expect(after).toMatchObject({ tone: 'good', title: 'The data is fresh' })
  expect(words([after])).toMatch(/Sync worked on 20 Nov 2026, 12:0\d, and brought nothing here/)
  expect(notesIn(await ask('revenue last month'))).not.toContain('Provisional')
})

test('work that is under way is said, and is not offered again', async () => {
  const gate = Promise.withResolvers<void>()
  const { sync, start: open } = startSync(() => gate.promise.then(() => 'good' as const))
  const { ask, house } = await open()
  const { run } = await start(house, house.workspace, sync, {}, { by: 'id-ann' })
  const said = await ask('is the sales data fresh?')
  expect(words([said])).toContain('Sync is at work since 20 Nov 2026, 12:00.')
  expect(pressed(said, 'Show what runs')).toBe(`/run ${run.id}`)
  gate.resolve()
  await ended(house, run.id)
})

test('work that brought only a part makes provisional what it left out', async () => {
  const { sync, start: open } = startSync(async () => 'warn')
  const { ask, house } = await open()
  const { run } = await start(house, house.workspace, sync, {}, { by: 'id-ann' })
  await ended(house, run.id)
  expect(notesIn(await ask('revenue last month'))).toContain('Provisional: sync failed since')
})

test('an export that failed concerns the data it brings and nothing else', async () => {
  const { sync, start: open } = startSync(broken)
  const { ask, house, db, now } = await open()
  const point = { id: 'P1', time: '2026-10-05T03:00:00.000Z', user: 'U1', kind: 'earned', points: 5, branch: 'Bangkok' }
  await write(db, points, [point], { id: 'run1' }, { now: now() - 60_000 })
  const { run } = await start(house, house.workspace, sync, { exports: ['transactions'] }, { by: 'id-ann' })
  await ended(house, run.id)
  expect(notesIn(await ask('revenue last month'))).toContain('Provisional: sync of transactions failed')
  expect(notesIn(await ask('points balance last month'))).not.toContain('Provisional')
})

test('where nothing ever came in, that is said', async () => {
  const { ask, db } = await startShop()
  db.sqlite.exec('UPDATE dataset_state SET last_write_at = NULL, last_run = NULL')
  const said = await ask('is the sales data fresh?')
  expect(said).toMatchObject({ tone: 'warn', title: 'Sales never came in' })
  expect(tableIn(said)?.rows).toEqual([['sales', 'never', 'no']])
  expect(words([said])).toContain('No run brought these rows.')
})

test('what is older than it should be is said below every answer', async () => {
  const { ask, db } = await startShop()
  db.sqlite.prepare('UPDATE dataset_state SET last_write_at = last_write_at - 3 * 86400000 WHERE name = ?').run('sales')
  expect(notesIn(await ask('revenue last month'))).toContain('older than they should be')
  expect((await ask('is the sales data fresh?')).title).toBe('Sales is older than it should be')
})

test('a day that rows came in on before its end is provisional on the next', async () => {
  const { ask, db } = await startShop()
  const at = Date.parse('2026-11-19T22:00:00+07:00')
  db.sqlite.prepare('UPDATE dataset_state SET last_write_at = ?').run(at)
  expect(notesIn(await ask('revenue yesterday'))).toContain(
    "Provisional: rows came in until 19 Nov 2026, 22:00; what was later isn't there yet.",
  )
  expect(notesIn(await ask('revenue last month'))).not.toContain('Provisional')
})
