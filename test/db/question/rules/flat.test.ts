import { expect, test } from 'vitest'
import { gold, worldOf } from '../asking.ts'
import { sameAnswer } from '../same.ts'

const bookings = (what: string, rest = '') => `SELECT ${what} FROM resort_bookings ${rest}`
const staff = (what: string, rest = '') => `SELECT ${what} FROM Staff_Attrition ${rest}`
const leaving = "AVG(Attrition = 'Yes') * 100.0"

test.each([
  [
    'resort',
    'Which channel has the fewest cancellations?',
    bookings('channel, SUM(is_cancelled) n', 'GROUP BY 1 ORDER BY n LIMIT 1'),
  ],
  [
    'resort',
    'monthly number of cancellations',
    bookings('substr(arrival_date,1,7), COUNT(*)', 'WHERE is_cancelled GROUP BY 1'),
  ],
  ['resort', 'Does the channel affect cancellation?', bookings('channel, 100.0 * AVG(is_cancelled)', 'GROUP BY 1')],
  ['resort', 'How many guests checked out?', bookings('COUNT(*)', "WHERE booking_state = 'Check-Out'")],
  ['resort', 'How many bookings ended in a no-show?', bookings('COUNT(*)', "WHERE booking_state = 'No-Show'")],
  [
    'resort',
    'How many bookings included children or babies?',
    bookings('COUNT(*)', 'WHERE children > 0 OR babies > 0'),
  ],
  [
    'resort',
    'How many bookings included children and babies?',
    bookings('COUNT(*)', 'WHERE children > 0 AND babies > 0'),
  ],
  ['resort', 'average number of weekend nights per booking', bookings('AVG(weekend_nights)')],
  [
    'resort',
    'top channel of each resort by bookings',
    bookings(
      'resort, channel, COUNT(*)',
      'GROUP BY 1, 2 HAVING channel = (SELECT r.channel FROM resort_bookings r WHERE r.resort = resort_bookings.resort GROUP BY 1 ORDER BY COUNT(*) DESC LIMIT 1)',
    ),
  ],
  [
    'resort',
    'bookings on weekends vs weekdays',
    bookings(
      "CASE WHEN strftime('%w', arrival_date) IN ('0', '6') THEN 'weekend' ELSE 'weekday' END, COUNT(*)",
      'GROUP BY 1',
    ),
  ],
  [
    'resort',
    'How many bookings were assigned a different room type than reserved?',
    bookings('COUNT(*)', 'WHERE assigned_room_type <> reserved_room_type'),
  ],
  [
    'resort',
    'bookings where reserved room type differs from assigned room type, per channel',
    bookings('channel, COUNT(*)', 'WHERE assigned_room_type <> reserved_room_type GROUP BY 1'),
  ],
  [
    'resort',
    'How many more bookings does the Beach Hotel have than the Town Hotel?',
    bookings("SUM(resort = 'Beach Hotel') - SUM(resort = 'Town Hotel')"),
  ],
  [
    'resort',
    "What's the longest wait of a booking that wasn't cancelled?",
    bookings('MAX(wait_days)', 'WHERE NOT is_cancelled'),
  ],
  [
    'resort',
    'compare average price per night between cancelled and not cancelled bookings',
    bookings('is_cancelled, AVG(price_per_night)', 'GROUP BY 1'),
  ],
  ['leavers', 'How many employees left the company?', staff('COUNT(*)', "WHERE Attrition = 'Yes'")],
  ['leavers', 'Average age of those who left versus those who stayed', staff('Attrition, AVG(Age)', 'GROUP BY 1')],
  [
    'leavers',
    'What is the marital status of most of the leavers?',
    staff('MaritalStatus, COUNT(*) n', "WHERE Attrition = 'Yes' GROUP BY 1 ORDER BY n DESC LIMIT 1"),
  ],
  [
    'leavers',
    'Is there a difference in monthly income between men and women?',
    staff('Gender, AVG(MonthlyIncome)', 'GROUP BY 1'),
  ],
  [
    'leavers',
    'What is the difference in average monthly income between men and women?',
    staff(
      "AVG(CASE WHEN Gender = 'Male' THEN MonthlyIncome END) - AVG(CASE WHEN Gender = 'Female' THEN MonthlyIncome END)",
    ),
  ],
  ['leavers', 'Does overtime affect attrition?', staff(`OverTime, ${leaving}`, 'GROUP BY 1')],
  [
    'leavers',
    'Which department pays the least on average?',
    staff('Department, AVG(MonthlyIncome) m', 'GROUP BY 1 ORDER BY m LIMIT 1'),
  ],
  [
    'leavers',
    'employees who have not been promoted for more than 5 years, how many',
    staff('COUNT(*)', 'WHERE YearsSinceLastPromotion > 5'),
  ],
])('%s: "%s" is answered', async (world, ask, sql) => {
  const asked = await worldOf(world)
  const rows = await asked.rows(ask)
  expect(sameAnswer(rows, gold(asked, sql)), JSON.stringify(rows).slice(0, 300)).toBe(true)
})

test.each([
  ['resort', 'How many guests do we have?'],
  ['resort', 'How many different guests booked by phone?'],
  ['resort', 'Which guest paid the most?'],
  ['leavers', 'How many employees work for more than 5 years?'],
])('%s: "%s" is not answered, for nothing there tells it', async (world, ask) => {
  expect((await worldOf(world)).read(ask).kind).not.toBe('plan')
})
