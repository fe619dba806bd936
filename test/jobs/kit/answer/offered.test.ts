import { expect, onTestFinished, test } from 'vitest'
import { rest } from '#bot/kit/rest.ts'
import { addPerson, linkIdentity } from '#db/people.ts'
import { openDemo } from '#demo/start.ts'
import type { Button, Message } from '#jobs/kit/message.ts'
import { startDesk } from '#test/kit/desk.ts'
import { until } from '#test/kit/house.ts'

const QUESTIONS = { QUESTIONS_PER_MINUTE: '10000', MESSAGES_PER_MINUTE: '10000' }

/** Somebody who asks the whole pretend company. */
async function startTalk() {
  const desk = await startDesk({ rest, people: {}, env: { DEMO: 'on', ...QUESTIONS } })
  const demo = openDemo(desk.house.config)
  onTestFinished(() => demo.close())
  await demo.seed(desk.house)
  await addPerson(desk.db, { id: 'id-ann', name: 'ann', role: 'admin', email: 'ann@x.co' }, 1)
  await linkIdentity(desk.db, 'test', 'ann', 'id-ann')
  async function ask(said: string): Promise<Message> {
    const before = desk.shown.length
    await desk.tell(said)
    return until(async () => {
      await desk.show()
      const fresh = desk.shown.slice(before).map(({ message }) => message)
      return fresh.find(({ blocks }) => !blocks.some(({ kind }) => kind === 'progress'))
    }, 60_000)
  }
  return { ask, known: () => desk.house.workspace.knowledge() }
}

const sayable = ({ blocks }: Message): (Button & { say: string })[] =>
  blocks
    .flatMap((block) => (block.kind === 'buttons' ? block.buttons : []))
    .flatMap((button) => ('say' in button ? [button] : []))

test('every example question has an answer, and so has whatever is offered below it', async () => {
  const { ask, known } = await startTalk()
  const asks = (await known()).datasets.flatMap(({ asks }) => asks.map(({ say }) => say))
  expect(asks.length).toBeGreaterThan(40)
  const wrong: string[] = []
  for (const question of asks) {
    const answer = await ask(question)
    if (answer.tone !== 'plain') wrong.push(question)
    for (const { label, say } of sayable(answer).filter((each) => each.say.startsWith('/ask')))
      if ((await ask(say)).tone !== 'plain') wrong.push(`${question}: ${label}`)
  }
  expect(wrong).toEqual([])
}, 300_000)

test('whatever is offered instead of a refusal has an answer', async () => {
  const { ask } = await startTalk()
  const refused = [
    ...['jakarta', 'what is our market share?', 'employee salaries', 'sales by supplier last month'],
    ...[
      'weather in bangkok',
      'net promoter score',
      'forecast revenue',
      'revenue in Atlantis',
      'hello',
      'what can you do?',
    ],
  ]
  for (const question of refused)
    for (const { say } of sayable(await ask(question)))
      expect(await ask(say), `${question}: ${say}`).toMatchObject({ tone: 'plain' })
}, 120_000)
