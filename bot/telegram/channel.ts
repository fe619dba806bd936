import { createHash, timingSafeEqual } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { Api, Bot } from 'grammy'
import type { ChatMemberUpdated, Update } from 'grammy/types'
import { renameChat, renameMember } from '#db/places.ts'
import { say } from '#jobs/kit/message.ts'
import type { Workspace } from '#jobs/kit/workspace.ts'
import type { Face, Heard } from '../kit/face.ts'
import { chatOf, partsOf, placeOf } from '../kit/face.ts'
import type { FaceParts } from '../kit/faces.ts'
import { tellAdmins } from '../kit/tell.ts'
import { lostChat } from '../kit/undelivered.ts'
import { fetchFile } from './fetch.ts'
import { FACE, heardIn, type Self } from './hear.ts'
import { openMenus } from './menus.ts'
import { poll, WANTED } from './poll.ts'
import { show } from './talk.ts'

/** Files travel this many times longer than words may. */
const PATIENCE = 10

/** Telegram through grammY: long polling, or a webhook where we are reached from outside. */
export function telegramFace({ house, commands, workspaceFor }: FaceParts): Face {
  const { TELEGRAM_TOKEN: token = '', TELEGRAM_API_ROOT: apiRoot, PUBLIC_URL, SEND_SECONDS } = house.config
  const options = { ...(apiRoot && { apiRoot }), timeoutSeconds: SEND_SECONDS }
  const bot = new Bot(token, { client: options })
  const files = new Api(token, { ...options, timeoutSeconds: SEND_SECONDS * PATIENCE })
  const menus = openMenus(house, bot.api, commands)
  const stopping = new AbortController()
  const secret = createHash('sha256').update(`hook:${token}`).digest('hex')
  let hear: (heard: Heard) => Promise<void> = async () => {}
  let running: Promise<void> | undefined

  const line = {
    words: bot.api,
    files,
    ...(PUBLIC_URL && { link: ({ file }: { file: string }) => `${PUBLIC_URL}/files/${file}` }),
    moved: (from: number, to: number) => follow(from, to),
  }

  async function take(updates: Update[]): Promise<void> {
    for (const together of albums(updates)) {
      const [first] = together
      const heard = heardIn(together, self())
      if (heard) await hear(heard)
      if (first?.callback_query) void bot.api.answerCallbackQuery(first.callback_query.id).catch(() => {})
      if (first?.my_chat_member) await membership(first.my_chat_member)
      const { migrate_to_chat_id: to, chat } = first?.message ?? {}
      if (to && chat) await follow(chat.id, to)
    }
  }

  async function follow(from: number, to: number): Promise<void> {
    const [before, after] = [placeOf(FACE, from), placeOf(FACE, to)]
    for (const { db } of await house.workspaces.all()) await renameChat(db, before, after)
    await renameMember(house.workspaces.root, FACE, String(from), String(to))
    house.log.info({ from: before, to: after }, 'A group became a supergroup; I moved with it')
  }

  async function membership({ chat, from, new_chat_member }: ChatMemberUpdated): Promise<void> {
    if (new_chat_member.status !== 'kicked' && new_chat_member.status !== 'left') return
    const place = placeOf(FACE, chat.id)
    const workspace = await workspaceFor({ face: FACE, place, user: String(from.id) })
    const what = chat.type === 'private' ? `${from.first_name} blocked me.` : `I was removed from ${chat.title}.`
    await lostChat(house, workspace, place, what)
  }

  function self(): Self {
    return bot.botInfo
  }

  async function begin(): Promise<void> {
    await bot.init()
    if (PUBLIC_URL)
      await bot.api.setWebhook(`${PUBLIC_URL}${HOOK}`, { secret_token: secret, allowed_updates: [...WANTED] })
    else await bot.api.deleteWebhook()
    void menus.start().catch((error: unknown) => house.log.warn({ err: error }, 'The menus could not be set'))
    house.log.info(`Telegram: I am @${self().username}${PUBLIC_URL ? ', called by webhook' : ''}`)
  }

  async function run(): Promise<void> {
    const { signal } = stopping
    for (let pause = 1000; !signal.aborted; pause = Math.min(60_000, pause * 2)) {
      try {
        await begin()
        break
      } catch (error) {
        house.log.warn({ why: (error as Error).message }, 'Telegram is not ready; I try again')
        await sleep(pause, undefined, { signal }).catch(() => {})
      }
    }
    if (!PUBLIC_URL && !signal.aborted)
      await poll({ api: new Api(token, { ...options, timeoutSeconds: 60 }), take, conflict, log: house.log, signal })
  }

  let told = 0
  /** Another program asks for our news: each of us gets only some of them. */
  function conflict(why: string): void {
    if (house.now() - told < 60_000) return
    told = house.now()
    house.log.error({ why }, `Two programs use one Telegram token. ${TWO_POLLERS}`)
    void tellConflict().catch(() => {})
  }
  async function tellConflict(): Promise<void> {
    for (const workspace of await house.workspaces.all())
      await tellAdmins(house, workspace, `${FACE}:two-pollers:${house.owner}`, say(`Telegram: ${TWO_POLLERS}`, 'bad'))
  }

  return {
    name: FACE,
    async start(heard) {
      hear = heard
      running = run()
    },
    async show(showing) {
      const shown = await show(line, showing)
      void menus.follow(showing.workspace, showing.place)
      return shown
    },
    async stop() {
      stopping.abort()
      await running
    },
    audience: async (place) => {
      const { chat } = partsOf(place)
      return chat.startsWith('-') ? undefined : { members: [chat], strangers: 0 }
    },
    limits,
    fetch: (file, workspace: Workspace, by) => fetchFile({ house, api: bot.api, token, apiRoot }, file, workspace, by),
    ...(PUBLIC_URL && {
      hook: {
        path: HOOK,
        async take(request) {
          if (!same(request.headers.get('x-telegram-bot-api-secret-token') ?? '', secret)) return answer(401)
          if (!bot.isInited()) return answer(503)
          await take([(await request.json()) as Update])
          return answer(200)
        },
      },
    }),
  }
}

const HOOK = '/hooks/telegram'
const TWO_POLLERS =
  'another program is asking for the news of this bot, so each of us misses some. Stop the other one, or give one of them a token of its own from BotFather.'

const answer = (status: number) => new Response(null, { status })
const same = (a: string, b: string): boolean => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))

/** Updates one by one, those of an album together. */
function albums(updates: Update[]): Update[][] {
  const groups: Update[][] = []
  for (const update of updates) {
    const album = update.message?.media_group_id
    const last = groups.at(-1)
    if (album && last?.[0]?.message?.media_group_id === album) last.push(update)
    else groups.push([update])
  }
  return groups
}

/** Telegram's own words: about one message a second to a chat, 20 a minute to a group, 30 a second to all. */
function limits(place: string) {
  const chat = chatOf(place)
  const group = partsOf(place).chat.startsWith('-')
  const all = { key: FACE, most: 28, ms: 1000 }
  const here = { key: chat, most: 3, ms: 3000 }
  const inGroup = { key: `${chat} minute`, most: 20, ms: 60_000 }
  return { chat, editMs: group ? 3200 : 1200, windows: group ? [all, here, inGroup] : [all, here] }
}
