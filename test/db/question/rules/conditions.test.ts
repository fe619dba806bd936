import { expect, test } from 'vitest'
import { gold, worldOf } from '../asking.ts'
import { sameAnswer } from '../same.ts'

test.each([
  [
    'hr',
    'Which employees earn more than the average salary?',
    'SELECT first_name, last_name FROM employees WHERE salary > (SELECT AVG(salary) FROM employees)',
  ],
  [
    'hr',
    'Which employees have a salary between 5000 and 7000?',
    'SELECT first_name, last_name FROM employees WHERE salary BETWEEN 5000 AND 7000',
  ],
  [
    'hr',
    "List employees whose first name starts with 'A'",
    "SELECT first_name, last_name FROM employees WHERE first_name LIKE 'A%'",
  ],
  [
    'broker',
    'How many customers traded in March 2023?',
    "SELECT COUNT(DISTINCT brTxCustId) FROM brTransaction WHERE brTxDateTime LIKE '2023-03%'",
  ],
  [
    'broker',
    'What is the average number of shares per sell transaction?',
    "SELECT AVG(brTxShares) FROM brTransaction WHERE brTxType = 'sell'",
  ],
  ['cars', 'How many red Toyotas do we have?', "SELECT COUNT(*) FROM cars WHERE color = 'red' AND make = 'Toyota'"],
  [
    'cars',
    'How many black automatic BMW cars are there?',
    "SELECT COUNT(*) FROM cars WHERE color = 'black' AND transmission = 'Automatic' AND make = 'BMW'",
  ],
  ['hr', 'How many employees work remotely?', 'SELECT COUNT(*) FROM employees WHERE works_remotely = 1'],
  [
    'shop',
    'List customers who have never placed an order',
    'SELECT first_name, last_name FROM customers WHERE id NOT IN (SELECT customer_id FROM orders)',
  ],
  [
    'broker',
    'How many distinct customers have made a buy transaction?',
    "SELECT COUNT(DISTINCT brTxCustId) FROM brTransaction WHERE brTxType = 'buy'",
  ],
  [
    'broker',
    'Which customers have made more than 10 transactions?',
    'SELECT brCustName, COUNT(*) FROM brTransaction JOIN brCustomer ON brCustId = brTxCustId GROUP BY brCustId HAVING COUNT(*) > 10',
  ],
  [
    'listings',
    'number of hosts with more than 5 listings',
    'SELECT COUNT(*) FROM (SELECT host_id FROM listings GROUP BY 1 HAVING COUNT(*) > 5)',
  ],
  [
    'freight',
    "How many shipments haven't been delivered yet?",
    'SELECT COUNT(*) FROM shipments WHERE delivery_date IS NULL',
  ],
  ['titanic', 'How many passengers were older than 60?', 'SELECT COUNT(*) FROM passengers WHERE Age > 60'],
  ['music', 'How many tracks have no composer?', 'SELECT COUNT(*) FROM Track WHERE Composer IS NULL'],
])('%s: "%s" is answered', async (world, ask, sql) => {
  const asked = await worldOf(world)
  const rows = await asked.rows(ask)
  expect(sameAnswer(rows, gold(asked, sql)), JSON.stringify(rows).slice(0, 300)).toBe(true)
})

test.each([
  ['music', 'How many customers are from Narnia?'],
  ['hr', 'Does Tara earn more than Otto?'],
  ['shop', 'orders that were late'],
])('%s: "%s" is not answered', async (world, ask) => {
  const asked = await worldOf(world)
  expect(asked.read(ask).kind).not.toBe('plan')
})
