import { expect, test } from 'vitest'
import { gold, worldOf } from '../asking.ts'
import { sameAnswer } from '../same.ts'

test.each([
  [
    'kiosk',
    'Which of the payment methods brings the most revenue?',
    'SELECT payment_method, SUM(transaction_qty * unit_price) r FROM kiosk_sales GROUP BY 1 ORDER BY r DESC LIMIT 1',
  ],
  ['flatsales', 'In which region is each customer?', 'SELECT DISTINCT "Customer Name", Region FROM "Sales Data"'],
  [
    'kiosk',
    'transactions by product category type and payment method',
    'SELECT product_category, payment_method, COUNT(*) FROM kiosk_sales GROUP BY 1, 2',
  ],
  [
    'hr',
    'average salary by gender and department',
    'SELECT gender, department_name, AVG(salary) FROM employees JOIN departments USING (department_id) GROUP BY 1, 2',
  ],
  ['shop', 'orders by status', 'SELECT status, COUNT(*) FROM orders GROUP BY 1'],
  [
    'flatsales',
    'compare revenue of North and South',
    "SELECT Region, SUM(Revenue) FROM \"Sales Data\" WHERE Region IN ('North', 'South') GROUP BY 1",
  ],
  [
    'clinic',
    'What is the distribution of patients by gender?',
    'SELECT pat_gender, COUNT(*) FROM tbl_patients GROUP BY 1',
  ],
  [
    'titanic',
    'What is the survival rate by class?',
    'SELECT Pclass, 100.0 * SUM(Survived) / COUNT(*) FROM passengers GROUP BY 1',
  ],
  [
    'shop',
    'What was the revenue in Q1 2023 compared to Q1 2022?',
    "SELECT SUM(quantity * unit_price) FROM order_items i JOIN orders o ON o.id = i.order_id WHERE order_date BETWEEN '2022-01-01' AND '2022-03-31' UNION ALL SELECT SUM(quantity * unit_price) FROM order_items i JOIN orders o ON o.id = i.order_id WHERE order_date BETWEEN '2023-01-01' AND '2023-03-31'",
  ],
])('%s: "%s" is answered', async (world, ask, sql) => {
  const asked = await worldOf(world)
  const rows = await asked.rows(ask)
  expect(sameAnswer(rows, gold(asked, sql)), JSON.stringify(rows).slice(0, 300)).toBe(true)
})

test.each([
  ['hr', 'average salary by zodiac sign'],
  ['flatsales', 'revenue by unit price'],
])('%s: "%s" is not answered', async (world, ask) => {
  const asked = await worldOf(world)
  expect(asked.read(ask).kind).not.toBe('plan')
})
