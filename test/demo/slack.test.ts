import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { App, HTTPReceiver, LogLevel } from '@slack/bolt'
import { afterEach, expect, test } from 'vitest'
import { type Options, startSlack } from '#demo/slack/server.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

const quiet = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  setName() {},
  getLevel: () => LogLevel.ERROR,
}
const clientOptions = (slackApiUrl: string) => ({
  slackApiUrl,
  retryConfig: { retries: 0 },
  rejectRateLimitedCalls: true,
  timeout: 400,
})

async function start(options: Options = {}) {
  const slack = await startSlack({ redeliverMs: 20, ...options })
  ends.push(slack.stop)
  const { token, appToken } = slack
  const app = new App({ token, appToken, socketMode: true, logger: quiet, clientOptions: clientOptions(slack.api) })
  app.error(async () => {})
  return { slack, app, client: app.client, ann: slack.person('Ann', { email: 'ann@acme.example' }) }
}

async function connect(app: App) {
  await app.start()
  ends.push(() => app.stop())
}

const refused = (call: Promise<unknown>) =>
  call.then(
    () => expect.fail('was not refused'),
    (error) => error.data?.error ?? error.code,
  )

test('a direct message reaches the app over its socket, and the answer the channel', async () => {
  const { slack, app, ann } = await start()
  app.message(async ({ message, say }) => void (await say(`you said ${(message as { text: string }).text}`)))
  await connect(app)
  ann.says(ann.dm, 'hello 1 < 2')
  expect((await slack.heard(ann.dm, 'you said')).text).toBe('you said hello 1 &lt; 2')
})

test('a mention in a thread comes as such, and is answered there', async () => {
  const { slack, app, ann } = await start()
  app.event(
    'app_mention',
    async ({ event, say }) => void (await say({ text: 'here', thread_ts: event.thread_ts ?? event.ts })),
  )
  await connect(app)
  const ops = slack.channel('ops', [ann])
  const first = ann.says(ops, 'morning')
  ann.says(ops, '@bellhop spend?', { thread: first.ts })
  expect((await slack.heard(ops, 'here')).thread_ts).toBe(first.ts)
})

test('a command is acknowledged with words, and answered over its address five times at most', async () => {
  const { slack, app, ann } = await start()
  const outcomes: string[] = []
  app.command('/bellhop', async ({ ack, respond }) => {
    await ack('working')
    for (let i = 0; i < 6; i++)
      outcomes.push(
        await respond(`part ${i}`).then(
          () => 'ok',
          () => 'refused',
        ),
      )
  })
  await connect(app)
  const { ack } = ann.commands(ann.dm, '/bellhop', 'help')
  expect(await ack).toEqual({ acked: true, payload: { text: 'working' } })
  await expect.poll(() => outcomes).toEqual(['ok', 'ok', 'ok', 'ok', 'ok', 'refused'])
  expect(slack.delivered(ann.dm)).toHaveLength(5)
})

test('an event comes again with its count until it is acknowledged', async () => {
  const { slack, ann } = await start()
  const counts: unknown[] = []
  const server = createServer((req, res) => {
    counts.push(req.headers['x-slack-retry-num'])
    req.resume().on('end', () => res.writeHead(counts.length < 3 ? 500 : 200).end())
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  ends.push(
    () => server.closeAllConnections(),
    () => server.close(),
  )
  slack.useHttp({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, signingSecret: 'x' })
  expect((await ann.opensHome()).acked).toBe(true)
  expect(counts).toEqual([undefined, '1', '2'])
})

test('without a connection an event is not acknowledged; told to come again, the app reconnects by itself', async () => {
  const { slack, app, ann } = await start()
  expect((await ann.opensHome()).acked).toBe(false)
  await connect(app)
  slack.disconnect()
  await expect.poll(slack.connections).toBe(0)
  await expect.poll(slack.connections, { timeout: 9000 }).toBe(1)
  expect((await ann.opensHome()).acked).toBe(true)
})

test('a press carries its value and where it was', async () => {
  const { slack, app, ann, client } = await start()
  app.action('go', async ({ ack, body, respond }) => {
    await ack()
    await respond({ replace_original: true, text: `pressed by ${body.user.id}` })
  })
  await connect(app)
  const button = {
    type: 'button' as const,
    action_id: 'go',
    value: 't1',
    text: { type: 'plain_text' as const, text: 'Go' },
  }
  await client.chat.postMessage({ channel: ann.dm, text: 'Sure?', blocks: [{ type: 'actions', elements: [button] }] })
  expect((await ann.presses(ann.dm, 'Go')).acked).toBe(true)
  await expect.poll(() => slack.delivered(ann.dm).map((m) => m.text)).toEqual([`pressed by ${ann.id}`])
})

test('a modal opens once for a press of now, and is filled in, corrected and closed', async () => {
  const { app, ann } = await start()
  const input = {
    type: 'input' as const,
    block_id: 'day',
    label: { type: 'plain_text' as const, text: 'Day' },
    element: { type: 'plain_text_input' as const, action_id: 'value' },
  }
  const view = {
    type: 'modal' as const,
    callback_id: 'ask',
    title: { type: 'plain_text' as const, text: 'Export' },
    submit: { type: 'plain_text' as const, text: 'Run' },
    blocks: [input],
  }
  const again: string[] = []
  app.command('/bellhop', async ({ ack, client, body }) => {
    await ack()
    await client.views.open({ trigger_id: body.trigger_id, view })
    again.push(await refused(client.views.open({ trigger_id: body.trigger_id, view })))
  })
  app.view('ask', async ({ ack, view: { state } }) => {
    const day = state.values.day!.value!.value
    await (day === 'never' ? ack({ response_action: 'errors', errors: { day: 'No such day' } }) : ack())
  })
  await connect(app)
  await ann.commands(ann.dm, '/bellhop', 'export').ack
  await expect.poll(() => again).toEqual(['exchanged_trigger_id'])
  expect((await ann.submits({ day: 'never' })).payload).toMatchObject({ response_action: 'errors' })
  expect(ann.modal()).toBeDefined()
  await ann.submits({ day: 'today' })
  expect(ann.modal()).toBeUndefined()
})

test('the home of the app is published for each person', async () => {
  const { app, ann } = await start()
  app.event('app_home_opened', async ({ client, event }) => {
    await client.views.publish({ user_id: event.user, view: { type: 'home', blocks: [{ type: 'divider' }] } })
  })
  await connect(app)
  await ann.opensHome()
  await expect.poll(() => ann.home()?.blocks).toEqual([{ type: 'divider' }])
})

test('files go out by the new upload, several together, and arrive in their thread a moment later', async () => {
  const { slack, client, ann } = await start()
  const ops = slack.channel('ops', [ann])
  const first = ann.says(ops, 'please')
  await client.filesUploadV2({
    channel_id: ops,
    thread_ts: first.ts,
    initial_comment: 'here they are',
    file_uploads: [
      { file: Buffer.from('a;b'), filename: 'März.csv' },
      { file: Buffer.from('{}'), filename: 'b.json' },
    ],
  })
  const message = await slack.heard(ops, 'März.csv')
  expect(message).toMatchObject({
    text: 'here they are',
    thread_ts: first.ts,
    files: [{ title: 'März.csv', size: 3 }, { size: 2 }],
  })
})

test('a file from a person is fetched with the token, and is a login page without', async () => {
  const { slack, client, ann } = await start()
  const sent = ann.sends(ann.dm, [{ name: 'targets.csv', bytes: 'x;y' }], 'look')
  const { file } = await client.files.info({ file: sent.files![0]!.id })
  const url = file!.url_private_download!
  expect(await (await fetch(url, { headers: { authorization: `Bearer ${slack.token}` } })).text()).toBe('x;y')
  expect((await fetch(url)).headers.get('content-type')).toMatch(/html/)
})

test('what Slack refuses is refused by its name', async () => {
  const { slack, client, ann } = await start()
  const closed = slack.channel('closed', [ann], { bot: false })
  const old = slack.channel('old', [ann])
  slack.archive(old)
  const post = (channel: string, more = {}) => refused(client.chat.postMessage({ channel, text: 'x', ...more }))
  expect(await post('C404')).toBe('channel_not_found')
  expect(await post(closed)).toBe('not_in_channel')
  expect(await post(old)).toBe('is_archived')
  expect(await post(ann.dm, { text: '' })).toBe('no_text')
  expect(await post(ann.dm, { text: 'x'.repeat(40_001) })).toBe('msg_too_long')
  expect(await refused(client.chat.update({ channel: ann.dm, ts: '1.000001', text: 'x' }))).toBe('message_not_found')
  expect(await refused(client.chat.update({ channel: ann.dm, ts: ann.says(ann.dm, 'mine').ts, text: 'x' }))).toBe(
    'cant_update_message',
  )
  expect(await refused(client.chat.postEphemeral({ channel: slack.channel('ops', []), user: ann.id, text: 'x' }))).toBe(
    'user_not_in_channel',
  )
  expect(await refused(client.chat.postMessage({ token: 'xoxb-wrong', channel: ann.dm, text: 'x' }))).toBe(
    'invalid_auth',
  )
  expect(await refused(client.apiCall('chat.whisper'))).toBe('unknown_method')
})

test.each([
  ['51 blocks', Array(51).fill({ type: 'divider' }), '/blocks'],
  ['a long header', [{ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } }], '/blocks/0/text/text'],
  ['a long section', [{ type: 'section', text: { type: 'mrkdwn', text: 'x'.repeat(3001) } }], '/blocks/0/text/text'],
  ['11 fields', [{ type: 'section', fields: Array(11).fill({ type: 'mrkdwn', text: 'x' }) }], '/blocks/0/fields'],
  ['an empty text', [{ type: 'section', text: { type: 'mrkdwn', text: '' } }], '/blocks/0/text/text'],
  ['a wide table', [{ type: 'table', rows: [Array(21).fill({ type: 'raw_text', text: 'x' })] }], '/blocks/0/rows/0'],
  ['two tables', Array(2).fill({ type: 'table', rows: [[{ type: 'raw_text', text: 'x' }]] }), '/blocks'],
  ['an unknown block', [{ type: 'poster' }], '/blocks/0/type'],
])('%s is refused with the place of the trouble', async (_, blocks, place) => {
  const { client, ann } = await start()
  const error = await client.chat.postMessage({ channel: ann.dm, text: 'x', blocks }).catch((e) => e)
  expect(error.data.error).toBe('invalid_blocks')
  expect(error.data.response_metadata.messages[0]).toContain(`[json-pointer:${place}]`)
})

test('too many letters over all blocks are refused', async () => {
  const { client, ann } = await start()
  const blocks = Array(5).fill({ type: 'section', text: { type: 'plain_text', text: 'x'.repeat(2900) } })
  expect(await refused(client.chat.postMessage({ channel: ann.dm, text: 'x', blocks }))).toBe('msg_blocks_too_long')
})

test('people, guests, strangers and members are told apart', async () => {
  const { slack, client, ann } = await start()
  const guest = slack.person('Gus', { guest: true })
  const stranger = slack.person('Sam', { stranger: true })
  const shared = slack.channel('shared', [ann, guest, stranger], { external: true })
  const info = async (user: string) => (await client.users.info({ user })).user
  expect(await info(guest.id)).toMatchObject({ is_restricted: true, team_id: 'T1' })
  expect(await info(stranger.id)).toMatchObject({ is_stranger: true, team_id: 'T9' })
  expect((await client.conversations.info({ channel: shared })).channel).toMatchObject({
    is_ext_shared: true,
    is_im: false,
  })
  const page = await client.conversations.members({ channel: shared, limit: 3 })
  const rest = await client.conversations.members({
    channel: shared,
    limit: 3,
    cursor: page.response_metadata!.next_cursor!,
  })
  expect([...page.members!, ...rest.members!]).toEqual([ann.id, guest.id, stranger.id, 'U0BOT'])
  expect((await client.conversations.open({ users: ann.id })).channel?.id).toBe(ann.dm)
})

test('limits say how long to wait', async () => {
  const { client, ann } = await start({ limits: { postsPerSecond: 1 } })
  await client.chat.postMessage({ channel: ann.dm, text: 'x' })
  const error = await client.chat.postMessage({ channel: ann.dm, text: 'y' }).catch((e) => e)
  expect(error).toMatchObject({ code: 'slack_webapi_rate_limited_error', retryAfter: 1 })
})

test('every fault can be met: a wait, a broken page, no answer, a broken connection before and after', async () => {
  const { slack, client, ann } = await start()
  const codes: string[] = []
  for (const trouble of ['limit', 'error', 'hang', 'refuse', 'reset'] as const) {
    slack.faults.next(trouble)
    codes.push(await client.chat.postMessage({ channel: ann.dm, text: trouble }).catch((error) => error.code))
  }
  expect(codes).toEqual([
    'slack_webapi_rate_limited_error',
    'slack_webapi_http_error',
    'slack_webapi_request_error',
    'slack_webapi_request_error',
    'slack_webapi_request_error',
  ])
  expect(slack.delivered(ann.dm).map((m) => m.text)).toEqual(['reset'])
})

test('over HTTP events, commands and presses are signed, and a wrong secret is turned away', async () => {
  const { slack, ann } = await start()
  const receiver = new HTTPReceiver({ signingSecret: 'sesame', logger: quiet })
  const app = new App({ token: slack.token, receiver, logger: quiet, clientOptions: clientOptions(slack.api) })
  app.message(async ({ say }) => void (await say('over http')))
  app.command('/bellhop', async ({ ack }) => void (await ack('yes')))
  const server = createServer((req, res) => receiver.requestListener(req, res))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  ends.push(
    () => server.closeAllConnections(),
    () => server.close(),
  )
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`
  slack.useHttp({ url, signingSecret: 'sesame' })
  ann.says(ann.dm, 'hello')
  await slack.heard(ann.dm, 'over http')
  expect(await ann.commands(ann.dm, '/bellhop').ack).toEqual({ acked: true, payload: { text: 'yes' } })
  slack.useHttp({ url, signingSecret: 'wrong' })
  expect((await ann.commands(ann.dm, '/bellhop').ack).acked).toBe(false)
})

test('edits and deletions are told, and a page shows markup from a message as text', async () => {
  const { slack, app, client, ann } = await start()
  const subtypes: (string | undefined)[] = []
  app.event('message', async ({ event }) => void subtypes.push(event.subtype))
  await connect(app)
  const said = ann.says(ann.dm, 'fist')
  ann.edits(said, 'first')
  ann.deletes(said)
  await expect.poll(() => subtypes.toSorted()).toEqual(['message_changed', 'message_deleted', undefined])
  await client.chat.postMessage({ channel: ann.dm, text: '*bold* &lt;script&gt;' })
  const html = await (await fetch(`${slack.url}/channel/${ann.dm}`)).text()
  expect(html).toContain('<b>bold</b> &lt;script&gt;')
})
