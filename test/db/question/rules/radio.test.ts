import { expect, test } from 'vitest'
import { allTheSame } from '#db/question/alike.ts'
import { inferDatasets } from '#db/question/schema/infer.ts'
import { whollyWithin } from '#db/question/within.ts'
import { gold, worldOf } from '../asking.ts'
import { sameAnswer } from '../same.ts'
import { readerOf } from '../world.ts'

const LENGTH = 'milliseconds / 60000.0'

test.each([
  ['How long is the longest episode, in minutes?', `SELECT MAX(${LENGTH}) FROM episodes`],
  ['average episode length in seconds', 'SELECT AVG(milliseconds) / 1000.0 FROM episodes'],
  [
    'total playing time of each show in minutes',
    `SELECT title, SUM(${LENGTH}) FROM episodes e JOIN shows s ON s.id = e.show_id GROUP BY s.id`,
  ],
  [
    'Which episodes are longer than the average episode?',
    'SELECT name, milliseconds FROM episodes WHERE milliseconds > (SELECT AVG(milliseconds) FROM episodes)',
  ],
  [
    'how many episodes are longer than average',
    'SELECT COUNT(*) FROM episodes WHERE milliseconds > (SELECT AVG(milliseconds) FROM episodes)',
  ],
  ["shows whose title contains 'love'", "SELECT title FROM shows WHERE title LIKE '%love%'"],
  [
    'Which listeners are fan club members?',
    "SELECT first_name, last_name FROM listeners WHERE role_title = 'Fan Club Member'",
  ],
  [
    'how many listeners are in each region',
    'SELECT region_description, COUNT(*) FROM listeners JOIN regions USING (region_id) GROUP BY 1',
  ],
  [
    'sum of total by support agent',
    'SELECT h.first_name, h.last_name, SUM(total) FROM pledges p JOIN listeners l ON l.id = p.listener_id JOIN hosts h ON h.id = l.support_agent_id GROUP BY h.id',
  ],
  ['pledges by town', 'SELECT pledge_town, COUNT(*) FROM pledges GROUP BY 1'],
])('%s', async (question, sql) => {
  const asked = await worldOf('radio')
  expect(sameAnswer(await asked.rows(question), gold(asked, sql))).toBe(true)
})

test('words between words are no part of a title', async () => {
  const asked = await worldOf('radio')
  expect(asked.why('How many listeners does each support agent look after?')).toContain('after')
})

test('a view says again what the tables say, so it is left out', async () => {
  const { db } = await worldOf('radio')
  db.exec('CREATE VIEW all_pledges AS SELECT * FROM pledges JOIN listeners ON listeners.id = listener_id')
  const found = await inferDatasets(readerOf(db))
  db.exec('DROP VIEW all_pledges')
  expect(found.map(({ name }) => name)).not.toContain('all_pledges')
})

test('nobody is asked which one is meant, where all come to the same', async () => {
  const rows = { a: [[1], [2]], b: [[2], [1]], c: [[3]] }
  const rowsOf = async (each: keyof typeof rows) => rows[each]
  expect(await allTheSame(['a', 'b'], rowsOf)).toBe('a')
  expect(await allTheSame(['a', 'b', 'c'], rowsOf)).toBeUndefined()
  expect(await allTheSame(['a'], rowsOf)).toBeUndefined()
  expect(await allTheSame(['a', 'b'], async () => Promise.reject(new Error('too slow')))).toBeUndefined()
})

test('whoever pledged this morning has pledged in the last days, though today is not complete', async () => {
  const { read } = await worldOf('radio')
  const where = (text: string) => {
    const found = read(text)
    return found.kind === 'plan' ? JSON.stringify(found.plan.where) : found.kind
  }
  expect(where('listeners with no pledges in the last 30 days')).toContain('"from":"2023-12-12","to":"2024-01-10"')
  expect(where('how many listeners pledged in the last 30 days')).toContain('"from":"2023-12-11","to":"2024-01-09"')
})

test('what lasted between two days began and ended there', () => {
  const sums = { measures: [{ fn: 'sum' as const, from: 'start', to: 'end', unit: 'hour' as const }] }
  const during = (say: string) => [{ period: { from: '2023-06-01', to: '2023-06-07', say }, column: 'start' }]
  const between = during('between 1 June and 7 June (1–7 Jun 2023)')
  expect(whollyWithin({ dataset: 'shifts', ...sums, where: between }).where).toEqual([
    ...between,
    { ...between[0], column: 'end' },
  ])
  const month = during('in June 2023 (1–30 Jun 2023)')
  expect(whollyWithin({ dataset: 'shifts', ...sums, where: month }).where).toEqual(month)
})
