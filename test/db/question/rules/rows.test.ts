import { expect, test } from 'vitest'
import { gold, worldOf } from '../asking.ts'
import { sameAnswer } from '../same.ts'

/** A table whose name says nothing of what its rows are. */
test.each([
  ['how many trips were there', 'SELECT COUNT(*) FROM cablog'],
  ['how many rides were paid in cash?', "SELECT COUNT(*) FROM cablog WHERE pay_kind = 'cash'"],
  ['trips per operator', 'SELECT "Vehicle Fleet Operator", COUNT(*) FROM cablog GROUP BY 1'],
  ['average speed at night', 'SELECT AVG("Speed AVG in kmh") FROM cablog WHERE shift = \'Night\''],
  ['compare day and night trips', 'SELECT shift, COUNT(*) FROM cablog GROUP BY 1'],
  ['highest fare in second class', "SELECT MAX(fare) FROM cablog WHERE class = 'Second'"],
  [
    'share of each pay kind at night',
    "SELECT pay_kind, 100.0 * COUNT(*) / (SELECT COUNT(*) FROM cablog WHERE shift = 'Night') FROM cablog WHERE shift = 'Night' GROUP BY 1",
  ],
  ['what share of each pay kind is male', "SELECT pay_kind, 100.0 * AVG(sex = 'male') FROM cablog GROUP BY 1"],
  [
    'share of each pay kind',
    'SELECT pay_kind, 100.0 * COUNT(*) / (SELECT COUNT(*) FROM cablog) FROM cablog GROUP BY 1',
  ],
  ['how many vouchers were used at night?', "SELECT COUNT(DISTINCT voucher_no) FROM cablog WHERE shift = 'Night'"],
  ['average fare by number of riders', 'SELECT riders, AVG(fare) FROM cablog GROUP BY 1'],
])('%s', async (question, sql) => {
  const asked = await worldOf('cabs')
  expect(sameAnswer(await asked.rows(question), gold(asked, sql))).toBe(true)
})

test.each(['which driver earned the most', 'how many houses are there'])(
  'what no column speaks of is no name for the rows: %s',
  async (question) => {
    expect((await worldOf('cabs')).read(question).kind).not.toBe('plan')
  },
)
