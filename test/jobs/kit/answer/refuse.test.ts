import { expect, test } from 'vitest'
import { setRight } from '#db/rights.ts'
import { words } from '#test/kit/desk.ts'
import { labelsIn, pressed, startShop } from '#test/kit/shop.ts'

const JARGON = /SQL|dataset|column|plan|parse|one question:|bring these together|nothing asked|undefined|null/i

test.each([
  ['jakarta', "That doesn't say which number you want."],
  ['employee satisfaction by branch', 'I find no "employee"'],
  ['forecast revenue next month', "I can't look ahead"],
  ['delete all sales', 'I never change them'],
  ['what is our market share of lanterns in the moon?', ''],
])('"%s" is refused plainly, and every question offered instead has an answer', async (question, why) => {
  const { ask } = await startShop()
  const said = await ask(question)
  expect(said).toMatchObject({ title: "I can't answer that", tone: 'warn' })
  const told = said.blocks.flatMap((each) => (each.kind === 'text' ? each.text : [])).join(' ')
  expect(told).toContain(why)
  expect(told).toMatch(/About \w+ I know .*branch/)
  expect(told).not.toMatch(JARGON)
  const offered = labelsIn(said)
  expect(offered.length).toBeGreaterThan(1)
  for (const label of offered) expect((await ask(pressed(said, label))).tone, label).toBe('plain')
})

test('what only lacks its number is completed with one', async () => {
  const { ask } = await startShop()
  const said = await ask('jakarta')
  expect((await ask(pressed(said, 'Revenue jakarta'))).title).toContain('Revenue for Jakarta was THB')
})

test.each([
  ['jakarta last month', 'Revenue for Jakarta last month was THB 1,250.'],
  ['jakarta vs bandung last month', 'Jakarta had the highest revenue last month'],
])('"%s" says which and when: the number people mean is taken, and that is said', async (question, title) => {
  const { ask } = await startShop()
  const said = await ask(question)
  expect(said.title).toContain(title)
  expect(words([said])).toContain('You named no number, so I took revenue.')
})

test('nobody is offered what they may not see', async () => {
  const { ask, db } = await startShop()
  await setRight(db, { who: 'person:id-vic', what: 'data:sales', only: {}, by: 'id-ann', at: 1 })
  expect(words([await ask('employee satisfaction', 'vic')])).not.toContain('revenue')
})

test('days to come have no numbers, and that is said', async () => {
  const { ask } = await startShop()
  const said = await ask('revenue next month')
  expect(said.title).toBe('There is no revenue next month: those days are still to come.')
  expect(labelsIn(said)).toEqual(['How?', '👍', '👎'])
})

test.each(['hello', 'thanks!', 'ขอบคุณครับ', 'selamat pagi', 'what can you do?'])('"%s" is no question', async (said) => {
  const { ask } = await startShop()
  await ask('revenue last month')
  const reply = await ask(said)
  expect(words([reply])).not.toContain('3,550')
  expect(reply.tone).toBe('plain')
})
