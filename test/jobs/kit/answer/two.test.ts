import { expect, test } from 'vitest'
import { twoAsks } from '#jobs/kit/answer/two.ts'
import { words } from '#test/kit/desk.ts'
import { labelsIn, pressed, startShop } from '#test/kit/shop.ts'

test('two questions in one message are both answered, and a button says which answer it is for', async () => {
  const { ask } = await startShop()
  const said = await ask('which branch fell behind last month, and why is today zero?')
  expect(said.title).toContain('Bandung fell most in revenue last month')
  expect(words([said])).toContain('Why is today zero? The data is fresh')
  const both = await ask('revenue last month, and why did it drop?')
  expect(both.title).toBe('Revenue last month was THB 3,550.')
  expect(words([both])).toMatch(/Why did it drop\? Revenue last month (fell|rose) by/)
  expect(labelsIn(both)).toEqual(expect.arrayContaining(['How? (1)', 'How? (2)']))
  expect(words([await ask(pressed(both, 'How? (2)'))])).toContain('Why: ')
})

test('what can be read as two questions by themselves is two', async () => {
  const { ask } = await startShop()
  const said = words([await ask('how many orders last month, which branch had the most revenue last month?')])
  expect(said).toContain('Orders last month were')
  expect(said).toContain('Which branch had the most revenue last month?')
})

test.each([
  'revenue and orders by branch last month',
  'top 3 products, by profit',
  'revenue in Bangkok, Jakarta and Bali',
])('"%s" is one question', (question) => {
  expect(twoAsks(question)).toBeUndefined()
})
