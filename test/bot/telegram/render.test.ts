import { Bot } from 'grammy'
import { afterEach, expect, test } from 'vitest'
import type { Media } from '#bot/kit/media.ts'
import { type Call, LIMITS, render } from '#bot/telegram/render.ts'
import { send } from '#bot/telegram/send.ts'
import { startTelegram } from '#demo/telegram/server.ts'
import { type Message, message, say, text } from '#jobs/kit/message.ts'
import { EVERY, HARD, KINDS, mixed, only, table } from '../messages.ts'

const more = { token: ({ say }: { say: string }) => `t:${say}`.slice(0, 60) }
const show = (message: Message) => render(message, more)
const texts = (calls: Call[]) => calls.flatMap((call) => (call.method === 'sendMessage' ? [call.text] : []))
const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452000004380000025808060000', 'hex')
const open = async (media: Media) => ({ name: media.name, content: media.kind === 'file' ? Buffer.from('a;b') : PNG })

const ends: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})

async function phone() {
  const telegram = await startTelegram()
  ends.push(telegram.stop)
  const { api } = new Bot(telegram.token, { client: { apiRoot: telegram.url } })
  const ann = telegram.person('Ann')
  ann.start()
  const deliver = async (message: Message) => {
    for (const call of show(message)) await send(api, { chat_id: ann.id }, call, open)
    return telegram.delivered(ann.id)
  }
  return { deliver, telegram, ann }
}

test.each(KINDS)('a %s alone becomes something Telegram accepts', async (kind) => {
  const { deliver } = await phone()
  for (const tone of ['plain', 'good', 'warn', 'bad'] as const) await deliver(only(kind, tone))
  const got = await deliver(only(kind, 'good', 'A title'))
  expect(got.length).toBe(5)
  expect(`${got.at(-1)!.text ?? got.at(-1)!.caption}`).toMatch(/^✅ A title/)
})

test('a whole answer is one message with its parts in order', async () => {
  const { deliver } = await phone()
  const got = await deliver(message('Sales', 'good', EVERY.text, EVERY.facts, EVERY.table, EVERY.chart, EVERY.buttons))
  expect(got).toHaveLength(1)
  expect(got[0]!.caption).toMatch(
    /^✅ Sales\n\nSales of yesterday.*\n\nPeriod: 19 Nov 2026\nBranches: 12\n\nBranch +Orders {2}Revenue, THB\n/s,
  )
  expect(got[0]!.photo).toBeDefined()
  expect(got[0]!.reply_markup!.inline_keyboard.flat().map((key) => key.text)).toEqual(['Retry', 'Stop', 'Open'])
})

test.each(Object.entries(HARD))('%s is accepted in every place, within the limits', async (_, words) => {
  const { deliver } = await phone()
  await deliver(message(words, 'bad', text(words), text(words, 'quiet'), text(words, 'code')))
  await deliver({
    tone: 'plain',
    blocks: [
      { kind: 'facts', facts: [{ label: words, value: words }] },
      { ...EVERY.table, rows: [[words, 1, 2]] },
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
  const { deliver, telegram } = await phone()
  for (let seed = 0; seed < 100; seed++)
    await deliver(mixed(seed)).catch((error) => expect.fail(`seed ${seed}: ${error.message}`))
  expect(telegram.world.calls.length).toBeGreaterThan(150)
})

test('a long text arrives whole, in order, and code stays code in each part', async () => {
  const { deliver } = await phone()
  const lines = Array.from({ length: 900 }, (_, i) => `line ${i}`).join('\n')
  const got = await deliver(message('Log', 'plain', text(lines, 'code')))
  expect(
    got
      .map((m) => m.text)
      .join('\n')
      .replace(/^Log\s+/, '')
      .replaceAll(/\s+/g, '\n'),
  ).toBe(lines.replaceAll(/\s+/g, '\n'))
  expect(got.every((m) => m.entities!.some((e) => e.type === 'pre'))).toBe(true)
})

test('blocks are parted between messages before a block is cut', () => {
  const calls = texts(show({ tone: 'plain', blocks: ['a', 'b', 'c'].map((letter) => text(letter.repeat(1900))) }))
  expect(calls).toEqual([`${'a'.repeat(1900)}\n\n${'b'.repeat(1900)}`, 'c'.repeat(1900)])
})

test('markup in data is text, nobody is mentioned by it, and a link shows where it leads', async () => {
  const { deliver } = await phone()
  const [got] = await deliver(
    say('<a href="https://evil.example">bank</a> @ann_smith me@acme.example https://acme.example &lt;'),
  )
  expect(got!.text!.replaceAll('\u2060', '')).toBe(
    '<a href="https://evil.example">bank</a> @ann_smith me@acme.example https://acme.example &lt;',
  )
  expect(got!.entities!.map((e) => e.type)).toEqual(['url', 'email', 'url'])
})

test('a narrow table is text no wider than a phone, a wide one a picture, a large one a file', () => {
  const [narrow] = texts(show({ tone: 'plain', blocks: [EVERY.table] }))
  const widths = narrow!
    .replaceAll(/<[^>]*>/g, '')
    .split('\n')
    .map((line) => line.length)
  expect(Math.max(...widths)).toBeLessThanOrEqual(LIMITS.width)
  expect(show({ tone: 'plain', blocks: [table(7, 10)] })).toMatchObject([
    { method: 'sendPhoto', photo: { kind: 'table-picture' } },
  ])
  expect(show(message('Sales', 'plain', table(7, 200)))).toMatchObject([
    {
      method: 'sendDocument',
      document: { kind: 'table-file', name: 'Sales.xlsx' },
      caption: expect.stringContaining('200 rows, in the file.'),
    },
  ])
})

test('of a long narrow table the first rows are shown, and all are in a file', () => {
  const [call] = show({ tone: 'plain', blocks: [{ ...table(2, 200, (r, c) => (c ? r : `b${r}`)), of: 3400 }] })
  expect(call).toMatchObject({ method: 'sendDocument', document: { kind: 'table-file', table: { of: 3400 } } })
  expect((call as { caption: string }).caption).toContain('First 25 of 3,400 rows; 200 in the file.')
})

test('several files are one album, pictures another, with words and buttons before them', () => {
  const files = Array.from({ length: 12 }, (_, i) => ({ ...EVERY.file, name: `${i}.csv` }))
  const calls = show(message('Exports', 'good', ...files, EVERY.chart, EVERY.chart, EVERY.buttons))
  expect(calls.map((call) => [call.method, 'media' in call ? call.media.length : 0])).toEqual([
    ['sendMessage', 0],
    ['sendMediaGroup', 2],
    ['sendMediaGroup', 10],
    ['sendMediaGroup', 2],
  ])
  expect(calls[0]).toHaveProperty('reply_markup')
})

test('a file too large to send is said, with where to get it', () => {
  const large = { ...EVERY.file, bytes: 60 * 1024 * 1024 }
  const [call] = render(message('Export', 'good', large), { ...more, link: () => 'https://acme.example/f1' })
  expect(call).toMatchObject({
    method: 'sendMessage',
    text: expect.stringMatching(/60 MB\) is too large for Telegram.*https:\/\/acme\.example\/f1/),
  })
})

test('rows of buttons fit a phone, and a button Telegram would refuse becomes words', () => {
  const label = (length: number) => ({ label: 'x'.repeat(length), say: '/x' })
  const blocks = [
    {
      kind: 'buttons' as const,
      buttons: [label(4), label(4), label(4), label(20), label(3), { label: 'Console', url: 'http://localhost:3000' }],
    },
  ]
  const [call] = show({ tone: 'plain', blocks })
  if (call?.method !== 'sendMessage') return expect.fail('a text was expected')
  expect(call.reply_markup?.inline_keyboard.map((row) => row.length)).toEqual([3, 1, 1])
  expect(call.text).toContain('Console: http://localhost:3000')
})

test('a progress card is one message however many bars there are, and moves', () => {
  const bars = Array.from({ length: 60 }, (_, i) => ({
    label: `Branch ${i}`,
    state: 'running' as const,
    done: i,
    total: 60,
  }))
  const calls = texts(show({ tone: 'plain', title: 'Export', blocks: [{ kind: 'progress', bars }] }))
  expect(calls).toHaveLength(1)
  expect(calls[0]).toContain('▓▓▓░░░░░░░ 31%  19 of 60')
  expect(calls[0]).toContain('and 40 more')
})

test('nothing at all is still an answer', () => {
  expect(texts(show({ tone: 'plain', blocks: [] }))).toEqual(['Nothing to show.'])
  expect(texts(show({ tone: 'plain', blocks: [text('')] }))).toEqual(['Nothing to show.'])
})
