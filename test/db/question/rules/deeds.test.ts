import { expect, test } from 'vitest'
import { gold, worldOf } from '../asking.ts'
import { sameAnswer } from '../same.ts'

test.each([
  [
    'shop',
    'Which products have never been ordered?',
    'SELECT name FROM products WHERE id NOT IN (SELECT product_id FROM order_items)',
  ],
  [
    'shop',
    'How many orders were placed within 90 days of signup?',
    "SELECT COUNT(*) FROM orders o JOIN customers c ON c.id = o.customer_id WHERE order_date >= signup_date AND order_date <= date(signup_date, '90 days')",
  ],
  [
    'shop',
    'How many customers placed an order within 7 days of signup?',
    "SELECT COUNT(*) FROM customers c WHERE EXISTS (SELECT 1 FROM orders WHERE customer_id = c.id AND order_date BETWEEN signup_date AND date(signup_date, '7 days'))",
  ],
  [
    'shop',
    'Which customers placed an order within the first year of signup?',
    "SELECT first_name, last_name FROM customers c WHERE EXISTS (SELECT 1 FROM orders WHERE customer_id = c.id AND order_date BETWEEN signup_date AND date(signup_date, '1 year'))",
  ],
  [
    'shop',
    'What is the average number of products per order?',
    'SELECT 1.0 * COUNT(*) / COUNT(DISTINCT order_id) FROM order_items',
  ],
  [
    'shop',
    'Which customers have placed more than 8 orders? Return first name, last name and the number of orders.',
    'SELECT first_name, last_name, COUNT(*) FROM orders o JOIN customers c ON c.id = o.customer_id GROUP BY c.id HAVING COUNT(*) > 8',
  ],
  [
    'broker',
    'How many active customers made buy transactions in March 2023?',
    "SELECT COUNT(*) FROM brCustomer c WHERE brCustStatus = 'active' AND EXISTS (SELECT 1 FROM brTransaction WHERE brTxCustId = brCustId AND brTxType = 'buy' AND date(brTxDateTime) BETWEEN '2023-03-01' AND '2023-03-31')",
  ],
  ['music', 'How many tracks are longer than 5 minutes?', 'SELECT COUNT(*) FROM Track WHERE Milliseconds > 300000'],
  [
    'music',
    'Who is the best customer?',
    'SELECT FirstName, LastName, SUM(Total) FROM Invoice JOIN Customer USING (CustomerId) GROUP BY CustomerId ORDER BY 3 DESC LIMIT 1',
  ],
  [
    'music',
    'Which customers spent more than 60 dollars in total?',
    'SELECT FirstName, LastName, SUM(Total) FROM Invoice JOIN Customer USING (CustomerId) GROUP BY CustomerId HAVING SUM(Total) > 60',
  ],
  ['titanic', "Calculate the mean of the 'Fare' column", 'SELECT AVG(Fare) FROM passengers'],
  ['hotel', 'What is the mean of total_of_special_requests?', 'SELECT AVG(total_of_special_requests) FROM bookings'],
  [
    'hr',
    'Which employees were hired in 2021 or 2022?',
    "SELECT first_name, last_name FROM employees WHERE hire_date BETWEEN '2021-01-01' AND '2022-12-31'",
  ],
  [
    'cars',
    'What is the total payment amount by payment method? Return the method and the total.',
    'SELECT payment_method, SUM(payment_amount) FROM payments_received GROUP BY 1',
  ],
  [
    'flatsales',
    'What was the revenue in March 2023 compared to the same period last year?',
    'SELECT SUM(Revenue) FROM "Sales Data" WHERE "Order Date" LIKE \'3/%/2022\' UNION ALL SELECT SUM(Revenue) FROM "Sales Data" WHERE "Order Date" LIKE \'3/%/2023\'',
  ],
  [
    'clinic',
    'How many appointments were between 9 am and 11 am?',
    'SELECT COUNT(*) FROM tbl_appts WHERE CAST(substr(appt_dt, 12, 2) AS INTEGER) IN (9, 10)',
  ],
])('%s: "%s" is answered', async (world, ask, sql) => {
  const asked = await worldOf(world)
  const rows = await asked.rows(ask)
  expect(sameAnswer(rows, gold(asked, sql)), JSON.stringify(rows).slice(0, 300)).toBe(true)
})

test.each([
  ['shop', 'How many products have a price longer than 5 minutes?'],
  ['listings', 'Share of private rooms in Harbour'],
  ['shop', 'How many customers left in 2023?'],
  ['flatsales', 'Which region had the biggest revenue growth from 2022 to 2023?'],
])('%s: "%s" is not answered', async (world, ask) => {
  const asked = await worldOf(world)
  expect(asked.read(ask).kind).not.toBe('plan')
})
