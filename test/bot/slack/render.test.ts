import { webApi } from '@slack/bolt'
import { afterEach, expect, test } from 'vitest'
import type { Media } from '#bot/kit/media.ts'
import { type Call, render } from '#bot/slack/render.ts'
import { send } from '#bot/slack/send.ts'
import { startSlack } from '#demo/slack/server.ts'
import { type Message, message, say, text } from '#jobs/kit/message.ts'
import { EVERY, HARD, KINDS, mixed, only, table } from '../messages.ts'

const more = { token: ({ say }: { say: string }) => `t:${say}` }
const show = (message: Message) => render(message, more)
const posts = (calls: Call[]) => calls.flatMap((call) => (call.method === 'chat.postMessage' ? [call] : []))
const types = (calls: Call[]) => posts(calls).map((call) => call.blocks.map((block) => block.type))
const open = async (media: Media) => ({ name: media.name, content: Buffer.from('a;b') })

const ends: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})

async function desk() {
  const slack = await startSlack()
  ends.push(slack.stop)
  const client = new webApi.WebClient(slack.token, { slackApiUrl: slack.api, retryConfig: { retries: 0 } })
  const ann = slack.person('Ann')
  const deliver = async (message: Message) => {
    for (const call of show(message)) await send(client, { channel: ann.dm }, call, open)
    return slack.delivered(ann.dm)
  }
  return { deliver, slack, ann }
}

test.each(KINDS)('a %s alone becomes something Slack accepts', async (kind) => {
  const { deliver, slack, ann } = await desk()
  for (const tone of ['plain', 'good', 'warn', 'bad'] as const) await deliver(only(kind, tone))
  await deliver(only(kind, 'good', 'A title'))
  const titled = await slack.heard(ann.dm, 'A title')
  expect(titled.text).toMatch(/^✅ A title/)
  expect(titled.blocks![0]).toMatchObject({ type: 'header', text: { text: '✅ A title' } })
})

test('a whole answer is one message with its parts in order, and its chart an upload', async () => {
  const calls = show(message('Sales', 'good', EVERY.text, EVERY.facts, EVERY.table, EVERY.chart, EVERY.buttons))
  expect(types(calls)).toEqual([['header', 'rich_text', 'rich_text', 'table', 'actions']])
  expect(calls[1]).toMatchObject({
    method: 'files.uploadV2',
    files: [{ media: { kind: 'chart' }, alt: 'Chart: Revenue by month' }],
  })
})

test.each(Object.entries(HARD))('%s is accepted in every place, within the limits', async (_, words) => {
  const { deliver } = await desk()
  await deliver(message(words, 'bad', text(words), text(words, 'quiet'), text(words, 'code')))
  await deliver({
    tone: 'plain',
    blocks: [
      { kind: 'facts', facts: Array(12).fill({ label: words, value: words }) },
      { ...EVERY.table, rows: Array(120).fill([words, 1, 2]) },
    ],
  })
  await deliver({
    tone: 'plain',
    blocks: [
      { ...EVERY.file, name: 'a.csv', say: words },
      { kind: 'buttons', buttons: [{ label: words, say: '/x' }] },
    ],
  })
  await deliver({
    tone: 'plain',
    blocks: [
      { kind: 'progress', bars: Array(40).fill({ label: words, state: 'running', done: 1, total: 2, note: words }) },
    ],
  })
})

test('a hundred mixed messages are all accepted', async () => {
  const { deliver, slack } = await desk()
  for (let seed = 0; seed < 100; seed++)
    await deliver(mixed(seed)).catch((error) =>
      expect.fail(`seed ${seed}: ${error.message} ${JSON.stringify(error.data)}`),
    )
  expect(slack.world.calls.length).toBeGreaterThan(150)
})

test('a long text arrives whole and in order', async () => {
  const { deliver, slack } = await desk()
  const lines = Array.from({ length: 3000 }, (_, i) => `line ${i}`).join('\n')
  const got = await deliver(say(lines))
  expect(got.length).toBeGreaterThan(2)
  expect(got.map(slack.wordsOf).join('\n')).toBe(lines)
})

test('what data says is no markup: rich text is shown letter by letter, the fallback is escaped', async () => {
  const evil = '<!here> <https://evil.example|bank.example> *bold* & <@U1>'
  const [call] = posts(show(say(evil)))
  const elements = (
    call!.blocks[0] as unknown as { elements: [{ elements: { type: string; text?: string; url?: string }[] }] }
  ).elements[0].elements
  expect(elements.map((e) => e.text ?? e.url).join('')).toBe(evil)
  expect(elements.filter((e) => e.type === 'link').map((e) => e.url)).toEqual(['https://evil.example'])
  expect(call!.text).toBe('&lt;!here&gt; &lt;https://evil.example|bank.example&gt; *bold* &amp; &lt;@U1&gt;')
  expect(JSON.stringify(call!.blocks)).not.toContain('mrkdwn')
})

test('a table is native, numbers to the right, with the first rows when it is long and all of them in a file', () => {
  const [call] = posts(show({ tone: 'plain', blocks: [EVERY.table] }))
  expect(call!.blocks[0]).toMatchObject({
    type: 'table',
    rows: expect.arrayContaining([['Branch', 'Orders', 'Revenue, THB'].map((text) => ({ type: 'raw_text', text }))]),
    column_settings: [{ align: 'left' }, { align: 'right' }, { align: 'right' }],
  })
  const long = show(
    message(
      'Sales',
      'plain',
      table(3, 200, (r, c) => r * c),
    ),
  )
  expect(types(long)).toEqual([['header', 'table', 'context']])
  expect(long[1]).toMatchObject({
    method: 'files.uploadV2',
    files: [{ media: { kind: 'table-file', name: 'Sales.xlsx' } }],
  })
  expect(types(show({ tone: 'plain', blocks: [table(21, 3)] }))).toEqual([['context']])
})

test('two tables go in two messages', () => {
  expect(types(show({ tone: 'plain', blocks: [EVERY.table, text('and'), EVERY.table, EVERY.buttons] }))).toEqual([
    ['table', 'rich_text'],
    ['table', 'actions'],
  ])
})

test('files travel together with what is said about them, and a file over a gigabyte is a link', () => {
  const files = show(message('Exports', 'good', EVERY.file, { ...EVERY.file, name: 'b.csv', say: '<!here>' }))
  expect(files[1]).toMatchObject({
    files: [{ alt: 'sales.xlsx' }, { alt: 'b.csv' }],
    initial_comment: 'sales.xlsx: All 1,931 orders\nb.csv: &lt;!here&gt;',
  })
  const [call] = render(message('Export', 'good', { ...EVERY.file, bytes: 2 * 1024 ** 3 }), {
    ...more,
    link: () => 'https://acme.example/f1',
  })
  expect(JSON.stringify(call)).toContain('too large for Slack. Get it here: ')
})

test('buttons carry their tokens, 25 to a block', () => {
  const buttons = Array.from({ length: 30 }, (_, i) => ({ label: `b${i}`, say: `/x ${i}` }))
  const [call] = posts(show({ tone: 'plain', blocks: [{ kind: 'buttons', buttons }] }))
  const [first, second] = call!.blocks as { type: string; elements: unknown[] }[]
  expect([first!.elements.length, second!.elements.length]).toEqual([25, 5])
  expect(first!.elements[3]).toMatchObject({ type: 'button', action_id: 'say:t:/x 3', value: 't:/x 3' })
})

test('nothing at all is still an answer', () => {
  for (const blocks of [[], [text('')]])
    expect(posts(show({ tone: 'plain', blocks }))[0]!.text).toBe('Nothing to show.')
})
