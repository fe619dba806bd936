import * as http from 'node:http'
import * as https from 'node:https'
import { Api, Bot } from 'grammy'
import { chatOf, type Face, type Place, partsOf } from '../kit/face.ts'
import type { FaceParts } from '../kit/faces.ts'
import { fetchFile } from './fetch.ts'
import { FACE } from './hear.ts'
import { hookOf, keepLine } from './line.ts'
import { openMenus } from './menus.ts'
import { openTaking } from './take.ts'
import { show } from './talk.ts'

/** Files travel this many times longer than words may. */
const PATIENCE = 10

/** Telegram through grammY: we ask for news, or are called where we are reached from outside. */
export function telegramFace(parts: FaceParts): Face {
  const { house, commands } = parts
  const { TELEGRAM_TOKEN: token = '', TELEGRAM_API_ROOT: apiRoot, PUBLIC_URL, SEND_SECONDS } = house.config
  const client = { ...(apiRoot && { apiRoot }), ...connections(apiRoot), timeoutSeconds: SEND_SECONDS }
  const bot = new Bot(token, { client })
  const files = new Api(token, { ...client, timeoutSeconds: SEND_SECONDS * PATIENCE })
  const taking = openTaking(parts, bot)
  const menus = openMenus(house, bot.api, commands)
  const link = PUBLIC_URL && { link: ({ file }: { file: string }) => `${PUBLIC_URL}/files/${file}` }
  const talking = { words: bot.api, files, moved: taking.moved, ...link }
  const stopping = new AbortController()
  let running: Promise<void> | undefined

  return {
    name: FACE,
    limits,
    async start(hear) {
      taking.begin(hear)
      running = keepLine({ house, bot, taking, ready: () => void menus.start(), signal: stopping.signal })
    },
    async show(showing) {
      const shown = await show(talking, showing)
      void menus.follow(showing.workspace, showing.place)
      return shown
    },
    async stop() {
      stopping.abort()
      await running
    },
    audience: async (place) => (isGroup(place) ? undefined : { members: [partsOf(place).chat], strangers: 0 }),
    fetch: (file, workspace, by) => fetchFile({ house, api: bot.api, token, apiRoot }, file, workspace, by),
    ...(PUBLIC_URL && { hook: hookOf(bot, taking) }),
  }
}

/**
 * Connections are given back before the other side may close them: one that is closed while we take it up again looks
 * as if the message on it might have arrived.
 */
function connections(apiRoot = 'https:') {
  const rest = { keepAlive: true, timeout: IDLE_MS }
  const agent = apiRoot.startsWith('http:') ? new http.Agent(rest) : new https.Agent(rest)
  return { baseFetchConfig: { agent, compress: true } }
}
const IDLE_MS = 3000

const isGroup = (place: Place): boolean => partsOf(place).chat.startsWith('-')

/** Telegram's own words: about one message a second to a chat, 20 a minute to a group, 30 a second to all. */
function limits(place: Place) {
  const chat = chatOf(place)
  const all = { key: FACE, most: 28, ms: 1000 }
  const here = { key: chat, most: 3, ms: 3000 }
  if (!isGroup(place)) return { chat, editMs: 1200, windows: [all, here] }
  return { chat, editMs: 3200, windows: [all, here, { key: `${chat} minute`, most: 20, ms: 60_000 }] }
}
