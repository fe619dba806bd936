import { expect, test } from 'vitest'
import { gold, worldOf } from '../asking.ts'
import { sameAnswer } from '../same.ts'

const KNOCKED = 'SELECT 1 FROM knocks WHERE neighbour_id = nid AND'
const LAST = '(SELECT MAX(noted_on) FROM shelf_levels l WHERE l.kiosk_id = s.kiosk_id)'

test.each([
  [
    'Which neighbours did not get a knock within the first year of joining? Return the nickname.',
    `SELECT nickname FROM neighbours WHERE NOT EXISTS (${KNOCKED} knocked_at BETWEEN joined_at AND datetime(joined_at, '1 year'))`,
  ],
  [
    'How many neighbours got a knock within 60 days of joining?',
    `SELECT COUNT(*) FROM neighbours WHERE EXISTS (${KNOCKED} knocked_at BETWEEN joined_at AND datetime(joined_at, '60 days'))`,
  ],
  [
    'How many coupons started before their kiosk opened?',
    'SELECT COUNT(*) FROM coupons JOIN kiosks ON kid = kiosk_id WHERE valid_from < opened_on',
  ],
  [
    'How many coupons were valid from the same month their kiosk opened?',
    "SELECT COUNT(*) FROM coupons JOIN kiosks ON kid = kiosk_id WHERE strftime('%Y-%m', valid_from) = strftime('%Y-%m', opened_on)",
  ],
  [
    'average days between dropping and collecting a parcel',
    'SELECT AVG(julianday(collected_at) - julianday(dropped_at)) FROM parcels',
  ],
  [
    "How many days since each neighbour's last knock?",
    "SELECT nickname, julianday('2024-03-15') - julianday(MAX(knocked_at)) FROM knocks JOIN neighbours ON nid = neighbour_id GROUP BY nid",
  ],
  [
    'What is the current level of each kiosk?',
    `SELECT title, SUM(level) FROM shelf_levels s JOIN kiosks ON kid = kiosk_id WHERE noted_on = ${LAST} GROUP BY kid`,
  ],
  [
    'total level as of the latest date',
    'SELECT SUM(level) FROM shelf_levels WHERE noted_on = (SELECT MAX(noted_on) FROM shelf_levels)',
  ],
  ['How many parcels were not sent by kiosks?', "SELECT COUNT(*) FROM parcels WHERE sender_type <> 'kiosk'"],
  [
    'Which kiosks never sent a parcel?',
    "SELECT title FROM kiosks WHERE kid NOT IN (SELECT sender_id FROM parcels WHERE sender_type = 'kiosk')",
  ],
  [
    'Which neighbours have never knocked? Return the nickname.',
    'SELECT nickname FROM neighbours WHERE nid NOT IN (SELECT neighbour_id FROM knocks)',
  ],
  [
    'parcels dropped and parcels collected per month',
    `SELECT m, SUM(a), SUM(b) FROM (SELECT substr(dropped_at, 1, 7) m, 1 a, 0 b FROM parcels UNION ALL
      SELECT substr(collected_at, 1, 7), 0, 1 FROM parcels WHERE collected_at IS NOT NULL) GROUP BY 1`,
  ],
  [
    'When did each neighbour last knock?',
    'SELECT nickname, MAX(knocked_at) FROM knocks JOIN neighbours ON nid = neighbour_id GROUP BY nid',
  ],
  ['How many parcels were sent by kiosks?', "SELECT COUNT(*) FROM parcels WHERE sender_type = 'kiosk'"],
])('"%s" is answered', async (ask, sql) => {
  const asked = await worldOf('parcels')
  const rows = await asked.rows(ask)
  expect(sameAnswer(rows, gold(asked, sql)), JSON.stringify(rows).slice(0, 300)).toBe(true)
})

test.each([
  ['What is the total level of all kiosks?'],
  ['How many parcels were sent by postmen?'],
  ['Which coupons have no knocks?'],
  ['How many parcels were collected within 3 days of the storm?'],
  ['When did each kiosk last burn?'],
])('"%s" is not answered', async (ask) => {
  const asked = await worldOf('parcels')
  expect(asked.read(ask).kind).not.toBe('plan')
})
