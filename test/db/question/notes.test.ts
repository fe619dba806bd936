import { describe, expect, test } from 'vitest'
import { gold, worldOf } from './asking.ts'
import { sameAnswer } from './same.ts'

type Case = [world: string, question: string, notes: string, sql: string]

const ITEMS = 'order_items JOIN products ON products.id = product_id JOIN categories ON categories.id = category_id'

const READ: Case[] = [
  [
    'lending',
    'How many branches have damaged copies? Return the branch name and the number of copies.',
    "The condition of a copy should be matched case-insensitively with wildcards, e.g. LOWER(copies.condition) LIKE '%...%'.",
    "SELECT branch_name, COUNT(*) FROM copies JOIN branches USING (branch_id) WHERE condition LIKE '%damaged%' GROUP BY 1",
  ],
  [
    'haulage',
    'total freight cost of hauls to hub depots',
    'depot_name must be matched with wildcards.',
    "SELECT SUM(freight_cost) FROM hauls JOIN depots ON depot_code = dest_depot WHERE depot_name LIKE '%hub%'",
  ],
  [
    'shop',
    'What is the UPO (units per order) per category?',
    'UPO (units per order) = SUM(quantity) / COUNT(DISTINCT order_id)',
    `SELECT categories.name, 1.0 * SUM(quantity) / COUNT(DISTINCT order_id) FROM ${ITEMS} GROUP BY 1`,
  ],
  [
    'shop',
    'What is the CR for each country? Return the country and the CR.',
    'CR (cancel rate) = number of cancelled orders / total number of orders',
    "SELECT country, 1.0 * SUM(status = 'cancelled') / COUNT(*) FROM orders JOIN customers ON customers.id = customer_id GROUP BY 1",
  ],
  [
    'wallet',
    'What was the MAS for transfers in the last 2 months of 2023?',
    "MAS (monthly active senders) = COUNT(DISTINCT(sender_id) ... WHERE t.status = 'completed'. Truncate created_at to month for aggregation.",
    "SELECT strftime('%Y-%m', created_at), COUNT(DISTINCT sender_id) FROM transfers WHERE status = 'completed' AND created_at >= '2023-11-01' AND created_at < '2024-01-01' GROUP BY 1",
  ],
  [
    'broker',
    'What is the SPM?',
    "SPM (sell less buy) = (SUM(CASE WHEN brTxType = 'sell' THEN brTxShares ELSE 0 END) - SUM(CASE WHEN brTxType = 'buy' THEN brTxShares ELSE 0 END)) / COUNT(*) * 100",
    "SELECT 100.0 * SUM(CASE brTxType WHEN 'sell' THEN brTxShares ELSE -brTxShares END) / COUNT(*) FROM brTransaction",
  ],
  [
    'saas',
    'What is the load score per industry?',
    'load score = 0.7 * number of tickets + 0.3 * number of urgent tickets',
    "SELECT industry, 0.7 * COUNT(*) + 0.3 * SUM(priority = 'urgent') FROM tickets JOIN accounts USING (account_id) GROUP BY 1",
  ],
  [
    'clinic',
    'What is the show rate by doctor specialty?',
    'show rate = 1 - (no-show appts / appts)',
    "SELECT doc_specialty, 1.0 * SUM(appt_status <> 'no-show') / COUNT(*) FROM tbl_appts JOIN tbl_doctors USING (doc_id) GROUP BY 1",
  ],
  [
    'lending',
    'How many slow loans were there per member kind?',
    'A slow loan is a loan with returned_on after due_on.',
    'SELECT kind, COUNT(*) FROM loans JOIN members USING (member_id) WHERE returned_on > due_on GROUP BY 1',
  ],
  [
    'school',
    'How many strong enrollments does each course have?',
    'An enrollment is strong when score >= 80.',
    'SELECT title, COUNT(*) FROM enrollments JOIN courses USING (course_id) WHERE score >= 80 GROUP BY course_id',
  ],
  [
    'cars',
    'What is the average tenure of salespersons?',
    'Tenure = termination_date - hire_date, in days. To get sales per person, join sales and salespersons on salesperson_id.',
    'SELECT AVG(julianday(termination_date) - julianday(hire_date)) FROM salespersons',
  ],
  [
    'titanic',
    'How many survivors were male?',
    'Survived: 1 = survivors, 0 = victims',
    "SELECT COUNT(*) FROM passengers WHERE Survived = 1 AND Sex = 'male'",
  ],
  [
    'lending',
    'What is the back rate by member kind?',
    'back rate = loans with a returned_on / loans',
    'SELECT kind, 1.0 * COUNT(returned_on) / COUNT(*) FROM loans JOIN members USING (member_id) GROUP BY 1',
  ],
  [
    'saas',
    'How many noisy accounts were there in 2023?',
    'A noisy account is an account with at least one ticket.',
    "SELECT COUNT(DISTINCT account_id) FROM tickets WHERE opened_at LIKE '2023%'",
  ],
  [
    'saas',
    'How many health accounts are active? Return the company name and the number of tickets.',
    "Industry should be matched with wildcards, e.g. LOWER(accounts.industry) LIKE '%...%'.",
    "SELECT company_name, COUNT(*) FROM tickets JOIN accounts USING (account_id) WHERE industry LIKE '%health%' AND is_active = 1 GROUP BY 1",
  ],
  [
    'saas',
    'What is the MAA of tickets for 2023?',
    'MAA (monthly active accounts) = COUNT(DISTINCT account_id) ... Truncate opened_at to month for aggregation.',
    "SELECT strftime('%Y-%m', opened_at), COUNT(DISTINCT account_id) FROM tickets WHERE opened_at LIKE '2023%' GROUP BY 1",
  ],
  [
    'shop',
    'What is the TOV per category? Return the category name and the TOV.',
    "TOV (total order value) = SUM(quantity * unit_price). Only consider orders with status = 'shipped'.",
    `SELECT categories.name, SUM(quantity * unit_price) FROM ${ITEMS} JOIN orders ON orders.id = order_id WHERE status = 'shipped' GROUP BY 1`,
  ],
  [
    'saas',
    'What is the ticket close rate in percent by priority?',
    'close rate = COUNT(closed_at) / COUNT(ticket_id) * 100',
    'SELECT priority, 100.0 * COUNT(closed_at) / COUNT(*) FROM tickets GROUP BY 1',
  ],
  [
    'saas',
    'What is the ticket rate per industry?',
    'ticket rate = number of distinct accounts with a ticket / number of accounts',
    'SELECT industry, 1.0 * SUM(account_id IN (SELECT account_id FROM tickets)) / COUNT(*) FROM accounts GROUP BY 1',
  ],
  [
    'saas',
    'Number of tickets per industry, excluding stuck tickets',
    "status: 'waiting' = stuck",
    "SELECT industry, COUNT(*) FROM tickets JOIN accounts USING (account_id) WHERE status <> 'waiting' GROUP BY 1",
  ],
  [
    'saas',
    'What is the list value per industry?',
    'list value = SUM(seats * monthly_price)',
    'SELECT industry, SUM(seats * monthly_price) FROM subscriptions JOIN plans USING (plan_id) JOIN accounts USING (account_id) GROUP BY 1',
  ],
]

test.each(READ)('with notes, %s: %s', async (world, question, notes, sql) => {
  const asked = await worldOf(world)
  const rows = await asked.rows(question, notes)
  expect(sameAnswer(rows, gold(asked, sql)), JSON.stringify(rows.slice(0, 4))).toBe(true)
})

test.each([
  ['saas', 'How many open tickets are there?', 'Weeks start on Monday. Use a CTE. Remember to cast to float.'],
  [
    'saas',
    'How many open tickets are there?',
    'To find the load, join tickets and accounts in a CTE, then aggregate by account_id.',
  ],
])('technique changes nothing, %s: %s', async (world, question, notes) => {
  const asked = await worldOf(world)
  expect(await asked.rows(question, notes)).toEqual(await asked.rows(question))
})

describe('what is not understood is not answered', () => {
  test.each([
    ['saas', 'What is the NRR per industry?', 'NRR = starting MRR plus expansion minus churned MRR of the cohort'],
    [
      'shop',
      'How did the growth go between 2022 and 2023?',
      'growth = (orders in 2023 - orders in 2022) / orders in 2022',
    ],
    ['freight', 'What is the daily slack of Swift?', 'daily slack = freight_cost - weight_kg'],
    ['shop', 'What is the mood index?', 'mood index = smiles / visitors'],
    ['shop', 'How many orders did Lyon make?', 'Orders of Lyon are weighed by the exchange rate of their day.'],
  ])('%s: %s', async (world, question, notes) => {
    const asked = await worldOf(world)
    expect(asked.read(question, notes).kind).toBe('refused')
  })
})

const PLAIN: [string, string, string][] = [
  [
    'saas',
    'How many tickets were opened in each of the last 3 months of 2023? How many of those were urgent?',
    "SELECT strftime('%Y-%m', opened_at), COUNT(*), SUM(priority = 'urgent') FROM tickets WHERE opened_at >= '2023-10-01' AND opened_at < '2024-01-01' GROUP BY 1",
  ],
  [
    'lending',
    'loans by branch 2 per month',
    "SELECT strftime('%Y-%m', loaned_on), COUNT(*) FROM loans JOIN copies USING (copy_id) WHERE branch_id = 2 GROUP BY 1",
  ],
  [
    'haulage',
    'Total dwell minutes by origin depot',
    'SELECT depot_name, SUM(dwell_minutes) FROM stops JOIN hauls USING (haul_id) JOIN depots ON depot_code = origin_depot GROUP BY depot_code',
  ],
  [
    'haulage',
    'number of hauls where the origin depot is not the dest depot',
    'SELECT COUNT(*) FROM hauls WHERE origin_depot <> dest_depot',
  ],
  [
    'saas',
    'total mrr cancelled per month in 2023',
    "SELECT strftime('%Y-%m', cancelled_at), SUM(mrr) FROM subscriptions WHERE cancelled_at LIKE '2023%' GROUP BY 1",
  ],
  [
    'clinic',
    'total appt fee plus appt duration minutes per appt status',
    'SELECT appt_status, SUM(appt_fee) + SUM(appt_dur_mins) FROM tbl_appts GROUP BY 1',
  ],
  [
    'freight',
    'What is the difference between the average weight kg and the average freight cost per carrier?',
    'SELECT carrier_name, AVG(weight_kg) - AVG(freight_cost) FROM shipments JOIN carriers USING (carrier_id) GROUP BY carrier_id',
  ],
  [
    'lending',
    'How many loans were returned in 2024, by month?',
    "SELECT strftime('%Y-%m', returned_on), COUNT(*) FROM loans WHERE returned_on LIKE '2024%' GROUP BY 1",
  ],
  ['lending', 'number of loans returned after the due date', 'SELECT COUNT(*) FROM loans WHERE returned_on > due_on'],
]

test.each(PLAIN)('%s: %s', async (world, question, sql) => {
  const asked = await worldOf(world)
  const rows = await asked.rows(question)
  expect(sameAnswer(rows, gold(asked, sql)), JSON.stringify(rows.slice(0, 4))).toBe(true)
})
