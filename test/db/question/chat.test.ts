import { expect, test } from 'vitest'
import type { Plan } from '#db/plan.ts'
import { openCompany } from './company.ts'

const { all, plansFor, read, run, shown } = await openCompany()

const OCTOBER = "BETWEEN '2026-10-01' AND '2026-10-31'"
const paid = (what: string, rest = '') =>
  `SELECT ${what} FROM data_sales WHERE status = 'paid' AND time_day ${OCTOBER} ${rest}`
const revenue = 'SUM(amount) / 100.0'
const target = (where = '') => `(SELECT SUM(target) / 100.0 FROM data_targets WHERE month = '2026-10-01' ${where})`
const spent = (kind: string) =>
  `(SELECT SUM(amount) / 100.0 FROM data_expenses e WHERE e.month = '2026-10-01' AND e.kind = '${kind}' AND e.branch = s.branch)`
const beside = (other: string, rest = 'GROUP BY branch') =>
  paid(`branch, ${revenue}, ${other}`, rest).replace('data_sales WHERE status', 'data_sales s WHERE status')
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

const day = (what: string, on: string, rest = '') => `SELECT ${what} FROM data_sales WHERE time_day = '${on}' ${rest}`
const byBranch = (where = '', rest = '') => paid(`branch, ${revenue}`, `${where} GROUP BY 1 ORDER BY 2 DESC ${rest}`)
const fellMost = `SELECT branch, SUM(amount) FILTER (WHERE time_day ${OCTOBER}) / 100.0 FROM data_sales WHERE status = 'paid' AND time_day BETWEEN '2026-09-01' AND '2026-10-31' GROUP BY 1`
const mostPieces = (limit: number) => paid('product, SUM(quantity)', `GROUP BY 1 ORDER BY 2 DESC LIMIT ${limit}`)

const spentMost = `SELECT c.name, SUM(s.amount) / 100.0 FROM data_sales s JOIN data_customers c ON c.id = s.customer WHERE s.status = 'paid' AND s.time_day ${OCTOBER} GROUP BY s.customer ORDER BY 2 DESC LIMIT 10`

ASKED.push(
  ['lamps sold last month', paid('SUM(quantity)', "AND product LIKE '%lamp%'")],
  ['revenue from lamps last month by branch', byBranch("AND product LIKE '%lamp%'")],
  ['products over 5000', 'SELECT name, price / 100.0 FROM data_products WHERE price > 500000'],
  ['products cheaper than 500 baht', 'SELECT name, price / 100.0 FROM data_products WHERE price < 50000'],
  ['orders over 10000 baht last month', paid(`order_id, ${revenue}`, 'GROUP BY 1 HAVING SUM(amount) > 1000000')],
  ['revenue onyl Bangkok last mth pls', paid(revenue, "AND branch = 'Bangkok'")],
  ['list of returned orders yesterday', day('DISTINCT order_id', '2026-11-19', "AND status = 'returned'")],
  ['who manages jakarta', "SELECT manager FROM data_branches WHERE name = 'Jakarta'"],
  [
    'which branch has the worst return rate',
    "SELECT branch, 1.0 * SUM(amount) FILTER (WHERE status = 'returned') / SUM(amount) r FROM data_sales GROUP BY 1 ORDER BY 2 DESC LIMIT 1",
  ],
  ['berapa pesanan kemarin', day('COUNT(DISTINCT order_id)', '2026-11-19')],
  ['brp omzet bali kmrn', day(revenue, '2026-11-19', "AND status = 'paid' AND branch = 'Bali'")],
  ['cabang mana penjualannya paling tinggi bulan lalu', byBranch('', 'LIMIT 1')],
  ['penjualan bulan lalu per cabang dibanding bulan sebelumnya', fellMost],
  ['cabang mana yang turun bulan lalu', fellMost],
  ['5 produk terlaris bulan lalu', mostPieces(5)],
  [
    'how many products sold more than 100 pieces last month',
    `SELECT COUNT(*) FROM (SELECT product FROM data_sales WHERE status = 'paid' AND time_day ${OCTOBER} GROUP BY 1 HAVING SUM(quantity) > 100)`,
  ],
  ['kapan cabang bali dibuka', "SELECT opened FROM data_branches WHERE name = 'Bali'"],
  [
    'jumlah transaksi per channel bulan lalu',
    `SELECT channel, COUNT(DISTINCT order_id) FROM data_sales WHERE time_day ${OCTOBER} GROUP BY 1`,
  ],
  ['สินค้าขายดีเดือนที่แล้ว', mostPieces(10)],
  ['จำนวนคำสั่งซื้อเมื่อวาน', day('COUNT(DISTINCT order_id)', '2026-11-19')],
  ['ยอดขายแยกตามสาขาเดือนที่แล้ว', byBranch()],
  ['ยอดขายกรุงเทพเดือนที่แล้วเท่าไหร่', paid(revenue, "AND branch = 'Bangkok'")],
  ['ยอดขายเทียบกับเป้าแยกตามสาขาเดือนที่แล้ว', beside(ofBranch)],
  ['สาขาไหนยอดขายต่ำสุดเดือนที่แล้ว', paid(`branch, ${revenue}`, 'GROUP BY 1 ORDER BY 2 LIMIT 1')],
  ['ลูกค้ากี่คน', 'SELECT COUNT(*) FROM data_customers'],
)

const growth = (before: string) =>
  `SELECT branch, SUM(amount) FILTER (WHERE time_day ${OCTOBER}) / 100.0 now, SUM(amount) FILTER (WHERE time_day ${before}) / 100.0 FROM data_sales WHERE status = 'paid' GROUP BY 1 HAVING now > 0`

ASKED.push(
  ['revenue for everything except furniture last month', paid(revenue, "AND category <> 'Furniture'")],
  ['omzet bulan lalu semua kecuali Furniture', paid(revenue, "AND category <> 'Furniture'")],
  ['rev last month excl lighting', paid(revenue, "AND category <> 'Lighting'")],
  ['orders per hr yesterday', day('COUNT(DISTINCT order_id)', '2026-11-19', 'GROUP BY substr(time, 1, 13)')],
  ['omzet per hr bulan lalu', paid(`time_day, ${revenue}`, 'GROUP BY 1')],
  ['omzet harian bulan lalu', paid(`time_day, ${revenue}`, 'GROUP BY 1')],
  ['revenue daily last month', paid(`time_day, ${revenue}`, 'GROUP BY 1')],
  ['revenue growth by branch last month', growth("BETWEEN '2026-09-01' AND '2026-09-30'")],
  ['yoy growth by branch last month', growth("BETWEEN '2025-10-01' AND '2025-10-31'")],
  ['mom revenue last month by branch', growth("BETWEEN '2026-09-01' AND '2026-09-30'")],
  ['customers who spent the most last month', spentMost],
  ['ลูกค้าที่ซื้อมากที่สุดเดือนที่แล้ว', spentMost],
  ['5 อันดับสินค้าขายดีเดือนที่แล้ว', mostPieces(5)],
  ['สินค้าขายดี 5 อันดับแรกเดือนที่แล้ว', mostPieces(5)],
  ['สาขาไหนไม่ถึงเป้าเดือนที่แล้ว', beside(ofBranch, `GROUP BY branch HAVING SUM(amount) / 100.0 < ${ofBranch}`)],
  [
    'refund rate last month',
    `SELECT SUM(amount) FILTER (WHERE status = 'returned') * 1.0 / SUM(amount) FROM data_sales WHERE time_day ${OCTOBER}`,
  ],
)

const neverReturned = (since: string) =>
  `SELECT name FROM data_products WHERE name NOT IN (SELECT product FROM data_sales WHERE status = 'returned' AND time_day >= '${since}')`

const silent = (since: string, until: string) =>
  `SELECT id FROM data_customers WHERE id NOT IN (SELECT customer FROM data_sales WHERE time_day BETWEEN '${since}' AND '${until}')`

ASKED.push(
  ['customers with no orders in the last 30 days', silent('2026-10-22', '2026-11-20')],
  ['how many customers had no orders last month', `SELECT COUNT(*) FROM (${silent('2026-10-01', '2026-10-31')})`],
  ['products with no returns since November', neverReturned('2026-11-01')],
  ['how many products had no returns since November', `SELECT COUNT(*) FROM (${neverReturned('2026-11-01')})`],
  [
    'avg discount per order last month',
    `SELECT (${paid('SUM(discount) / 100.0')}) / (SELECT COUNT(DISTINCT order_id) FROM data_sales WHERE time_day ${OCTOBER})`,
  ],
  [
    'rata2 nilai pesanan bulan lalu per kanal',
    paid('channel, SUM(amount) / 100.0 / COUNT(DISTINCT order_id)', 'GROUP BY 1'),
  ],
  ['bandingin omzet jakarta sama bandung bulan lalu', byBranch("AND branch IN ('Jakarta', 'Bandung')")],
  ['pelanggan loyal ada berapa', "SELECT COUNT(*) FROM data_customers WHERE segment = 'Loyal'"],
  ['จำนวนลูกค้าแต่ละเมือง', 'SELECT city, COUNT(*) FROM data_customers GROUP BY 1'],
  ['ออเดอร์ออนไลน์เมื่อวานกี่ออเดอร์', day('COUNT(DISTINCT order_id)', '2026-11-19', "AND channel = 'online'")],
  ['ยอดขายประเทศไทยเดือนที่แล้ว', paid(revenue, "AND country = 'Thailand'")],
  [
    'สินค้าไหนคืนเยอะสุดเดือนที่แล้ว',
    `SELECT product, ${revenue} FROM data_sales WHERE status = 'returned' AND time_day ${OCTOBER} GROUP BY 1 ORDER BY 2 DESC LIMIT 1`,
  ],
)

const ofDays = (having: string) => paid(`time_day, ${revenue}`, `GROUP BY 1 HAVING SUM(amount) ${having}`)

ASKED.push(
  ['days with sales below 100k last month', ofDays('< 10000000')],
  ['how many days with revenue over 150k last month', `SELECT COUNT(*) FROM (${ofDays('> 15000000')})`],
  [
    'revenue per customer by segment last month',
    `SELECT c.segment, SUM(s.amount) / 100.0 / COUNT(DISTINCT s.customer) FROM data_sales s LEFT JOIN data_customers c ON c.id = s.customer WHERE s.status = 'paid' AND s.time_day ${OCTOBER} GROUP BY 1`,
  ],
  ['rata-rata belanja per pelanggan bulan lalu', paid('SUM(amount) / 100.0 / COUNT(DISTINCT customer)')],
  ['average spend per customer last month', paid('SUM(amount) / 100.0 / COUNT(DISTINCT customer)')],
  [
    'biaya sewa semua cabang bulan lalu',
    "SELECT SUM(amount) / 100.0 FROM data_expenses WHERE kind = 'Rent' AND month = '2026-10-01'",
  ],
  [
    'cabang mana yang untungnya paling besar bulan lalu',
    paid('branch, SUM(amount - cost) / 100.0', 'GROUP BY 1 ORDER BY 2 DESC LIMIT 1'),
  ],
  ['hari apa paling laris bulan lalu', paid(`time_day, ${revenue}`, 'GROUP BY 1 ORDER BY 2 DESC LIMIT 1')],
  ['ขายดีสุดวันไหนของเดือนที่แล้ว', paid(`time_day, ${revenue}`, 'GROUP BY 1 ORDER BY 2 DESC LIMIT 1')],
  ['สินค้าหมวด Lighting มีกี่รายการ', "SELECT COUNT(*) FROM data_products WHERE category = 'Lighting'"],
)

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
  'orders without returns last month',
  'returns by reason',
])('"%s" is not in the data, and nothing near it is said instead', (say) => {
  expect(read(say).kind).toBe('refused')
})

/** "City" is a branch's or a customer's; people from a city are those who live there, or who buy there. */
test.each([
  ['revenue by city', ['Revenue by branch city', 'Revenue by customer city']],
  ['customers from Chiang Mai', ['where city is Chiang Mai', 'where branch is Chiang Mai']],
])('"%s" has two meanings, and people are asked which', (say, meanings) => {
  const found = read(say)
  const labels = found.kind === 'doubt' ? found.choices.map(({ label }) => label) : []
  expect(labels).toEqual(meanings.map((each) => expect.stringContaining(each)))
})

test.each(['online vs store last month', 'bali yesterday'])('"%s" names no number, so nothing is counted', (say) => {
  expect(read(say)).toMatchObject({ kind: 'refused', why: expect.stringMatching(/nothing (asked for|to measure)/) })
})

const june = (branch: string, year = 2026) =>
  `SELECT ${revenue} FROM data_sales WHERE status = 'paid' AND branch = '${branch}' AND time_day BETWEEN '${year}-06-01' AND '${year}-06-30'`
const orders = `(SELECT COUNT(DISTINCT o.order_id) FROM data_sales o WHERE o.branch = s.branch AND o.time_day ${OCTOBER})`

/** A thread, and the SQL of each thing said in it. */
const THREADS: [string, string][][] = [
  [
    ['revenue by branch last month', byBranch()],
    ['only Bangkok', paid(revenue, "AND branch = 'Bangkok'")],
    ['what about June', june('Bangkok')],
    ['and last year?', june('Bangkok', 2025)],
    ['and the month before?', june('Bangkok', 2025).replaceAll('2025-06', '2025-05').replace('05-30', '05-31')],
  ],
  [
    ['revenue by branch last month', byBranch()],
    ['sort by orders', beside(orders).replace(/$/, ` ORDER BY ${orders} DESC`)],
    ['exclude Bali', beside(orders, "AND branch <> 'Bali' GROUP BY branch")],
  ],
  [
    ['revenue last month', paid(revenue)],
    ['everything except furniture', paid(revenue, "AND category <> 'Furniture'")],
    ['excl lighting', paid(revenue, "AND category NOT IN ('Furniture', 'Lighting')")],
    [
      'bali yesterday',
      day(
        revenue,
        '2026-11-19',
        "AND status = 'paid' AND branch = 'Bali' AND category NOT IN ('Furniture', 'Lighting')",
      ),
    ],
  ],
  [
    [
      'revenue by branch in Bangkok, Jakarta and Bali last month',
      byBranch("AND branch IN ('Bangkok', 'Jakarta', 'Bali')"),
    ],
    ['exclude Bali', byBranch("AND branch IN ('Bangkok', 'Jakarta')")],
    [
      'Jakarta and Bali in June',
      byBranch("AND branch IN ('Jakarta', 'Bali')").replace(OCTOBER, "BETWEEN '2026-06-01' AND '2026-06-30'"),
    ],
  ],
  [
    [
      'revenue in Bandung by month Q2 2026',
      paid(`substr(time_day, 1, 7), ${revenue}`, "AND branch = 'Bandung' GROUP BY 1").replace(
        OCTOBER,
        "BETWEEN '2026-04-01' AND '2026-06-30'",
      ),
    ],
    [
      'same for last yr',
      paid(`substr(time_day, 1, 7), ${revenue}`, "AND branch = 'Bandung' GROUP BY 1").replace(
        OCTOBER,
        "BETWEEN '2025-04-01' AND '2025-06-30'",
      ),
    ],
  ],
  [
    ['penjualan di Bandung bulan lalu', paid(revenue, "AND branch = 'Bandung'")],
    ['Juni gimana', june('Bandung')],
  ],
  [
    ['top 5 products last month', paid(`product, ${revenue}`, 'GROUP BY 1 ORDER BY 2 DESC LIMIT 5')],
    ['by profit', paid('product, SUM(amount - cost) / 100.0', 'GROUP BY 1 ORDER BY 2 DESC LIMIT 5')],
    ['bottom 5', paid('product, SUM(amount - cost) / 100.0', 'GROUP BY 1 ORDER BY 2 LIMIT 5')],
  ],
  [
    ['customers by segment', 'SELECT segment, COUNT(*) FROM data_customers GROUP BY 1'],
    ['in Jakarta', "SELECT segment, COUNT(*) FROM data_customers WHERE city = 'Jakarta' GROUP BY 1"],
  ],
  [
    ['penjualan bulan lalu', paid(revenue)],
    ['per cabang', byBranch()],
    ['yang Bandung saja', paid(revenue, "AND branch = 'Bandung'")],
    ['kalau Juni?', june('Bandung')],
  ],
  [
    ['ยอดขายเดือนที่แล้ว', paid(revenue)],
    ['แยกตามสาขา', byBranch()],
    ['เฉพาะ Bangkok', paid(revenue, "AND branch = 'Bangkok'")],
  ],
]

test.each(THREADS.map((thread) => [thread.map(([said]) => said).join(' · '), thread] as const))(
  'a thread goes on: %s',
  async (_, thread) => {
    let plan: Plan | undefined
    for (const [said, sql] of thread) {
      const found = read(said, plan)
      expect(found.kind, said).toBe('plan')
      plan = shown((found as { plan: Plan }).plan)
      expect(holds((await run(plan)).rows, await all(sql)), said).toBe(true)
    }
  },
)
