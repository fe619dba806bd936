import { expect, test } from 'vitest'
import { gold, worldOf } from '../asking.ts'
import { sameAnswer } from '../same.ts'

const DEPARTS =
  'flights f JOIN airports a ON a.airport_code = f.departure_airport JOIN cities c ON c.city_code = a.city_code'
const ARRIVES = 'JOIN airports b ON b.airport_code = f.arrival_airport JOIN cities d ON d.city_code = b.city_code'

test.each([
  ['How many flights depart from Oslo?', `SELECT COUNT(*) FROM ${DEPARTS} WHERE c.city_name = 'Oslo'`],
  [
    'number of flights from Lima to Hanoi',
    `SELECT COUNT(*) FROM ${DEPARTS} ${ARRIVES} WHERE c.city_name = 'Lima' AND d.city_name = 'Hanoi'`,
  ],
  [
    'What is the total fare of tickets of flights to Nairobi?',
    `SELECT SUM(fare) FROM tickets JOIN ${DEPARTS} ${ARRIVES} USING (flight_id) WHERE d.city_name = 'Nairobi'`.replace(
      `${DEPARTS} ${ARRIVES} USING (flight_id)`,
      `${DEPARTS.replace('flights f', 'flights f USING (flight_id)')} ${ARRIVES}`,
    ),
  ],
  [
    'Which airport had the most arrivals?',
    'SELECT airport_name FROM flights JOIN airports ON airport_code = arrival_airport GROUP BY airport_code ORDER BY COUNT(*) DESC LIMIT 1',
  ],
  [
    'Name the carriers whose hub is in Lisbon',
    "SELECT carrier_name FROM carriers JOIN airports ON airport_code = hub_airport JOIN cities USING (city_code) WHERE city_name = 'Lisbon'",
  ],
  [
    'difference between the number of landed flights and cancelled flights',
    "SELECT SUM(status = 'landed') - SUM(status = 'cancelled') FROM flights",
  ],
  [
    'ratio of business tickets to economy tickets',
    "SELECT 1.0 * SUM(cabin = 'business') / SUM(cabin = 'economy') FROM tickets",
  ],
  [
    'Which travelers have never flown business class?',
    "SELECT full_name FROM travelers WHERE traveler_id NOT IN (SELECT traveler_id FROM tickets WHERE cabin = 'business')",
  ],
  [
    'travelers who are not in any club',
    'SELECT full_name FROM travelers WHERE traveler_id NOT IN (SELECT traveler_id FROM club_members)',
  ],
  [
    'names of the travelers who are president of a club',
    "SELECT full_name FROM travelers WHERE traveler_id IN (SELECT traveler_id FROM club_members WHERE role = 'president')",
  ],
  [
    'Return the name and nationality of travelers with more than 12 tickets',
    'SELECT full_name, nationality FROM tickets JOIN travelers USING (traveler_id) GROUP BY traveler_id HAVING COUNT(*) > 12',
  ],
])('%s', async (question, sql) => {
  const asked = await worldOf('flights')
  expect(sameAnswer(await asked.rows(question), gold(asked, sql))).toBe(true)
})

test('sorts by one column and then by another', async () => {
  const asked = await worldOf('flights')
  const sql = 'SELECT full_name, nationality FROM travelers ORDER BY nationality DESC, full_name'
  const found = await asked.rows(
    'list the travelers with their nationality, sorted by nationality descending then by name',
  )
  expect(found.map((row) => row[0])).toEqual(gold(asked, sql).map((row) => row[0]))
})

test.each([
  'How many flights of Oslo are there?',
  'travelers who are not in any lounge',
  'average delay of flights to Paris',
])('refused: %s', async (question) => {
  expect((await worldOf('flights')).read(question).kind).not.toBe('plan')
})
