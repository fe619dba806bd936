import type { IncomingMessage, ServerResponse } from 'node:http'
import { makeFaults } from '../kit/faults.ts'
import { listen, send, sendJson } from '../kit/wire.ts'
import { makeApi } from './api.ts'
import { makeChats } from './controls.ts'
import { type Limits, makeMeter } from './limits.ts'
import { chatPage, listPage } from './page.ts'
import { makePerson } from './person.ts'
import { makeUpdates } from './updates.ts'
import type { World } from './world.ts'

export type Options = {
  port?: number
  token?: string
  username?: string
  /** With privacy on, as bots are made, only what is meant for the bot reaches it from groups. */
  privacy?: boolean
  /** Held only when given; REAL_LIMITS are the ones Telegram is known for. */
  limits?: Partial<Limits>
  redeliverMs?: number
  seed?: number
}
export type Telegram = Awaited<ReturnType<typeof startTelegram>>

const TROUBLED = /^(send|edit|answer|deleteMessage|getFile|getChat)/

/** A Bot API of one's own: point a client's apiRoot at `url`, and let each `person()` talk to the bot. */
export async function startTelegram(options: Options = {}) {
  const { token = '100:demo', privacy = true, redeliverMs = 1000, seed = 1 } = options
  const updates = makeUpdates({ redeliverMs })
  const world = newWorld(options.username ?? 'bellhop_bot', Number.parseInt(token, 10) || 100, privacy, updates.emit)
  const faults = makeFaults(TROUBLED, seed)
  const call = makeApi({ world, updates, faults, meter: makeMeter(options.limits) })

  async function handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const path = decodeURIComponent((req.url ?? '/').split('?')[0]!)
    const [, file, given, rest = ''] = /^\/(file\/)?bot([^/]+)\/(?:test\/)?(.+)$/.exec(path) ?? []
    if (!given) return showPage(world, path, res)
    if (given !== token) return sendJson(res, 401, { ok: false, error_code: 401, description: 'Unauthorized' })
    return file ? sendFile(world, res, (f) => f.path === rest) : call(req, res, rest)
  }

  const server = await listen(handle, options.port)
  return {
    ...server,
    token,
    faults,
    world,
    updates,
    ...makeChats(world),
    person: (name: string) => makePerson(world, name),
    stop: async () => {
      updates.stop()
      await server.stop()
    },
  }
}

function newWorld(username: string, id: number, privacy: boolean, emit: World['emit']): World {
  let last = 1000
  return {
    bot: { id, is_bot: true, first_name: 'Bellhop', username },
    privacy,
    emit,
    people: new Map(),
    chats: new Map(),
    files: new Map(),
    presses: new Map(),
    commands: new Map(),
    calls: [],
    next: () => ++last,
  }
}

function showPage(world: World, path: string, res: ServerResponse): void {
  const chat = world.chats.get(Number(/^\/chat\/(-?\d+)$/.exec(path)?.[1]))
  const file = /^\/see\/(\w+)$/.exec(path)?.[1]
  if (file) sendFile(world, res, (f) => f.id === file)
  else send(res, 200, chat ? chatPage(chat, world) : listPage(world))
}

function sendFile(
  { files }: World,
  res: ServerResponse,
  wanted: (file: { id: string; path: string }) => boolean,
): void {
  const file = [...files.values()].find(wanted)
  if (file) send(res, 200, file.bytes, file.type || 'application/octet-stream')
  else sendJson(res, 404, { ok: false, error_code: 404, description: 'Not Found' })
}
