import { expect, test } from 'vitest'
import { gold, worldOf } from './asking.ts'
import { sameAnswer } from './same.ts'

const RANKED =
  'SELECT name, n FROM (SELECT department_name name, COUNT(*) n, DENSE_RANK() OVER (ORDER BY COUNT(*) DESC) r FROM employees JOIN departments USING (department_id) GROUP BY department_id) WHERE r = 3'

test.each([
  ['What is the second highest salary?', 'SELECT DISTINCT salary FROM employees ORDER BY 1 DESC LIMIT 1 OFFSET 1'],
  ['the 3rd lowest salary', 'SELECT DISTINCT salary FROM employees ORDER BY 1 LIMIT 1 OFFSET 2'],
  [
    'Which employee has the second highest salary?',
    'SELECT first_name, last_name, salary FROM employees WHERE salary = (SELECT DISTINCT salary FROM employees ORDER BY 1 DESC LIMIT 1 OFFSET 1)',
  ],
  ['Which department has the third most employees?', RANKED],
])('%s', async (question, sql) => {
  const asked = await worldOf('hr')
  expect(sameAnswer(await asked.rows(question), gold(asked, sql))).toBe(true)
})

test.each([
  'What is the second salary?',
  'second highest salary in each department',
  'What is the average of the second highest?',
])('refused: %s', async (question) => {
  expect((await worldOf('hr')).read(question).kind).not.toBe('plan')
})
