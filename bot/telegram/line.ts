import { createHash, timingSafeEqual } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { Api, type Bot } from 'grammy'
import type { Update } from 'grammy/types'
import type { House } from '#jobs/kit/house.ts'
import { say } from '#jobs/kit/message.ts'
import type { Face } from '../kit/face.ts'
import { tellAdmins } from '../kit/tell.ts'
import { FACE } from './hear.ts'
import { poll, WANTED } from './poll.ts'
import type { Taking } from './take.ts'

const HOOK = '/hooks/telegram'
const MOST_PAUSE_MS = 60_000
/** Longer than any answer that waits for news. */
const ASKING_SECONDS = 60
const TWO_POLLERS =
  'another program is asking for the news of this bot, so each of us misses some. Stop the other one, or give one of them a token of its own from BotFather.'

type Line = { house: House; bot: Bot; taking: Taking; ready(): void; signal: AbortSignal }

/** Hears from Telegram until it is told to stop: by asking, or by being called where we are reached from outside. */
export async function keepLine({ house, bot, taking, ready, signal }: Line): Promise<void> {
  const { PUBLIC_URL, TELEGRAM_API_ROOT: apiRoot } = house.config
  for (let pause = 1000; !bot.isInited() && !signal.aborted; pause = Math.min(MOST_PAUSE_MS, pause * 2)) {
    try {
      if (PUBLIC_URL)
        await bot.api.setWebhook(`${PUBLIC_URL}${HOOK}`, { secret_token: secretOf(bot), allowed_updates: [...WANTED] })
      else await bot.api.deleteWebhook()
      await bot.init()
    } catch (error) {
      house.log.warn({ why: (error as Error).message }, 'Telegram is not ready; I try again')
      await sleep(pause, undefined, { signal }).catch(() => {})
    }
  }
  if (signal.aborted) return
  house.log.info(`Telegram: I am @${bot.botInfo.username}${PUBLIC_URL ? ', called by webhook' : ''}`)
  ready()
  if (PUBLIC_URL) return
  const api = new Api(bot.token, { ...(apiRoot && { apiRoot }), timeoutSeconds: ASKING_SECONDS })
  await poll({ api, take: taking.take, conflict: conflictTeller(house), log: house.log, signal })
}

const secretOf = ({ token }: Bot): string => createHash('sha256').update(`hook:${token}`).digest('hex')

/** Where Telegram calls us, with a secret that only it was told. */
export function hookOf(bot: Bot, { take }: Taking): NonNullable<Face['hook']> {
  const answer = (status: number) => new Response(null, { status })
  return {
    path: HOOK,
    async take(request) {
      if (!same(request.headers.get('x-telegram-bot-api-secret-token') ?? '', secretOf(bot))) return answer(401)
      if (!bot.isInited()) return answer(503)
      await take([(await request.json()) as Update])
      return answer(200)
    },
  }
}

const same = (a: string, b: string): boolean => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))

/** Another program asks for our news: each of us gets only some of them. Said once a minute at most, to admins once. */
function conflictTeller(house: House): (why: string) => void {
  let told = 0
  return (why) => {
    if (house.now() - told < 60_000) return
    told = house.now()
    house.log.error({ why }, `Two programs use one Telegram token. ${TWO_POLLERS}`)
    void tellEverywhere(house).catch((error: unknown) => house.log.error({ err: error }, 'Admins could not be told'))
  }
}

async function tellEverywhere(house: House): Promise<void> {
  const news = say(`Telegram: ${TWO_POLLERS}`, 'bad')
  for (const workspace of await house.workspaces.all())
    await tellAdmins(house, workspace, `${FACE}:two-pollers:${house.owner}`, news)
}
