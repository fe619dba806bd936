import { expect, test } from 'vitest'
import { asking, gold } from '../asking.ts'
import { sameAnswer } from '../same.ts'

const asked = await asking('cars')
const SOLD = 'sales s JOIN salespersons p ON p.id = s.salesperson_id JOIN cars c ON c.id = s.car_id'

test.each([
  [
    'Who were the top 3 salespersons by total revenue in 2023? Return their first name, last name, total number of sales and total revenue amount.',
    `SELECT first_name, last_name, COUNT(*), SUM(sale_price) FROM ${SOLD} WHERE sale_date LIKE '2023%' GROUP BY p.id ORDER BY 4 DESC LIMIT 3`,
  ],
  [
    'How many sales did each salesperson make in 2023? Return their ID, first name, last name and number of sales made, ordered from most to least sales.',
    `SELECT p.id, first_name, last_name, COUNT(*) FROM ${SOLD} WHERE sale_date LIKE '2023%' GROUP BY p.id`,
  ],
  [
    'What are the top 2 best selling car models by total revenue? Return make, model and total revenue.',
    `SELECT make, model, SUM(sale_price) FROM ${SOLD} GROUP BY 1, 2 ORDER BY 3 DESC LIMIT 2`,
  ],
  ['How many cars were sold in 2023?', "SELECT COUNT(*) FROM sales WHERE sale_date LIKE '2023%'"],
  ['Which engine types do Toyota cars have?', "SELECT DISTINCT engine_type FROM cars WHERE make = 'Toyota'"],
  ['What is the average sale price, rounded to 2 decimal places?', 'SELECT AVG(sale_price) FROM sales'],
  ['Does the color affect the cost?', 'SELECT color, AVG(cost) FROM cars GROUP BY 1'],
  ['How many different cars were sold?', 'SELECT COUNT(DISTINCT car_id) FROM sales'],
  ['How many salespersons are still employed?', 'SELECT COUNT(*) FROM salespersons WHERE termination_date IS NULL'],
  [
    'How many payments were received on weekends?',
    "SELECT COUNT(*) FROM payments_received WHERE strftime('%w', payment_date) IN ('0', '6')",
  ],
])('%s', async (question, sql) => {
  expect(sameAnswer(await asked.rows(question), gold(asked, sql))).toBe(true)
})

test.each([
  'How many salespersons are still happy?',
  'which cars are still shiny',
  'Does the weather affect the sale price?',
  'Which customer has the highest number of payments received per sale?',
  'What percentage of customers have more than 3 sales?',
])('refused: %s', (question) => {
  expect(asked.read(question).kind).not.toBe('plan')
})
