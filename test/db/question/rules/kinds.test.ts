import { expect, test } from 'vitest'
import { gold, worldOf } from '../asking.ts'
import { sameAnswer } from '../same.ts'

test.each([
  [
    'haulage',
    'How many hauls went from Hamburg to Porto?',
    "SELECT COUNT(*) FROM hauls h JOIN depots a ON a.depot_code = h.origin_depot JOIN depots b ON b.depot_code = h.dest_depot WHERE a.city = 'Hamburg' AND b.city = 'Porto'",
  ],
  [
    'haulage',
    'total weight of hauls to Milan',
    "SELECT SUM(weight_kg) FROM hauls JOIN depots ON depot_code = dest_depot WHERE city = 'Milan'",
  ],
  [
    'hr',
    'Show each employee with the name of their department',
    'SELECT first_name, last_name, department_name FROM employees JOIN departments USING (department_id)',
  ],
  [
    'cars',
    'Return the make and cost of cars with a cost below 12000, lowest first',
    'SELECT make, cost FROM cars WHERE cost < 12000',
  ],
  [
    'cars',
    'What is the average cost minus sale price, by make?',
    'SELECT make, AVG(cost - sale_price) FROM sales s JOIN cars c ON c.id = s.car_id GROUP BY 1',
  ],
  [
    'cars',
    'sales made in 2023 that have a sale price over 70000',
    "SELECT id FROM sales WHERE sale_date LIKE '2023%' AND sale_price > 70000",
  ],
  [
    'hr',
    'Which employees work in the department with the highest budget?',
    'SELECT first_name, last_name FROM employees JOIN departments USING (department_id) WHERE budget = (SELECT MAX(budget) FROM departments)',
  ],
  [
    'broker',
    'Who placed the largest single transaction?',
    'SELECT brCustName, brTxAmount FROM brTransaction JOIN brCustomer ON brCustId = brTxCustId ORDER BY brTxAmount DESC LIMIT 1',
  ],
  [
    'broker',
    'names of customers with at least 3 failed transactions',
    "SELECT brCustName FROM brTransaction JOIN brCustomer ON brCustId = brTxCustId WHERE brTxStatus = 'fail' GROUP BY brCustId HAVING COUNT(*) >= 3",
  ],
  [
    'broker',
    'List all ETFs traded on NYSE',
    "SELECT brTickerName FROM brTicker WHERE brTickerType = 'etf' AND brTickerExchange = 'NYSE'",
  ],
  [
    'broker',
    'customers who joined in 2022 or later',
    "SELECT brCustName FROM brCustomer WHERE brCustJoinDate >= '2022-01-01'",
  ],
  [
    'broker',
    'list the ticker names and the number of transactions for each',
    'SELECT brTickerName, COUNT(*) FROM brTransaction JOIN brTicker ON brTickerId = brTxTickerId GROUP BY brTickerId',
  ],
  [
    'broker',
    'Which ticker has the highest price?',
    'SELECT brTickerName, MAX(brTxPrice) FROM brTransaction JOIN brTicker ON brTickerId = brTxTickerId GROUP BY brTickerId ORDER BY 2 DESC LIMIT 1',
  ],
  ['lending', 'ratio of active to inactive members', 'SELECT 1.0 * SUM(is_active) / SUM(is_active = 0) FROM members'],
  [
    'faculty',
    "Return the scholars whose name contains '2'",
    "SELECT full_name FROM scholars WHERE full_name LIKE '%2%'",
  ],
  ['faculty', 'writes per paper on average', 'SELECT 1.0 * COUNT(*) / COUNT(DISTINCT paper_id) FROM writes'],
])('%s: %s', async (world, question, sql) => {
  const asked = await worldOf(world)
  expect(sameAnswer(await asked.rows(question), gold(asked, sql))).toBe(true)
})

test.each([
  ['broker', 'List all bonds traded on NYSE'],
  ['broker', 'Who placed the nicest transaction?'],
  ['lending', 'ratio of active to happy members'],
  ['flights', 'list the travelers located in Oslo'],
  ['papers', 'List the authors of Paper 3 and the amount they pay'],
])('%s, refused: %s', async (world, question) => {
  expect((await worldOf(world)).read(question).kind).not.toBe('plan')
})
