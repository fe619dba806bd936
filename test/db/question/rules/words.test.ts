import { beforeAll, expect, test } from 'vitest'
import { type Asked, asking, gold } from '../asking.ts'
import { sameAnswer } from '../same.ts'

let desk: Asked
beforeAll(async () => {
  desk = await asking('desk')
})

const count = (where: string) => `SELECT COUNT(*) FROM "Helpdesk Export" WHERE ${where}`
const per = (group: string, what: string, rest = '') =>
  `SELECT ${group}, ${what} FROM "Helpdesk Export" ${rest} GROUP BY 1`

test.each([
  ['How many tickets were closed in January 2024?', count(`"Closed On" LIKE '2024-01%'`)],
  [
    'How many tickets were opened in 2023 and closed in 2024?',
    count(`"Opened On" LIKE '2023%' AND "Closed On" LIKE '2024%'`),
  ],
  ['How many closed tickets are there?', count(`Status = 'Closed'`)],
  ['how many tickets were opened on weekends', count(`strftime('%w', "Opened On") IN ('0', '6')`)],
  ['tickets by channel', per('Channel', 'COUNT(*)')],
  ['how many tickets came in neither by email nor by phone', count(`Channel NOT IN ('Email', 'Phone')`)],
  ['number of tickets with a CSAT of 1 or 2', count('"CSAT (1-5)" IN (1, 2)')],
  ['How many tickets have no CSAT?', count('"CSAT (1-5)" IS NULL')],
  [
    'avg first reply time of chat vs phone',
    per('Channel', 'AVG("First Reply (hrs)")', `WHERE Channel IN ('Chat', 'Phone')`),
  ],
  ['average room temperature by priority', per('Priority', 'AVG(room_temp_c)')],
  ['room temperature range by priority', per('Priority', 'MAX(room_temp_c) - MIN(room_temp_c)')],
  ['work cost minus parts cost by priority', per('Priority', 'SUM(work_cost) - SUM(parts_cost)')],
  [
    'how many tickets did kate or lin enter in March 2023',
    count(`"Entered By" IN ('kate', 'lin') AND "Opened On" LIKE '2023-03%'`),
  ],
  ['how many tickets have at least 40 first reply hours', count('"First Reply (hrs)" >= 40')],
])('"%s" is answered', async (ask, sql) => {
  const rows = await desk.rows(ask)
  expect(sameAnswer(rows, gold(desk, sql)), JSON.stringify(rows).slice(0, 300)).toBe(true)
})

const orders = (what: string, rest = '') => `SELECT ${what} FROM orders JOIN customers USING (customer_id) ${rest}`

test.each([
  ['How many orders were shipped in August 2023?', orders('COUNT(*)', `WHERE shipped_at LIKE '2023-08%'`)],
  [
    'Number of orders cancelled per month',
    orders('substr(cancelled_at, 1, 7), COUNT(*)', 'WHERE cancelled_at IS NOT NULL GROUP BY 1'),
  ],
  [
    'Top 2 coupon codes by number of orders',
    orders('coupon_code, COUNT(*)', 'WHERE coupon_code IS NOT NULL GROUP BY 1 ORDER BY 2 DESC LIMIT 2'),
  ],
  ['What share of orders used a coupon code?', orders('100.0 * AVG(coupon_code IS NOT NULL)')],
  ['orders with no items by channel', orders('channel, COUNT(*)', 'WHERE items = 0 GROUP BY 1')],
  [
    'What percentage of completed orders came from the app?',
    orders(`100.0 * AVG(channel = 'app')`, `WHERE status = 'completed'`),
  ],
  [
    'share of orders by channel for customers in Porto',
    orders('channel, COUNT(*), 100.0 * COUNT(*) / SUM(COUNT(*)) OVER ()', `WHERE city = 'Porto' GROUP BY 1`),
  ],
  [
    'For each city, the number of customers and how many of them get the newsletter',
    'SELECT city, COUNT(*), SUM(newsletter) FROM customers GROUP BY 1',
  ],
  [
    'which customers have more than 60 items in 2023',
    orders('customer_name, SUM(items)', `WHERE created_at LIKE '2023%' GROUP BY customer_id HAVING SUM(items) > 60`),
  ],
  [
    'how many orders of 500 or more were placed in 2023',
    orders('COUNT(*)', `WHERE order_total >= 500 AND created_at LIKE '2023%'`),
  ],
  [
    'Which channels had discounts above 5000?',
    orders('channel, SUM(discount)', 'GROUP BY 1 HAVING SUM(discount) > 5000'),
  ],
  ['how many orders have more than 7 items', orders('COUNT(*)', 'WHERE items > 7')],
  [
    'discount as a percentage of order total by channel',
    orders('channel, 100.0 * SUM(discount) / SUM(order_total)', 'GROUP BY 1'),
  ],
  [
    'net revenue (order total minus discount) per channel',
    orders('channel, SUM(order_total - discount)', 'GROUP BY 1'),
  ],
  [
    'net revenue by channel, where net revenue = order total minus discount, completed orders only',
    orders('channel, SUM(order_total - discount)', `WHERE status = 'completed' GROUP BY 1`),
  ],
  [
    'open orders means orders without a shipped date. how many open orders per channel?',
    orders('channel, COUNT(*)', 'WHERE shipped_at IS NULL GROUP BY 1'),
  ],
  ['order total minus discount per channel', orders('channel, SUM(order_total) - SUM(discount)', 'GROUP BY 1')],
])('of two tables, "%s" is answered', async (ask, sql) => {
  const sales = await asking('sales')
  const rows = await sales.rows(ask)
  expect(sameAnswer(rows, gold(sales, sql)), JSON.stringify(rows).slice(0, 300)).toBe(true)
})

test.each([
  'How many customers do we have?',
  'How many tickets will be opened next month?',
  'Should we hire more people for the chat?',
  'What is the total ticket value?',
  'How many tickets were paid in May 2023?',
  'tickets by ticket type',
  'work cost by phone',
])('"%s" is not answered, for a word of it stands nowhere in the data', (ask) => {
  expect(desk.read(ask).kind).not.toBe('plan')
})

test('all that share the first place win', async () => {
  const clinic = await asking('clinic')
  const rows = await clinic.rows('What is the most common diagnosis?')
  expect(new Set(rows.map(([, n]) => n)).size).toBe(1)
  expect(rows.length).toBeGreaterThan(1)
})

test('notes beside a question are all read, or none', async () => {
  const sales = await asking('sales')
  const plan = (notes: string) => {
    const read = sales.read('What is the completion rate by channel?', notes)
    return read.kind === 'plan' ? JSON.stringify(read.plan.measures) : read.kind
  }
  expect(plan('completion rate = number of completed orders / number of orders')).toContain('"ratio"')
  expect(plan('Every completion rate leaves out the first week of a month.')).toBe('refused')
  const total = sales.read('What is the order total by channel?', 'Exclude cancelled orders.')
  expect(total).toMatchObject({ plan: { where: [{ column: 'status', is: 'cancelled', not: true }] } })
})
