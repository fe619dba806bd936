import { expect, test } from 'vitest'
import { notesIn, startShop, tableIn } from '#test/kit/shop.ts'

test('"vs" goes on from an answer: the same of another period, another place, or another amount', async () => {
  const { ask } = await startShop()
  await ask('revenue in Bangkok in October 2026')
  const periods = await ask('vs September')
  expect(periods.title).toMatch(
    /^Revenue for Bangkok in October 2026 was THB 1,950, (up|down) .* from THB 1,400 in Sep 2026/,
  )
  expect(notesIn(periods)).toContain('Goes on from: Revenue where branch is Bangkok')
  await ask('revenue in Bangkok in October 2026')
  expect(tableIn(await ask('compared to Jakarta'))?.rows).toEqual([
    ['Bangkok', 1950],
    ['Jakarta', 1250],
  ])
})

test('the same days of the year before keep a name people know', async () => {
  const { ask } = await startShop()
  await ask('revenue by branch in October 2026')
  expect(notesIn(await ask('same for last year'))).toContain('October 2025')
})

test.each(['vs the moon', 'vs revenue'])('"%s" sets nothing beside', async (said) => {
  const { ask } = await startShop()
  await ask('revenue in Bangkok in October 2026')
  expect((await ask(said)).title).toBe("I can't answer that")
})

test.each([
  ['revenue yoy', 'compared with the year before'],
  ['mom growth by branch', 'best growth first, compared with the period before'],
  ['revenue growth by branch last month', 'best growth first, compared with the period before'],
])('"%s" stands beside the period before', async (question, note) => {
  const { ask } = await startShop()
  expect(notesIn(await ask(question))).toContain(note)
})
