import type { IncomingMessage, ServerResponse } from 'node:http'
import { makeFaults } from '../kit/faults.ts'
import { readForm } from '../kit/form.ts'
import { listen, readBody, send, sendJson } from '../kit/wire.ts'
import { type Limits, makeApi } from './api.ts'
import { contentOf } from './chat.ts'
import { makeChannels } from './controls.ts'
import { makeDeliveries } from './deliver.ts'
import { receive } from './files.ts'
import { channelPage, homePage, listPage } from './page.ts'
import { makePerson } from './person.ts'
import { addMessage, newUser, Refusal, type World } from './world.ts'

export type Options = {
  port?: number
  token?: string
  appToken?: string
  limits?: Partial<Limits>
  /** How long an acknowledgement may take, and the pause before an event comes again, six times longer each time. */
  ackMs?: number
  redeliverMs?: number
  seed?: number
}

const TROUBLED = /^(chat|files|views|users|conversations|reactions)\./
const LOGIN = '<!doctype html><title>Slack</title><h1>Sign in to your workspace</h1>'

/** A Slack of one's own: point slackApiUrl at `api`, and let each `person()` talk to the app. */
export async function startSlack(options: Options = {}) {
  const { token = 'xoxb-demo', appToken = 'xapp-demo', ackMs = 3000, redeliverMs = 1000, seed = 1 } = options
  const world = newWorld(token, appToken)
  const faults = makeFaults(TROUBLED, seed)
  const deliveries = makeDeliveries({ ackMs, redeliverMs })
  const call = makeApi(world, faults, options.limits)

  async function handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const path = decodeURIComponent((req.url ?? '/').split('?')[0]!)
    const [, area, id = ''] = /^\/(api|upload\/v1|files|see|respond|channel|home)\/([^/]+)/.exec(path) ?? []
    if (area === 'api') return call(req, res, id)
    if (area === 'upload/v1') return upload(world, id, req, res)
    if (area === 'respond') return respond(world, id, req, res)
    const signedIn = area === 'see' || req.headers.authorization === `Bearer ${token}`
    if (area === 'files' || area === 'see') return signedIn ? sendFile(world, id, res) : send(res, 200, LOGIN)
    const channel = world.channels.get(id)
    send(res, 200, area === 'home' ? homePage(world, id) : channel ? channelPage(world, channel) : listPage(world))
  }

  const server = await listen(handle, options.port, deliveries.connect)
  world.url = server.url
  return {
    ...server,
    api: `${server.url}/api/`,
    token,
    appToken,
    faults,
    world,
    ...makeChannels(world),
    connections: deliveries.connections,
    disconnect: deliveries.disconnect,
    dropConnections: deliveries.drop,
    useHttp: deliveries.useHttp,
    person: (name: string, more: Parameters<typeof makePerson>[3] = {}) => makePerson(world, deliveries, name, more),
    stop: async () => {
      deliveries.stop()
      await server.stop()
    },
  }
}

function newWorld(token: string, appToken: string): World {
  const bot = newUser('U0BOT', 'Bellhop', { is_bot: true })
  let last = 1000
  return {
    url: '',
    token,
    appToken,
    team: { id: 'T1', name: 'Acme', domain: 'acme' },
    bot,
    users: new Map([[bot.id, bot]]),
    channels: new Map(),
    files: new Map(),
    homes: new Map(),
    modals: new Map(),
    triggers: new Map(),
    responders: new Map(),
    calls: [],
    next: () => ++last,
  }
}

async function upload({ files }: World, id: string, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const body = (await readBody(req))!
  const type = req.headers['content-type']
  const bytes = type?.startsWith('multipart/') ? Object.values(readForm(body, type).files)[0]?.bytes : body
  const file = files.get(id)
  if (file && bytes && receive(file, bytes)) send(res, 200, `OK - ${bytes.length}`, 'text/plain')
  else send(res, 400, 'the upload does not match what was announced', 'text/plain')
}

function sendFile({ files }: World, id: string, res: ServerResponse): void {
  const file = files.get(id)
  if (file) send(res, 200, file.bytes, file.type || 'application/octet-stream')
  else send(res, 404, 'not found')
}

const HALF_HOUR_MS = 30 * 60_000

/** An answer to a command or a press over its own address: five times within half an hour. */
async function respond(world: World, id: string, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const responder = world.responders.get(id)
  const { fields } = readForm((await readBody(req))!, 'application/json')
  if (!responder || responder.left < 1 || Date.now() - responder.at > HALF_HOUR_MS)
    return sendJson(res, 404, { ok: false, error: 'used_url' })
  responder.left--
  responder.said.push(fields)
  try {
    const channel = world.channels.get(responder.channel)!
    const old = channel.messages.find((m) => m.ts === responder.ts)
    const given = fields as Record<string, unknown>
    if (given.delete_original) channel.messages = channel.messages.filter((m) => m !== old)
    else if (given.replace_original && old) Object.assign(old, contentOf(given))
    else
      addMessage(world, channel, {
        user: world.bot.id,
        ...contentOf(given),
        ...(given.response_type !== 'in_channel' && { only: responder.user }),
      })
    send(res, 200, 'ok', 'text/plain')
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    sendJson(res, 400, { ok: false, error: error.message })
  }
}
