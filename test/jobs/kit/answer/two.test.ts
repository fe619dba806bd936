import { expect, test } from 'vitest'
import { twoAsks } from '#jobs/kit/answer/two.ts'
import { pressed, startShop } from '#test/kit/shop.ts'

test('of two questions in one message the first is answered, and the second is a button', async () => {
  const { ask } = await startShop()
  const said = await ask('which branch fell behind last month, and why is today zero?')
  expect(said.title).toContain('Bandung fell most in revenue last month')
  expect(pressed(said, 'why is today zero?')).toBe('/ask why is today zero?')
})

test.each([
  'revenue and orders by branch last month',
  'top 3 products, by profit',
  'revenue in Bangkok, Jakarta and Bali',
])('"%s" is one question', (question) => {
  expect(twoAsks(question)).toBeUndefined()
})
