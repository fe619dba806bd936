import { expect, test } from 'vitest'
import { unanswered } from '#db/inbox.ts'
import { say } from '#jobs/kit/message.ts'
import { until } from '../../kit/house.ts'
import { onTelegram } from '../stage.ts'

async function withAnn(given: Parameters<typeof onTelegram>[0] = {}) {
  const stage = await onTelegram(given)
  const ann = stage.telegram.person('Ann')
  await stage.letIn(ann.id, 'admin', 'Ann')
  return { ...stage, ann, ...stage.telegram }
}

test('a command is answered in the private chat', async () => {
  const { ann, heard } = await withAnn()
  ann.says(ann.id, '/version')
  expect((await heard(ann.id, /Version/)).chat.id).toBe(ann.id)
})

test('plain words are a question, and Start is help', async () => {
  const { ann, heard } = await withAnn()
  ann.start()
  await heard(ann.id, 'What I can do')
  ann.says(ann.id, 'revenue?')
  await heard(ann.id, 'you said revenue?')
})

test.each([
  ['voice', /voice message/],
  ['sticker', /sticker/],
] as const)('a %s gets a word about what I can read', async (kind, words) => {
  const { ann, heard } = await withAnn()
  ann.sends(ann.id, kind)
  await heard(ann.id, words)
})

test.each([
  ['a place', { location: { latitude: 1, longitude: 2 } }],
  ['a contact', { contact: { phone_number: '1', first_name: 'X' } }],
  ['a game of dice', { dice: { emoji: '🎲', value: 3 } }],
])('%s gets a word about what I can read', async (words, content) => {
  const { ann, heard } = await withAnn()
  ann.sendsRaw(ann.id, content)
  await heard(ann.id, `can't read ${words}`)
})

test.each([
  ['10,000 letters', 'x'.repeat(4096)],
  ['right to left', 'كم المبيعات أمس؟'],
  ['emoji', '👨‍👩‍👧‍👦🇹🇭?'],
  ['markup', '<b>bold</b> & *stars* _lines_ [x](http://x)'],
])('%s is answered as it was said', async (_, text) => {
  const { ann, heard } = await withAnn()
  ann.says(ann.id, text)
  const answer = await heard(ann.id, 'you said')
  expect(answer.text).toContain(text.slice(0, 50))
})

test('in a group only commands, mentions and replies to me are for me, and my answer points at them', async () => {
  const { ann, openChat, telegram } = await withAnn({ telegram: { privacy: false } })
  const group = telegram.group('Ops', [ann])
  await openChat(`telegram:${group}`)
  ann.says(group, 'good morning all')
  ann.says(group, '/help@other_bot')
  const asked = ann.says(group, 'revenue yesterday, @Bellhop_bot ?')
  const answer = await telegram.heard(group, 'you said revenue yesterday, ?')
  expect(answer.reply_to_message?.message_id).toBe(asked.message_id)
  ann.says(group, 'and today?', { reply: answer })
  await telegram.heard(group, 'you said and today?')
  ann.says(group, '/version@bellhop_bot')
  await telegram.heard(group, /Version/)
  expect(telegram.delivered(group)).toHaveLength(3)
})

test('an answer stays in the topic it was asked in, and goes to the chat when the topic is gone', async () => {
  const { ann, openChat, telegram } = await withAnn()
  const forum = telegram.group('Forum', [ann], { forum: true })
  await openChat(`telegram:${forum}`)
  const topic = telegram.topic(forum, 'Sales')
  ann.says({ chat: forum, thread: topic }, '/version')
  expect((await telegram.heard(forum, /Version/)).message_thread_id).toBe(topic)
  telegram.faults.next('hang', 1, 'sendMessage')
  ann.says({ chat: forum, thread: topic }, '@bellhop_bot later?')
  telegram.closeTopic(forum, topic)
  expect((await telegram.heard(forum, 'you said later?', 9000)).message_thread_id).toBeUndefined()
})

test('an update that comes again is answered once', async () => {
  const { ann, telegram, heard, delivered } = await withAnn()
  ann.says(ann.id, 'once?')
  await heard(ann.id, 'you said once?')
  const update = { update_id: 5, message: telegram.history(ann.id)[0]! }
  telegram.updates.repeat(update)
  ann.says(ann.id, 'next?')
  await heard(ann.id, 'you said next?')
  expect(delivered(ann.id)).toHaveLength(2)
})

test('changed words are not taken by themselves: I ask, and the button takes them', async () => {
  const { ann, heard, delivered } = await withAnn()
  const message = ann.says(ann.id, 'revenu?')
  await heard(ann.id, 'you said revenu?')
  ann.edits(message, 'revenue?')
  await heard(ann.id, 'You changed your message')
  ann.presses(ann.id, 'Take the new words')
  await heard(ann.id, 'you said revenue?')
  expect(delivered(ann.id)).toHaveLength(3)
})

test('in a group a message that is changed to call me is heard as new', async () => {
  const { ann, openChat, telegram } = await withAnn({ telegram: { privacy: false } })
  const group = telegram.group('Ops', [ann])
  await openChat(`telegram:${group}`)
  const message = ann.says(group, 'revenue?')
  ann.edits(message, '@bellhop_bot revenue?')
  await telegram.heard(group, 'you said revenue?')
})

test('a button acts once, however often it is pressed, and the press is confirmed', async () => {
  const { ann, heard, telegram, delivered } = await withAnn()
  ann.says(ann.id, '/nonsense')
  await heard(ann.id, "don't know /nonsense")
  const presses = [1, 2].map(() => ann.presses(ann.id, 'Help'))
  await heard(ann.id, 'What I can do')
  await heard(ann.id, 'pressed already')
  await expect.poll(() => presses.every(({ answer }) => answer)).toBe(true)
  expect(delivered(ann.id)).toHaveLength(3)
  expect(telegram.world.calls.filter(({ error }) => error)).toEqual([])
})

test('two people in one topic each have their own rights', async () => {
  const { ann, openChat, telegram, letIn } = await withAnn()
  const vic = telegram.person('Vic')
  await letIn(vic.id, 'viewer', 'Vic')
  const forum = telegram.group('Forum', [ann, vic], { forum: true })
  await openChat(`telegram:${forum}`)
  const thread = telegram.topic(forum, 'Ops')
  ann.start()
  ann.says({ chat: forum, thread }, '/settings')
  vic.says({ chat: forum, thread }, '/settings')
  await telegram.heard(forum, 'is for admins; you are viewer')
  await telegram.heard(forum, 'answered you directly')
  await telegram.heard(ann.id, /Settings/i)
})

test('what is heard is stored before Telegram is told that we have it, and answered in its order', async () => {
  let go = () => {}
  const gate = new Promise<void>((open) => {
    go = open
  })
  const question = async (text: string) => gate.then(() => say(`you said ${text}`))
  const { ann, db, telegram } = await withAnn({ rest: { question } })
  for (const text of ['one?', '/version', 'two?']) ann.says(ann.id, text)
  await until(() => telegram.updates.pending().length === 0)
  expect(await unanswered(db, Date.now() + 1)).toHaveLength(3)
  go()
  await telegram.heard(ann.id, 'you said two?')
  expect(telegram.delivered(ann.id).map(({ text }) => text)).toEqual([
    'you said one?',
    expect.stringContaining('Version'),
    'you said two?',
  ])
})
