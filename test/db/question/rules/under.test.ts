import { expect, test } from 'vitest'
import { gold, worldOf } from '../asking.ts'
import { sameAnswer } from '../same.ts'

const asked = await worldOf('hr')
const [[first, last]] = gold(asked, 'SELECT first_name, last_name FROM employees WHERE employee_id = 3') as [string[]]
const boss = `manager_id IN (SELECT employee_id FROM employees WHERE first_name = '${first}' AND last_name = '${last}')`
const below = `SELECT first_name, last_name FROM employees WHERE ${boss}`

test.each([
  [`who reports to ${first} ${last}`, below],
  [`Which employees are managed by ${first} ${last}?`, below],
  [`employees whose manager is ${first} ${last}`, below],
  [`how many employees report to ${first} ${last}?`, `SELECT COUNT(*) FROM employees WHERE ${boss}`],
  [
    `who is ${first} ${last}'s manager?`,
    `SELECT DISTINCT m.first_name, m.last_name FROM employees e JOIN employees m ON m.employee_id = e.manager_id WHERE e.first_name = '${first}' AND e.last_name = '${last}'`,
  ],
  [
    'number of employees per manager',
    'SELECT m.first_name, m.last_name, COUNT(*) FROM employees e JOIN employees m ON m.employee_id = e.manager_id GROUP BY e.manager_id',
  ],
  ['who earns the most?', 'SELECT first_name, last_name, MAX(salary) FROM employees'],
  [`employees named ${first}`, `SELECT first_name, last_name FROM employees WHERE first_name = '${first}'`],
  ['employees hired in 2017', "SELECT first_name, last_name FROM employees WHERE hire_date LIKE '2017%'"],
])('%s', async (question, sql) => {
  expect(sameAnswer(await asked.rows(question), gold(asked, sql))).toBe(true)
})

test('the answer says whose name it is', () => {
  const read = asked.read(`employees whose manager is ${first} ${last}`)
  expect(read).toMatchObject({ sentence: expect.stringContaining(`manager first name is ${first}`) })
})

test('whoever has changed something has not grown', () => {
  expect(asked.read('employees who have changed jobs').kind).toBe('refused')
})
