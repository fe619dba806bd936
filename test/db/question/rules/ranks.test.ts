import { expect, test } from 'vitest'
import { gold, worldOf } from '../asking.ts'
import { sameAnswer } from '../same.ts'

test.each([
  [
    'shop',
    'top 3 products by quantity sold',
    'SELECT p.name, SUM(quantity) FROM order_items i JOIN products p ON p.id = i.product_id GROUP BY p.id ORDER BY 2 DESC LIMIT 3',
  ],
  ['shop', 'Which product is the most expensive?', 'SELECT name, price FROM products ORDER BY price DESC LIMIT 1'],
  [
    'hr',
    'Who is the highest paid employee?',
    'SELECT first_name, last_name FROM employees ORDER BY salary DESC LIMIT 1',
  ],
  [
    'hr',
    'List the 5 most recently hired employees',
    'SELECT first_name, last_name FROM employees ORDER BY hire_date DESC LIMIT 5',
  ],
  [
    'hr',
    'highest salary in each department',
    'SELECT department_name, MAX(salary) FROM employees JOIN departments USING (department_id) GROUP BY 1',
  ],
  [
    'flatsales',
    'show the 2 least profitable sub categories in each region',
    'SELECT Region, "Sub Category" FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY Region ORDER BY p) r FROM (SELECT Region, "Sub Category", SUM(Profit) p FROM "Sales Data" GROUP BY 1, 2)) WHERE r <= 2',
  ],
  [
    'cars',
    'Which make has the most sales?',
    'SELECT MAX(n) FROM (SELECT COUNT(*) n FROM sales s JOIN cars c ON c.id = s.car_id GROUP BY make)',
  ],
  [
    'clinic',
    'What is the most common diagnosis?',
    'WITH g AS (SELECT diag_name, COUNT(*) n FROM tbl_diag GROUP BY 1) SELECT * FROM g WHERE n = (SELECT MAX(n) FROM g)',
  ],
])('%s: "%s" is answered', async (world, ask, sql) => {
  const asked = await worldOf(world)
  const rows = await asked.rows(ask)
  expect(sameAnswer(rows, gold(asked, sql)), JSON.stringify(rows).slice(0, 300)).toBe(true)
})

test.each([
  ['hr', 'Which employee has the longest beard?'],
  ['music', 'What are the 10 most streamed tracks?'],
])('%s: "%s" is not answered', async (world, ask) => {
  const asked = await worldOf(world)
  expect(asked.read(ask).kind).not.toBe('plan')
})
