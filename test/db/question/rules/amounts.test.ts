import { expect, test } from 'vitest'
import { gold, worldOf } from '../asking.ts'
import { sameAnswer } from '../same.ts'

test.each([
  ['kiosk', 'What is the total revenue?', 'SELECT SUM(transaction_qty * unit_price) FROM kiosk_sales'],
  [
    'kiosk',
    'What percentage of transactions were paid by card?',
    "SELECT 100.0 * AVG(payment_method = 'Card') FROM kiosk_sales",
  ],
  [
    'kiosk',
    'how many transactions have more than 2 items',
    'SELECT COUNT(*) FROM kiosk_sales WHERE transaction_qty > 2',
  ],
  [
    'flatsales',
    'what is the average number of units sold per order',
    'SELECT 1.0 * SUM("Units Sold") / COUNT(DISTINCT "Order ID") FROM "Sales Data"',
  ],
  [
    'flatsales',
    'profit margin by region',
    'SELECT Region, 100.0 * SUM(Profit) / SUM(Revenue) FROM "Sales Data" GROUP BY 1',
  ],
  [
    'ads',
    'CTR by campaign',
    'SELECT campaign_name, 100.0 * SUM(clicks) / SUM(impressions) FROM ad_performance GROUP BY 1',
  ],
  [
    'ads',
    'cost per click for TikTok in Thailand',
    "SELECT SUM(spend) / SUM(clicks) FROM ad_performance WHERE platform = 'TikTok' AND country = 'Thailand'",
  ],
  [
    'ads',
    'Average daily spend by platform',
    'SELECT platform, AVG(s) FROM (SELECT platform, date, SUM(spend) s FROM ad_performance GROUP BY 1, 2) GROUP BY 1',
  ],
  [
    'shop',
    'What is the average order value?',
    'SELECT SUM(quantity * unit_price) / COUNT(DISTINCT order_id) FROM order_items',
  ],
  ['shop', 'What share of orders was cancelled?', "SELECT 100.0 * SUM(status = 'cancelled') / COUNT(*) FROM orders"],
  [
    'freight',
    'average days between ship date and delivery date by carrier',
    'SELECT carrier_name, AVG(julianday(delivery_date) - julianday(ship_date)) FROM shipments JOIN carriers USING (carrier_id) GROUP BY carrier_id',
  ],
  [
    'flatsales',
    'year over year revenue growth',
    'SELECT CAST(y AS INTEGER), s FROM (SELECT substr("Order Date", -4) y, SUM(Revenue) s FROM "Sales Data" GROUP BY 1)',
  ],
  [
    'titanic',
    'How many missing values are there in the Age column?',
    'SELECT COUNT(*) FROM passengers WHERE Age IS NULL',
  ],
])('%s: "%s" is answered', async (world, ask, sql) => {
  const asked = await worldOf(world)
  const rows = await asked.rows(ask)
  expect(sameAnswer(rows, gold(asked, sql)), JSON.stringify(rows).slice(0, 300)).toBe(true)
})

test.each([
  ['ads', 'forecast the spend of next month'],
  ['hr', 'What is the average bonus of employees?'],
  ['flatsales', 'profit per headcount'],
])('%s: "%s" is not answered', async (world, ask) => {
  const asked = await worldOf(world)
  expect(asked.read(ask).kind).not.toBe('plan')
})
