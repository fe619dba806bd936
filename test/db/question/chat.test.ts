import { expect, test } from 'vitest'
import { openCompany } from './company.ts'

const { all, plansFor, read, run } = await openCompany()

const OCTOBER = "BETWEEN '2026-10-01' AND '2026-10-31'"
const paid = (what: string, rest = '') =>
  `SELECT ${what} FROM data_sales WHERE status = 'paid' AND time_day ${OCTOBER} ${rest}`
const revenue = 'SUM(amount) / 100.0'
const target = (where = '') => `(SELECT SUM(target) / 100.0 FROM data_targets WHERE month = '2026-10-01' ${where})`
const spent = (kind: string) =>
  `(SELECT SUM(amount) / 100.0 FROM data_expenses e WHERE e.month = '2026-10-01' AND e.kind = '${kind}' AND e.branch = s.branch)`
const beside = (other: string, rest = 'GROUP BY branch') =>
  paid(`branch, ${revenue}, ${other}`, rest).replace('data_sales', 'data_sales s')
const ofBranch = target('AND branch = s.branch')
const best = (rows: string, over: string) =>
  paid(
    `branch, product, ${revenue} money, ROW_NUMBER() OVER (PARTITION BY branch ORDER BY SUM(amount) DESC) place`,
    'GROUP BY branch, product',
  ).replace(/^(.*)$/s, `SELECT branch, product, money FROM ($1) WHERE place <= ${rows} ${over}`)

/** What people type, and the SQL that answers it. */
const ASKED: [string, string][] = [
  ['top 3 products per branch last month', best('3', '')],
  [
    'top 10 products',
    `SELECT product, ${revenue} FROM data_sales WHERE status = 'paid' GROUP BY 1 ORDER BY 2 DESC LIMIT 10`,
  ],
  [
    'how many customers bought more than 10 times',
    'SELECT COUNT(*) FROM (SELECT 1 FROM data_sales WHERE customer IS NOT NULL GROUP BY customer HAVING COUNT(DISTINCT order_id) > 10)',
  ],
  ['how many new customers last month', `SELECT COUNT(*) FROM data_customers WHERE joined ${OCTOBER}`],
  [
    'failed payments yesterday',
    "SELECT COUNT(*) FROM data_coin_payments WHERE status = 'failed' AND time_day = '2026-11-19'",
  ],
  [
    'average orders per day last month',
    `SELECT AVG(n) FROM (SELECT COUNT(DISTINCT order_id) n FROM data_sales WHERE time_day ${OCTOBER} GROUP BY time_day)`,
  ],
  ['how much discount did we give last month', paid('SUM(discount) / 100.0')],
  [
    'categories with return rate over 3% last month',
    `SELECT category, SUM(amount) FILTER (WHERE status = 'returned') * 1.0 / SUM(amount) rate FROM data_sales WHERE time_day ${OCTOBER} GROUP BY 1 HAVING rate > 0.03`,
  ],
  ['avg basket by channel last month', paid('channel, SUM(amount) / 100.0 / COUNT(DISTINCT order_id)', 'GROUP BY 1')],
  ['revenue excluding returns last month', paid(revenue)],
  ['oldest branch', 'SELECT name FROM data_branches ORDER BY opened LIMIT 1'],
  ['newest branch', 'SELECT name FROM data_branches ORDER BY opened DESC LIMIT 1'],
  ['revenue vs target by branch last month', beside(ofBranch)],
  ['revenue against target by branch last month', beside(ofBranch)],
  ['penjualan vs target per cabang bulan lalu', beside(ofBranch)],
  ['target achievement by branch last month', beside(ofBranch)],
  [
    'which branches missed target last month',
    beside(ofBranch, `GROUP BY branch HAVING SUM(amount) / 100.0 < ${ofBranch}`),
  ],
  ['did we hit the target last month', paid(`${revenue}, ${target()}`)],
  ['bangkok vs target october', paid(`${revenue}, ${target("AND branch = 'Bangkok'")}`, "AND branch = 'Bangkok'")],
  ['marketing spend vs revenue by branch last month', beside(spent('Marketing'))],
  ['rent as share of revenue by branch last month', beside(spent('Rent'))],
  [
    'customers who have not bought since october',
    "SELECT name FROM data_customers WHERE id NOT IN (SELECT customer FROM data_sales WHERE customer IS NOT NULL AND time_day >= '2026-10-01')",
  ],
]

/** Every row that is right is among those that came, with all its values; and there are no others. */
function holds(came: unknown[][], right: unknown[][]): boolean {
  const same = (a: unknown, b: unknown) =>
    typeof a === 'number' && typeof b === 'number'
      ? Math.abs(a - b) < 0.01 || Math.abs(a - b * 100) < 0.01 || Math.abs(a * 100 - b) < 0.01
      : a === b
  const fits = (row: unknown[], other: unknown[]) => row.every((cell) => other.some((each) => same(cell, each)))
  return came.length === right.length && right.every((row) => came.some((other) => fits(row, other)))
}

test.each(ASKED)('"%s" gives what SQL gives', async (say, sql) => {
  const plans = plansFor(say)
  expect(plans).toHaveLength(1)
  expect(holds((await run(plans[0]!)).rows, await all(sql))).toBe(true)
})

test.each([
  'stock of hammocks',
  'target by channel last month',
  'revenue vs target per day last month',
  'rent yesterday',
  'online revenue vs target by channel last month',
])('"%s" is not in the data, and nothing near it is said instead', (say) => {
  expect(read(say).kind).toBe('refused')
})
