import { expect, test } from 'vitest'
import { z } from 'zod'
import { say } from '#jobs/kit/message.ts'
import { testJob, until } from '../../kit/house.ts'
import { onSlack } from '../stage.ts'

async function withAnn(given: Parameters<typeof onSlack>[0] = {}) {
  const stage = await onSlack(given)
  const ann = stage.slack.person('Ann', { email: 'ann@acme.example' })
  await stage.letIn(ann.id, 'admin', 'Ann')
  const ops = stage.slack.channel('ops', [ann])
  await stage.openChat(`slack:${ops}`)
  return { ...stage, ann, ops }
}

test('a direct message is answered there, and our commands are named as they are typed in Slack', async () => {
  const { ann, slack } = await withAnn()
  ann.says(ann.dm, 'help')
  const answer = await slack.heard(ann.dm, 'What I can do')
  expect(slack.wordsOf(answer)).toContain('/bellhop run')
  ann.says(ann.dm, 'is 1 < 2 & *this* right?')
  await slack.heard(ann.dm, 'you said is 1 < 2 & *this* right?')
})

test('a mention is answered in a thread, once, and the thread goes on without one', async () => {
  const { ann, ops, slack } = await withAnn()
  const first = ann.says(ops, '@bellhop spend?')
  expect((await slack.heard(ops, 'you said spend?')).thread_ts).toBe(first.ts)
  ann.says(ops, 'and yesterday?', { thread: first.ts })
  expect((await slack.heard(ops, 'you said and yesterday?')).thread_ts).toBe(first.ts)
  ann.says(ops, 'lunch anybody?')
  ann.says(ops, '<@U9> what do you think?', { thread: first.ts })
  ann.says(ops, '@bellhop more?', { thread: first.ts })
  await slack.heard(ops, 'you said more?')
  expect(slack.delivered(ops)).toHaveLength(3)
})

test('several threads at once, and two people in one of them, each with their own rights', async () => {
  const { ann, slack, ops, letIn } = await withAnn()
  const vic = slack.person('Vic')
  await letIn(vic.id, 'viewer', 'Vic')
  slack.world.channels.get(ops)!.members.add(vic.id)
  const threads = ['one', 'two', 'three'].map((text) => ann.says(ops, `@bellhop ${text}?`))
  for (const [i, text] of ['one', 'two', 'three'].entries())
    expect((await slack.heard(ops, `you said ${text}?`)).thread_ts).toBe(threads[i]!.ts)
  vic.says(ops, '@bellhop settings', { thread: threads[0]!.ts })
  expect((await slack.heard(ops, 'is for admins; you are viewer')).thread_ts).toBe(threads[0]!.ts)
  ann.says(ops, '@bellhop settings', { thread: threads[0]!.ts })
  await slack.heard(ops, 'answered you directly')
  await slack.heard(ann.dm, /settings/i)
})

test('/bellhop is acknowledged at once and answered, also in words that are no command', async () => {
  const { ann, ops, slack } = await withAnn()
  expect(await ann.commands(ann.dm, '/bellhop', 'version').ack).toMatchObject({ acked: true })
  await slack.heard(ann.dm, /Version/)
  expect(await ann.commands(ops, '/bellhop', 'how much yesterday?').ack).toMatchObject({
    acked: true,
    payload: { response_type: 'in_channel' },
  })
  await slack.heard(ops, 'you said how much yesterday?')
  await ann.commands(ann.dm, '/bellhop').ack
  await slack.heard(ann.dm, 'What I can do')
})

test('whatever the work, Slack is told within its three seconds', async () => {
  const question = async () => new Promise<never>((_, fail) => setTimeout(fail, 4000, new Error('slow')))
  const { ann, slack } = await withAnn({ slack: { ackMs: 1500 }, rest: { question } })
  const acks = [ann.commands(ann.dm, '/bellhop', 'slow?').ack, ann.tells({ ...spoken(ann), text: 'slow too?' })]
  expect((await Promise.all(acks)).map(({ acked }) => acked)).toEqual([true, true])
  await slack.heard(ann.dm, /went wrong/, 9000)
})

const spoken = (ann: { id: string; dm: string }) => ({
  type: 'message',
  channel: ann.dm,
  channel_type: 'im',
  user: ann.id,
  text: '',
  ts: '1763600000.000001',
})

test('an event that comes again is answered once', async () => {
  const { ann, slack } = await withAnn()
  const event = { ...spoken(ann), text: 'once?' }
  for (const id of ['Ev1', 'Ev1', 'Ev2']) await ann.tells(event, id)
  ann.says(ann.dm, 'next?')
  await slack.heard(ann.dm, 'you said next?')
  expect(slack.delivered(ann.dm)).toHaveLength(2)
})

test('an event is only acknowledged when it is stored', async () => {
  const { ann, house, slack, face } = await withAnn({ slack: { ackMs: 300, redeliverMs: 100 } })
  let broken = true
  await face.start(async (heard) => {
    if (broken) throw new Error('the disk is full')
    await hear(heard)
  })
  const { openDesk } = await import('#bot/kit/desk.ts')
  const { openAccess } = await import('#bot/kit/access.ts')
  const desk = openDesk(house, [], openAccess(house), {
    question: async (text) => say(`you said ${text}`),
    file: async () => undefined,
  })
  const { hear } = desk
  setTimeout(() => {
    broken = false
  }, 250)
  expect((await ann.tells({ ...spoken(ann), text: 'kept?' })).acked).toBe(true)
  await slack.heard(ann.dm, 'you said kept?')
})

test('an edited message is asked about, a deleted one is let go, an empty one gets a word', async () => {
  const { ann, slack } = await withAnn()
  const message = ann.says(ann.dm, 'spnd?')
  await slack.heard(ann.dm, 'you said spnd?')
  ann.edits(message, 'spend?')
  await slack.heard(ann.dm, 'You changed your message')
  await ann.presses(ann.dm, 'Take the new words')
  await slack.heard(ann.dm, 'you said spend?')
  ann.deletes(message)
  ann.says(ann.dm, '   ')
  await slack.heard(ann.dm, "can't read an empty message")
  expect(slack.delivered(ann.dm)).toHaveLength(4)
})

test.each([
  ['10,000 letters', 'x'.repeat(10_000)],
  ['right to left', 'كم المبيعات أمس؟'],
  ['emoji', '👨‍👩‍👧‍👦🇹🇭?'],
  ['everybody', '<!here> @channel spend?'],
])('%s is answered, and calls nobody', async (_, words) => {
  const { ann, slack } = await withAnn()
  ann.says(ann.dm, words)
  const answer = await slack.heard(ann.dm, 'you said')
  expect(answer.text).not.toContain('<!')
})

test('a mail address reaches us as it was typed', async () => {
  const { ann, slack } = await withAnn()
  await ann.tells({
    ...spoken(ann),
    text: 'ask <mailto:me@acme.example|me@acme.example> about <https://x.example/a|x>',
  })
  const answer = await slack.heard(ann.dm, 'you said ask me@acme.example about')
  expect(answer.text).toBe('you said ask me@acme.example about https://x.example/a')
})

test('a button is pressed once, and a link only opens', async () => {
  const { ann, slack } = await withAnn()
  ann.says(ann.dm, 'nonsens')
  await slack.heard(ann.dm, 'you said nonsens')
  await ann.commands(ann.dm, '/bellhop', '/rnus').ack
  await slack.heard(ann.dm, 'you said rnus')
})

test('a file is brought here, and a link to elsewhere never gets our token', async () => {
  const kept: number[] = []
  const { ann, slack } = await withAnn({
    rest: {
      async file({ files = [] }) {
        kept.push(...files.map(({ bytes }) => bytes))
        return say(`got ${files.map(({ name }) => name).join(', ')}`)
      },
    },
  })
  ann.sends(ann.dm, [{ name: 'a.csv', bytes: 'x,y\n1,2\n' }, { name: 'b.csv' }])
  await slack.heard(ann.dm, 'got a.csv, b.csv')
  expect(kept).toEqual([8, 1])
  const call = slack.world.calls.find(({ method }) => method === 'files.info')!
  expect(call).toBeDefined()
})

const pullJob = () =>
  testJob(async (input) => say(`pulled ${JSON.stringify(input)}`, 'good'), {
    name: 'test-collect',
    say: 'Pull a report',
    input: z.object({
      report: z.enum(['sales', 'stock']).describe('Which report?'),
      from: z.iso.date().describe('From which day?'),
      rows: z.coerce.number().int().max(100).default(10).describe('How many rows?'),
      note: z.string().optional().describe('A note'),
    }),
    example: { report: 'sales', from: '2026-01-01' },
  })

test('what a job still needs is asked in a form, checked there, and starts it', async () => {
  const { ann, slack } = await withAnn({ jobs: [pullJob()] })
  expect(await ann.commands(ann.dm, '/bellhop', 'run test-collect report=stock').ack).toMatchObject({ acked: true })
  const form = ann.modal()!
  expect(form.title).toMatchObject({ text: 'Pull a report' })
  expect(form.blocks.map((b) => (b.element as { type: string }).type)).toEqual([
    'static_select',
    'datepicker',
    'number_input',
    'plain_text_input',
  ])
  expect(form.blocks[0]!.element).toMatchObject({ initial_option: { value: 'stock' } })
  const wrong = await ann.submits({ report: 'sales', from: '2026-01-31', rows: '200' })
  expect(wrong.payload).toMatchObject({ response_action: 'errors', errors: { rows: expect.any(String) } })
  await ann.submits({ report: 'sales', from: '2026-01-31', rows: '20', note: 'for the board' })
  await slack.heard(ann.dm, /pulled .*"from":"2026-01-31","rows":20,"note":"for the board"/, 10_000)
})

test('a form is opened only for those who may, and a full start needs none', async () => {
  const { letIn, slack, ann } = await withAnn({ jobs: [pullJob()] })
  const vic = slack.person('Vic')
  await letIn(vic.id, 'viewer')
  await vic.commands(vic.dm, '/bellhop', 'run test-collect').ack
  await slack.heard(vic.dm, 'needs to know more')
  expect(vic.modal()).toBeUndefined()
  await ann.commands(ann.dm, '/bellhop', 'run test-collect report=sales from=2026-01-31').ack
  await slack.heard(ann.dm, /pulled/, 10_000)
  expect(ann.modal()).toBeUndefined()
})

test("a run's news stay in the thread it was asked in", async () => {
  const { ann, ops, slack } = await withAnn({
    jobs: [testJob(async () => say('all done', 'good'), { shows: () => [] })],
  })
  const asked = ann.says(ops, '@bellhop /run test')
  expect((await slack.heard(ops, 'all done', 10_000)).thread_ts).toBe(asked.ts)
})

test('the home shows what runs, what failed and how fresh the data is, with buttons that work', async () => {
  const failing = testJob(() => Promise.reject(new Error('the portal is closed')), { tries: 1 })
  const { ann, slack } = await withAnn({ jobs: [failing] })
  await ann.commands(ann.dm, '/bellhop', 'run test').ack
  await slack.heard(ann.dm, /failed|wrong/i, 10_000)
  await ann.opensHome()
  const home = await until(() => ann.home())
  const seen = slack.wordsOf({ text: '', blocks: home.blocks })
  expect(seen).toMatch(/Running[\s\S]*Nothing runs[\s\S]*Failed this week[\s\S]*A job of a test[\s\S]*Data/)
  await ann.pressesHome('Runs')
  await slack.heard(ann.dm, /Runs/)
  await until(() => ann.home()?.id !== home.id)
  await ann.pressesHome('Runs')
  await until(() => slack.delivered(ann.dm).filter((m) => slack.wordsOf(m).includes('asked')).length >= 2)
})

test('somebody unknown sees nothing in the home but how to get in', async () => {
  const { slack } = await withAnn()
  const eve = slack.person('Eve')
  await eve.opensHome()
  const home = await until(() => eve.home())
  const seen = slack.wordsOf({ text: '', blocks: home.blocks })
  expect(seen).toContain('/bellhop login')
  expect(seen).not.toContain('Running')
})

test('who is in a channel is known, guests and people of other companies as strangers', async () => {
  const { slack, face, ann } = await withAnn()
  const guest = slack.person('Gus', { guest: true })
  const other = slack.person('Otto', { stranger: true })
  const all = slack.channel('all', [ann, guest, other])
  expect(await face.audience!(`slack:${all}`)).toEqual({ members: [ann.id, guest.id, other.id], strangers: 2 })
  const shared = slack.channel('shared', [ann], { external: true })
  expect(await face.audience!(`slack:${shared}`)).toEqual({ members: [ann.id], strangers: 1 })
})

test('over HTTP every event carries a signature, and who has none is sent away', async () => {
  const { slack, ann, house, ops } = await withAnn({ called: true, env: { SLACK_SIGNING_SECRET: 'sesame' } })
  ann.says(ann.dm, 'over http?')
  await slack.heard(ann.dm, 'you said over http?')
  expect(await ann.commands(ops, '/bellhop', 'version').ack).toMatchObject({ acked: true })
  await slack.heard(ops, /Version/)
  const url = `${house.config.PUBLIC_URL}/hooks/slack`
  const body = JSON.stringify({ type: 'event_callback', event: { ...spoken(ann), text: 'forged' } })
  const headers = {
    'x-slack-request-timestamp': String(Math.floor(Date.now() / 1000)),
    'x-slack-signature': `v0=${'0'.repeat(64)}`,
  }
  const answers = await Promise.all([
    fetch(url, { method: 'POST', body }),
    fetch(url, { method: 'POST', body, headers }),
  ])
  expect(answers.map(({ status }) => status)).toEqual([401, 401])
})

test('told to come again, the line is opened anew and nothing is lost', async () => {
  const { slack, ann } = await withAnn({ slack: { ackMs: 500, redeliverMs: 2500 } })
  slack.dropConnections()
  ann.says(ann.dm, 'still there?')
  await slack.heard(ann.dm, 'you said still there?', 15_000)
})
