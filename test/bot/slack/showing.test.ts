import { expect, test } from 'vitest'
import { deliver, deliveriesOf, getDelivery } from '#db/deliveries.ts'
import { fileBlock, keepFile } from '#jobs/kit/files.ts'
import { type Message, say } from '#jobs/kit/message.ts'
import { until } from '../../kit/house.ts'
import { onSlack } from '../stage.ts'

async function withAnn(given: Parameters<typeof onSlack>[0] = {}) {
  const stage = await onSlack(given)
  const { slack, db, house } = stage
  const ann = slack.person('Ann')
  await stage.letIn(ann.id, 'admin', 'Ann')
  const ops = slack.channel('ops', [ann])
  async function bring(said: Message, part: string, place = `slack:${ann.id}`) {
    await deliver(db, { place, source: 'test', part, message: said }, house.now())
    house.bell.ring()
    return (await deliveriesOf(db, ['test'], place)).find((one) => one.part === part)!.id
  }
  const arrived = (id: number) =>
    until(async () => {
      const row = (await getDelivery(db, id))!
      return ['sent', 'failed', 'unknown'].includes(row.state) && row
    })
  const texts = (channel = ann.dm) => slack.delivered(channel).map(slack.wordsOf)
  return { ...stage, ann, ops, bring, arrived, texts }
}

test('what changes is edited where it stands, at its pace, and shows its last state', async () => {
  const { bring, arrived, texts, slack } = await withAnn()
  await arrived(await bring(say('step 0'), 'card'))
  for (let i = 1; i <= 10; i++) {
    await bring(say(`step ${i}`), 'card')
    await new Promise((done) => setTimeout(done, 100))
  }
  await until(() => texts()[0] === 'step 10')
  const edits = slack.world.calls.filter(({ method }) => method === 'chat.update')
  expect(edits.length).toBeLessThanOrEqual(3)
  expect(texts()).toHaveLength(1)
})

test('a card that somebody removed is posted anew, and one whose thread is gone in the channel', async () => {
  const { bring, arrived, texts, slack, ann, ops } = await withAnn()
  await arrived(await bring(say('one'), 'card'))
  slack.history(ann.dm).length = 0
  await bring(say('two'), 'card')
  await until(() => texts().includes('two'))
  const first = ann.says(ops, 'hello')
  ann.deletes(first)
  expect(await arrived(await bring(say('late news'), 'x', `slack:${ops}/${first.ts}`))).toMatchObject({ state: 'sent' })
  expect(texts(ops)).toEqual(['late news'])
})

test.each([
  ['hang', /^\(repeated: delivery was uncertain\)/, 1],
  ['reset', /^\(repeated: delivery was uncertain\)/, 2],
  ['error', /^hello/, 1],
] as const)('after %s it comes again, marked if it may be there twice', async (trouble, seen, times) => {
  const { bring, arrived, texts, slack } = await withAnn({ env: { SEND_SECONDS: '1' } })
  slack.faults.next(trouble, 1, 'chat.postMessage')
  expect(await arrived(await bring(say('hello'), 'x'))).toMatchObject({ state: 'sent', trouble: null })
  expect(texts().at(-1)).toMatch(seen)
  expect(texts()).toHaveLength(times)
})

test('429 is waited for exactly as told, and the order kept', async () => {
  const { bring, arrived, texts, slack } = await withAnn()
  slack.faults.next('limit', 1, 'chat.postMessage')
  const ids = []
  for (const word of ['first', 'second']) ids.push(await bring(say(word), word))
  for (const id of ids) await arrived(id)
  expect(texts()).toEqual(['first', 'second'])
  const [refused, ...later] = slack.world.calls.filter(({ params }) => params.text === 'first')
  expect(later).toHaveLength(1)
  expect(later[0]!.at - refused!.at).toBeGreaterThanOrEqual(1000)
})

test('the pace we keep is one that Slack never has to remind us of', async () => {
  const { bring, arrived, texts, slack } = await withAnn({ slack: { limits: { postsPerSecond: 3 } } })
  const ids = []
  for (let i = 0; i < 7; i++) ids.push(await bring(say(`number ${i}`), String(i)))
  for (const id of ids) await arrived(id)
  expect(texts()).toEqual(Array.from({ length: 7 }, (_, i) => `number ${i}`))
  expect(slack.world.calls.filter(({ error }) => error)).toEqual([])
})

test('files go into the thread with what is said about them', async () => {
  const { bring, arrived, slack, ann, ops, house } = await withAnn()
  const stored = await keepFile(house.workspace, Buffer.from('a,b\n1,2\n'), { name: 'r.csv', by: 'test' }, 1)
  const root = ann.says(ops, '@bellhop report?')
  const said: Message = { tone: 'plain', blocks: [fileBlock(stored, 'The report')] }
  await arrived(await bring(said, 'x', `slack:${ops}/${root.ts}`))
  const file = await slack.heard(ops, 'r.csv')
  expect(file).toMatchObject({ thread_ts: root.ts, text: 'The report' })
})

test('a channel we are not in is told to admins, with what to do', async () => {
  const { bring, arrived, slack, ann } = await withAnn()
  const other = slack.channel('other', [ann], { bot: false })
  expect(await arrived(await bring(say('news'), 'x', `slack:${other}`))).toMatchObject({
    state: 'failed',
    trouble: expect.stringContaining('not_in_channel'),
  })
  await slack.heard(ann.dm, `can't reach slack:${other}`)
})
