import { expect, test } from 'vitest'
import { gold, worldOf } from '../asking.ts'
import { sameAnswer } from '../same.ts'

const TODAY = "julianday('2024-03-15')"
const LOANED = 'loans JOIN copies USING (copy_id) JOIN books USING (book_id)'

test.each([
  [
    'lending',
    'Which members have never borrowed a book?',
    'SELECT full_name FROM members WHERE member_id NOT IN (SELECT member_id FROM loans)',
  ],
  [
    'lending',
    'how many loans are currently overdue?',
    "SELECT COUNT(*) FROM loans WHERE returned_on IS NULL AND due_on < '2024-03-15'",
  ],
  [
    'lending',
    'what percentage of loans were returned late',
    'SELECT 100.0 * SUM(returned_on > due_on) / COUNT(*) FROM loans',
  ],
  [
    'lending',
    'What is the average age of our members?',
    `SELECT AVG((${TODAY} - julianday(dob)) / 365.25) FROM members`,
  ],
  [
    'lending',
    'How many members are older than 60?',
    `SELECT COUNT(*) FROM members WHERE (${TODAY} - julianday(dob)) / 365.25 > 60`,
  ],
  ['lending', 'total fines unpaid', 'SELECT SUM(amount) FROM fines WHERE paid = 0'],
  ['lending', 'How many inactive members are there?', 'SELECT COUNT(*) FROM members WHERE is_active = 0'],
  ['lending', 'Top 3 most borrowed genres', `SELECT genre, COUNT(*) FROM ${LOANED} GROUP BY 1 ORDER BY 2 DESC LIMIT 3`],
  [
    'lending',
    'which genre is most popular among senior members',
    `SELECT genre, COUNT(*) FROM ${LOANED} JOIN members USING (member_id) WHERE kind = 'senior' GROUP BY 1 ORDER BY 2 DESC LIMIT 1`,
  ],
  [
    'lending',
    'number of members by number of loans',
    'SELECT n, COUNT(*) FROM (SELECT COUNT(*) n FROM loans GROUP BY member_id) GROUP BY 1',
  ],
  [
    'lending',
    'On average, how many loans does each member have?',
    'SELECT 1.0 * COUNT(*) / COUNT(DISTINCT member_id) FROM loans',
  ],
  ['lending', 'latest loan of each member', 'SELECT member_id, MAX(loaned_on) FROM loans GROUP BY 1'],
  [
    'lending',
    'what is the average loan length in days',
    'SELECT AVG(julianday(returned_on) - julianday(loaned_on)) FROM loans',
  ],
  [
    'lending',
    'How many loans were returned within 200 days?',
    'SELECT COUNT(*) FROM loans WHERE julianday(returned_on) - julianday(loaned_on) <= 200',
  ],
  [
    'lending',
    'number of damaged copies at Riverside',
    "SELECT COUNT(*) FROM copies JOIN branches USING (branch_id) WHERE branch_name = 'Riverside' AND condition = 'damaged'",
  ],
  [
    'lending',
    'Which members had more than 6 loans?',
    'SELECT full_name, COUNT(*) FROM loans JOIN members USING (member_id) GROUP BY member_id HAVING COUNT(*) > 6',
  ],
  [
    'haulage',
    'Number of hauls from Lyon Hub to Milan DC',
    'SELECT COUNT(*) FROM hauls WHERE origin_depot = 2 AND dest_depot = 3',
  ],
  [
    'haulage',
    'total freight cost by destination depot',
    'SELECT depot_name, SUM(freight_cost) FROM hauls JOIN depots ON depot_code = dest_depot GROUP BY 1',
  ],
  ['haulage', 'average number of stops per haul', 'SELECT 1.0 * COUNT(*) / COUNT(DISTINCT haul_id) FROM stops'],
  [
    'haulage',
    'how many hauls have no stops',
    'SELECT COUNT(*) FROM hauls WHERE haul_id NOT IN (SELECT haul_id FROM stops)',
  ],
  ['haulage', 'How many hauls are not finished yet?', 'SELECT COUNT(*) FROM hauls WHERE finished_at IS NULL'],
  [
    'wallet',
    'Which user received the most money?',
    'SELECT username, SUM(amount) FROM transfers JOIN users ON user_id = receiver_id GROUP BY user_id ORDER BY 2 DESC LIMIT 1',
  ],
  [
    'wallet',
    'Total amount sent by users in Nigeria',
    "SELECT SUM(amount) FROM transfers JOIN users ON user_id = sender_id WHERE country = 'NG'",
  ],
  [
    'wallet',
    'sum of completed transfers by sender country',
    "SELECT country, SUM(amount) FROM transfers JOIN users ON user_id = sender_id WHERE status = 'completed' GROUP BY 1",
  ],
  [
    'wallet',
    'How many users have never made a transfer?',
    'SELECT COUNT(*) FROM users WHERE user_id NOT IN (SELECT sender_id FROM transfers)',
  ],
  ['wallet', 'Average top-up amount per user', 'SELECT SUM(amount) / COUNT(DISTINCT user_id) FROM topups'],
  [
    'wallet',
    'Number of transfers above 500 by status',
    'SELECT status, COUNT(*) FROM transfers WHERE amount > 500 GROUP BY 1',
  ],
  [
    'wallet',
    'users with at least one session',
    'SELECT username FROM users WHERE user_id IN (SELECT user_id FROM sessions)',
  ],
  [
    'wallet',
    'what percentage of users have at least one session',
    'SELECT 100.0 * (SELECT COUNT(DISTINCT user_id) FROM sessions) / COUNT(*) FROM users',
  ],
  [
    'papers',
    'authors who have not published anything',
    'SELECT name FROM author WHERE aid NOT IN (SELECT aid FROM writes)',
  ],
  ['papers', 'authors without a homepage', 'SELECT name FROM author WHERE homepage IS NULL'],
  [
    'papers',
    'How many authors are there on each continent?',
    'SELECT continent, COUNT(*) FROM author JOIN organization USING (oid) GROUP BY 1',
  ],
  ['papers', 'How many publications were published before 2012?', 'SELECT COUNT(*) FROM publication WHERE year < 2012'],
  [
    'lending',
    'Average age of members who borrowed a mystery book',
    `SELECT AVG((${TODAY} - julianday(dob)) / 365.25) FROM members WHERE member_id IN (SELECT member_id FROM ${LOANED} WHERE genre = 'mystery')`,
  ],
  ['hr', 'headcount', 'SELECT COUNT(*) FROM employees'],
  ['hr', 'number of women and men', 'SELECT gender, COUNT(*) FROM employees GROUP BY 1'],
])('%s: "%s" is answered', async (world, ask, sql) => {
  const asked = await worldOf(world)
  const rows = await asked.rows(ask)
  expect(sameAnswer(rows, gold(asked, sql)), JSON.stringify(rows).slice(0, 300)).toBe(true)
})

test.each([
  ['haulage', 'total freight cost by depot'],
  ['wallet', 'number of transfers between Kenyan users'],
  ['papers', 'Who has the most grant money?'],
  ['haulage', 'How many employees report to each manager?'],
  ['lending', 'busiest hour of the day at Riverside'],
  ['lending', 'Which books got the best reader ratings?'],
])('%s: "%s" is not answered', async (world, ask) => {
  expect((await worldOf(world)).read(ask).kind).not.toBe('plan')
})
