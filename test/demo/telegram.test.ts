import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Bot, type GrammyError, HttpError, InputFile, webhookCallback } from 'grammy'
import { afterEach, expect, test } from 'vitest'
import { type Options, startTelegram } from '#demo/telegram/server.ts'

const ends: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

async function start(options: Options = {}) {
  const telegram = await startTelegram(options)
  ends.push(telegram.stop)
  const bot = new Bot(telegram.token, { client: { apiRoot: telegram.url } })
  bot.catch(() => {})
  const ann = telegram.person('Ann')
  return { telegram, bot, api: bot.api, ann }
}

async function poll(bot: Bot) {
  await new Promise<void>((onStart) => void bot.start({ onStart: () => onStart(), timeout: 1 }))
  ends.push(() => bot.stop())
}

const refused = (call: Promise<unknown>) =>
  call.then(
    () => expect.fail('was not refused'),
    (error: GrammyError) => `${error.error_code} ${error.description}`,
  )

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452000000640000003208060000', 'hex')

test('a message from a person reaches a polling bot, and its answer the chat', async () => {
  const { telegram, bot, ann } = await start()
  bot.on('message:text', (ctx) => ctx.reply(`you said ${ctx.msg.text}`))
  await poll(bot)
  ann.says(ann.id, 'hello 👋')
  const answer = await telegram.heard(ann.id, 'you said hello 👋')
  expect(answer).toMatchObject({ from: { is_bot: true }, chat: { id: ann.id, type: 'private' } })
})

test('updates are kept until they are confirmed by the next offset', async () => {
  const { api, ann } = await start()
  ann.says(ann.id, 'one')
  const [first] = await api.getUpdates({ timeout: 0 })
  expect(await api.getUpdates({ timeout: 0 })).toHaveLength(1)
  expect(await api.getUpdates({ offset: first!.update_id + 1, timeout: 0 })).toHaveLength(0)
})

test('a second poller ends the wait of the first with a conflict', async () => {
  const { api } = await start()
  const waiting = refused(api.getUpdates({ timeout: 5 }))
  await expect.poll(() => api.getUpdates({ timeout: 0 })).toEqual([])
  expect(await waiting).toMatch(/^409 Conflict: terminated by other getUpdates request/)
})

test('a webhook gets updates with its secret, again until it answers well, and polling is refused meanwhile', async () => {
  const { telegram, bot, api, ann } = await start({ redeliverMs: 20 })
  const heard: string[] = []
  bot.on('message', (ctx) => void heard.push(ctx.msg.text ?? ''))
  const receive = webhookCallback(bot, 'http', { secretToken: 'sesame' })
  let failures = 1
  const server = createServer((req, res) => (failures-- > 0 ? res.writeHead(500).end() : void receive(req, res)))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  ends.push(() => new Promise<void>((done) => void server.close(() => done())))
  await bot.init()
  await api.setWebhook(`http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, { secret_token: 'sesame' })
  ann.says(ann.id, 'over the hook')
  await expect.poll(() => heard).toEqual(['over the hook'])
  expect(await refused(api.getUpdates())).toMatch(/^409 Conflict: can't use getUpdates method while webhook is active/)
  expect((await api.getWebhookInfo()).last_error_message).toMatch(/500/)
  expect(telegram.updates.pending()).toEqual([])
  await api.deleteWebhook()
})

test('what Telegram refuses is refused in its words', async () => {
  const { api, ann } = await start()
  ann.start()
  const say = (text: string, more = {}) => refused(api.sendMessage(ann.id, text, { parse_mode: 'HTML', ...more }))
  const keyboard = (key: object) => ({ reply_markup: { inline_keyboard: [[key]] } }) as never
  expect(await say('<b>no end')).toMatch(/can't parse entities: Can't find end tag corresponding to start tag "b"/)
  expect(await say('é<script>')).toMatch(/Unsupported start tag "script" at byte offset 2/)
  expect(await say('<b><i>x</b></i>')).toMatch(/can't parse entities: Unmatched end tag/)
  expect(await say('a < b')).toMatch(/can't parse entities/)
  expect(await say('x'.repeat(4097))).toBe('400 Bad Request: message is too long')
  expect(await say('<b> </b>')).toBe('400 Bad Request: message text is empty')
  expect(await say('x', keyboard({ text: 'Go', callback_data: 'ü'.repeat(33) }))).toBe(
    '400 Bad Request: BUTTON_DATA_INVALID',
  )
  expect(await say('x', keyboard({ text: 'Go', url: 'http://localhost:3000' }))).toMatch(/Wrong HTTP URL/)
  expect(await say('x', { message_thread_id: 5 })).toBe('400 Bad Request: message thread not found')
  expect(await refused(api.sendMessage(99, 'x'))).toBe('400 Bad Request: chat not found')
  expect(
    await refused(api.sendDocument(ann.id, new InputFile(Buffer.from('x'), 'a.csv'), { caption: 'x'.repeat(1025) })),
  ).toMatch(/caption is too long/)
  expect(await refused(api.sendPhoto(ann.id, new InputFile(Buffer.from('no picture'), 'a.png')))).toMatch(
    /IMAGE_PROCESS_FAILED/,
  )
  expect(await refused(api.answerCallbackQuery('unknown'))).toMatch(/query is too old/)
})

test('the limit counts letters after the tags are read', async () => {
  const { api, ann } = await start()
  ann.start()
  const text = `<b>${'&lt;'.repeat(4096)}</b>`
  expect((await api.sendMessage(ann.id, text, { parse_mode: 'HTML' })).text).toHaveLength(4096)
})

test('edits change the message, and the same again is "not modified"', async () => {
  const { telegram, api, ann } = await start()
  ann.start()
  const { message_id } = await api.sendMessage(ann.id, 'one')
  await api.editMessageText(ann.id, message_id, 'two')
  expect(telegram.delivered(ann.id).map((m) => m.text)).toEqual(['two'])
  expect(await refused(api.editMessageText(ann.id, message_id, 'two'))).toMatch(/message is not modified/)
  expect(await refused(api.editMessageCaption(ann.id, message_id, { caption: 'x' }))).toMatch(
    /no caption in the message/,
  )
  await api.deleteMessage(ann.id, message_id)
  expect(await refused(api.editMessageText(ann.id, message_id, 'three'))).toMatch(/message to edit not found/)
})

test('a blocked bot, a kicked bot and a person who never wrote are told apart', async () => {
  const { telegram, api, ann } = await start()
  const group = telegram.group('Ops', [ann])
  expect(await refused(api.sendMessage(ann.id, 'x'))).toBe("403 Forbidden: bot can't initiate conversation with a user")
  ann.start()
  ann.blocks()
  telegram.kick(group)
  expect(await refused(api.sendMessage(ann.id, 'x'))).toBe('403 Forbidden: bot was blocked by the user')
  expect(await refused(api.sendMessage(group, 'x'))).toBe('403 Forbidden: bot was kicked from the supergroup chat')
})

test('a group that moved says where to', async () => {
  const { telegram, api, ann } = await start()
  const old = telegram.group('Ops', [ann], { small: true })
  const moved = telegram.migrate(old)
  const error = (await api.sendMessage(old, 'x').catch((e) => e)) as GrammyError
  expect(error.parameters).toEqual({ migrate_to_chat_id: moved })
  await api.sendMessage(moved, 'x')
})

test('limits of a chat and of everything say how long to wait', async () => {
  const { telegram, api, ann } = await start({ limits: { chatPerSecond: 1, perSecond: 3 } })
  ann.start()
  await api.sendMessage(ann.id, 'x')
  const error = (await api.sendMessage(ann.id, 'y').catch((e) => e)) as GrammyError
  expect(error).toMatchObject({ error_code: 429, parameters: { retry_after: 1 } })
  const groups = ['A', 'B', 'C', 'D'].map((title) => telegram.group(title, [ann]))
  const all = await Promise.allSettled(groups.map((group) => api.sendMessage(group, 'x')))
  expect(all.filter((one) => one.status === 'rejected')).toHaveLength(2)
})

test('files go out with their names and captions, alone and as an album, and come back byte for byte', async () => {
  const { telegram, api, ann } = await start()
  ann.start()
  await api.sendDocument(ann.id, new InputFile(Buffer.from('a;b\r\n1;2'), 'Verkäufe März.csv'), {
    caption: '<b>sales</b>',
    parse_mode: 'HTML',
  })
  await api.sendPhoto(ann.id, new InputFile(PNG, 'chart.png'))
  await api.sendMediaGroup(
    ann.id,
    ['a', 'b'].map((name) => ({ type: 'document', media: new InputFile(Buffer.from(name), `${name}.csv`) })),
  )
  const [sent, photo, first, second] = telegram.delivered(ann.id)
  expect(sent).toMatchObject({ caption: 'sales', document: { file_name: 'Verkäufe März.csv', file_size: 8 } })
  expect(photo!.photo![0]).toMatchObject({ width: 100, height: 50 })
  expect(first!.media_group_id).toBe(second!.media_group_id)
  const { file_path } = await api.getFile(sent!.document!.file_id)
  const back = await fetch(`${telegram.url}/file/bot${telegram.token}/${file_path}`)
  expect(await back.text()).toBe('a;b\r\n1;2')
})

test('an album of one, and an album of a photo and a file, are refused', async () => {
  const { api, ann } = await start()
  ann.start()
  const file = (type: string): never => ({ type, media: new InputFile(PNG, 'x.png') }) as never
  expect(await refused(api.sendMediaGroup(ann.id, [file('photo')]))).toMatch(/2 to 10/)
  expect(await refused(api.sendMediaGroup(ann.id, [file('photo'), file('document')]))).toMatch(/can't be mixed/)
})

test('a file over 50 MB is refused, and one over 20 MB can not be fetched', async () => {
  const { api, ann } = await start()
  ann.start()
  const huge = new InputFile(Buffer.alloc(52 * 1024 * 1024), 'huge.bin')
  expect(await refused(api.sendDocument(ann.id, huge))).toBe('413 Request Entity Too Large')
  const large = ann.sends(ann.id, 'document', { bytes: Buffer.alloc(21 * 1024 * 1024), name: 'large.bin' })
  expect(await refused(api.getFile(large.document!.file_id))).toBe('400 Bad Request: file is too big')
})

test('a press brings its token to the bot, and the answer back to the app', async () => {
  const { telegram, bot, ann } = await start()
  bot.command('start', (ctx) =>
    ctx.reply('Sure?', { reply_markup: { inline_keyboard: [[{ text: 'Yes', callback_data: 't-1' }]] } }),
  )
  bot.on('callback_query:data', (ctx) => ctx.answerCallbackQuery({ text: `got ${ctx.callbackQuery.data}` }))
  await poll(bot)
  ann.start()
  await telegram.heard(ann.id, 'Sure?')
  const pressed = ann.presses(ann.id, 'Yes')
  await expect.poll(() => pressed.answer?.text).toBe('got t-1')
})

test('with privacy on only commands, mentions and replies reach the bot from a group', async () => {
  const { telegram, api, ann } = await start()
  const group = telegram.group('Ops', [ann], { forum: true })
  const thread = telegram.topic(group, 'Daily')
  const said = await api.sendMessage(group, 'news', { message_thread_id: thread })
  ann.says(group, 'lunch?')
  ann.says({ chat: group, thread }, '/help')
  ann.says(group, 'hey @bellhop_bot')
  ann.says(group, 'thanks', { reply: telegram.history(group).find((m) => m.message_id === said.message_id)! })
  const texts = (await api.getUpdates()).flatMap((u) =>
    u.message?.text ? [[u.message.text, u.message.message_thread_id]] : [],
  )
  expect(texts).toEqual([
    ['/help', thread],
    ['hey @bellhop_bot', undefined],
    ['thanks', undefined],
  ])
})

test('albums, voice notes, stickers, edits and news about members come as Telegram sends them', async () => {
  const { telegram, api, ann } = await start()
  const group = telegram.group('Ops', [ann])
  ann.sends(ann.id, 'voice')
  ann.sends(ann.id, 'sticker')
  ann.album(ann.id, [{ name: 'a.csv' }, { name: 'b.csv' }])
  ann.edits(ann.says(ann.id, 'fist'), 'first')
  ann.leaves(group)
  const updates = await api.getUpdates()
  const kinds = updates.map(
    (u) =>
      ['voice', 'sticker', 'media_group_id', 'left_chat_member', 'text'].find((k) => k in (u.message ?? {})) ??
      Object.keys(u)[1],
  )
  expect(kinds).toEqual([
    'my_chat_member',
    'voice',
    'sticker',
    'media_group_id',
    'media_group_id',
    'text',
    'edited_message',
    'left_chat_member',
  ])
})

test('commands are kept for each scope and checked', async () => {
  const { telegram, api } = await start()
  await api.setMyCommands([{ command: 'help', description: 'Help' }])
  await api.setMyCommands([{ command: 'run', description: 'Run' }], { scope: { type: 'chat', chat_id: 5 } })
  expect(await refused(api.setMyCommands([{ command: 'Not-ok', description: 'x' }]))).toMatch(/BOT_COMMAND_INVALID/)
  expect([...telegram.world.commands.keys()]).toEqual(['default', 'chat 5'])
})

test('every fault can be met: a wait, a broken page, no answer, a broken connection before and after', async () => {
  const { telegram, ann } = await start()
  const { api } = new Bot(telegram.token, { client: { apiRoot: telegram.url, timeoutSeconds: 1 } })
  ann.start()
  const meet = async (trouble: Parameters<typeof telegram.faults.next>[0]) => {
    telegram.faults.next(trouble)
    return api.sendMessage(ann.id, trouble).catch((error) => error)
  }
  expect(await meet('limit')).toMatchObject({ error_code: 429, parameters: { retry_after: 1 } })
  for (const trouble of ['error', 'refuse', 'hang', 'reset'] as const)
    expect(await meet(trouble)).toBeInstanceOf(HttpError)
  expect(telegram.delivered(ann.id).map((m) => m.text)).toEqual(['reset'])
  expect(telegram.faults.met).toEqual({ limit: 1, error: 1, hang: 1, refuse: 1, reset: 1 })
})

test('faults come at a rate, and the same seed brings the same ones', async () => {
  const outcomes = await Promise.all(
    [7, 7].map(async (seed) => {
      const { telegram, api, ann } = await start({ seed })
      ann.start()
      telegram.faults.rate(0.3, ['limit', 'error'])
      const all = []
      for (let i = 0; i < 30; i++)
        all.push(
          await api.sendMessage(ann.id, `${i}`).then(
            () => 'ok',
            (e) => e.constructor.name,
          ),
        )
      return all
    }),
  )
  expect(outcomes[0]).toEqual(outcomes[1])
  expect(new Set(outcomes[0])).toEqual(new Set(['ok', 'GrammyError', 'HttpError']))
})

test('a wrong token and an unknown method are refused, and the page shows text as text', async () => {
  const { telegram, api, ann } = await start()
  const wrong = new Bot('1:wrong', { client: { apiRoot: telegram.url } })
  expect(await refused(wrong.api.getMe())).toBe('401 Unauthorized')
  expect(await refused(api.raw.sendDice({ chat_id: 1 } as never))).toBe('404 Not Found')
  ann.start()
  await api.sendMessage(ann.id, '<b>1 &lt; 2</b> <code>x</code>', { parse_mode: 'HTML' })
  const html = await (await fetch(`${telegram.url}/chat/${ann.id}`)).text()
  expect(html).toContain('<b>1 &lt; 2</b> <code>x</code>')
})
