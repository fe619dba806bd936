import { expect, test } from 'vitest'
import { gold, worldOf } from '../asking.ts'
import { sameAnswer } from '../same.ts'

const SOLD = 'sales s JOIN cars c ON c.id = s.car_id'

test.each([
  [
    'faculty',
    'Return the name and h-index of scholars at Optics',
    "SELECT full_name, h_index FROM scholars JOIN labs USING (lab_id) WHERE lab_name = 'Optics'",
  ],
  [
    'faculty',
    'Give me the names of scholars and the names of their mentors',
    'SELECT a.full_name, b.full_name FROM scholars a JOIN scholars b ON b.scholar_id = a.mentor_id',
  ],
  ['faculty', 'How many scholars does Scholar 3 mentor?', 'SELECT COUNT(*) FROM scholars WHERE mentor_id = 3'],
  [
    'faculty',
    'Which scholars have never published anything?',
    'SELECT full_name FROM scholars WHERE scholar_id NOT IN (SELECT scholar_id FROM writes)',
  ],
  [
    'faculty',
    "titles of papers whose title contains '7', with their publication year",
    "SELECT title, pub_year FROM papers WHERE title LIKE '%7%'",
  ],
  [
    'faculty',
    'Top 5 scholars by h-index, along with their lab names',
    'SELECT full_name, lab_name, h_index FROM scholars JOIN labs USING (lab_id) ORDER BY h_index DESC LIMIT 5',
  ],
  [
    'faculty',
    'names and h-index of scholars with a higher h-index than the average h-index',
    'SELECT full_name, h_index FROM scholars WHERE h_index > (SELECT AVG(h_index) FROM scholars)',
  ],
  [
    'faculty',
    'How many papers by each author are about Light?',
    "SELECT full_name, COUNT(DISTINCT paper_id) FROM writes JOIN scholars USING (scholar_id) WHERE paper_id IN (SELECT paper_id FROM paper_subjects JOIN subjects USING (subject_id) WHERE subject_name = 'Light') GROUP BY scholar_id",
  ],
  [
    'faculty',
    'average time from submission to publication in days',
    'SELECT AVG(julianday(published_on) - julianday(submitted_on)) FROM papers',
  ],
  [
    'faculty',
    'number of survey papers vs study papers',
    "SELECT kind, COUNT(*) FROM papers WHERE kind IN ('survey', 'study') GROUP BY 1",
  ],
  [
    'cars',
    'Return the make, model and average sale price of the cars sold',
    `SELECT make, model, AVG(sale_price) FROM ${SOLD} GROUP BY 1, 2`,
  ],
  [
    'cars',
    'List the first name and last name of customers whose last name starts with "k" (case-insensitive)',
    "SELECT first_name, last_name FROM customers WHERE last_name LIKE 'k%'",
  ],
  ['cars', 'What is the average difference between cost and sale price?', `SELECT AVG(cost - sale_price) FROM ${SOLD}`],
  [
    'cars',
    'Tesla cars that were sold for over 60000',
    `SELECT id FROM cars WHERE make = 'Tesla' AND id IN (SELECT car_id FROM sales WHERE sale_price > 60000)`,
  ],
])('%s: %s', async (world, question, sql) => {
  const asked = await worldOf(world)
  expect(sameAnswer(await asked.rows(question), gold(asked, sql))).toBe(true)
})

test.each([
  ['faculty', 'Return the name and salary of scholars'],
  ['faculty', 'List the papers with their publishers'],
  ['cars', 'List the cars with the insurance of their owners'],
])('%s, refused: %s', async (world, question) => {
  expect((await worldOf(world)).read(question).kind).not.toBe('plan')
})
