import { expect, test } from 'vitest'
import { recentRuns } from '#db/runs.ts'
import { asksFreshness } from '#jobs/kit/answer/freshness.ts'
import { start } from '#jobs/kit/start.ts'
import { words } from '#test/kit/desk.ts'
import { ended, testJob } from '#test/kit/house.ts'
import { labelsIn, notesIn, pressed, SALES, sale, startShop } from '#test/kit/shop.ts'

test.each([
  'is the data fresh?',
  'why is today 0?',
  'when was sales last updated?',
  'why are there no sales today?',
  'is everything up to date?',
])('"%s" is about the coming in of rows', (question) => expect(asksFreshness(question)).toBe(true))

test.each(['revenue last month', 'why did Bandung drop?', 'new customers this month', 'which branch fell behind?'])(
  '"%s" is about the numbers',
  (question) => expect(asksFreshness(question)).toBe(false),
)

test('when rows came in as they should, it says so with their numbers', async () => {
  const { ask } = await startShop()
  const said = await ask('is the sales data fresh?')
  expect(said).toMatchObject({ title: 'The data is fresh', tone: 'good', shows: ['sales'] })
  expect(words([said])).toContain('run run1')
})

test('"why is today 0?" counts today and yesterday', async () => {
  const rows = SALES.filter(({ time }) => !String(time).startsWith('2026-11-20'))
  const { ask } = await startShop({ rows: [...rows, sale('Bangkok', 'store', '2026-11-19', 10)] })
  const said = words([await ask('why is today 0 for sales?')])
  expect(said).toContain('Today (20 Nov 2026) has 0 rows of sales; yesterday had 1 row.')
})

test('work that failed since is named, with a button that tries it again', async () => {
  const failing = testJob(
    async () => {
      throw new Error('the portal was closed')
    },
    { name: 'sync', tries: 1 },
  )
  const { ask, house, db } = await startShop({ jobs: [failing] })
  const { run } = await start(house, house.workspace, failing, {}, { by: 'id-ann' })
  await ended(house, run.id)
  const said = await ask('is the sales data fresh?')
  expect(said.tone).toBe('warn')
  expect(words([said])).toContain(`sync failed (run ${run.id}): the portal was closed`)
  expect(labelsIn(said)).toContain('Retry sync')
  const answer = await ask('revenue last month')
  expect(notesIn(answer)).toContain(`Provisional: sync failed since (run ${run.id}).`)
  expect(pressed(said, 'Retry sync')).toBe(`/retry ${run.id}`)
  expect(await recentRuns(db, 1, { job: 'sync' })).toHaveLength(1)
})

test('what is older than it should be is said below every answer', async () => {
  const { ask, db } = await startShop()
  db.sqlite.prepare('UPDATE dataset_state SET last_write_at = last_write_at - 3 * 86400000 WHERE name = ?').run('sales')
  expect(notesIn(await ask('revenue last month'))).toContain('older than they should be')
  expect((await ask('is the sales data fresh?')).title).toBe('sales is older than they should be')
})
