import { expect, onTestFinished, test } from 'vitest'
import { closeHouse, openHouse } from '#bot/kit/open.ts'
import { setChat } from '#db/chats.ts'
import { countDeliveries, deliveriesAt } from '#db/deliveries.ts'
import { heardAt, unanswered } from '#db/inbox.ts'
import type { Trouble } from '#demo/kit/faults.ts'
import { startSlack } from '#demo/slack/server.ts'
import { startTelegram } from '#demo/telegram/server.ts'
import { readConfig } from '#jobs/kit/config.ts'
import { makeLog } from '#jobs/kit/log.ts'
import { tempDir, until } from '../kit/house.ts'
import { startBellhop } from './bellhop.ts'

const MESSAGES = 1000
const KILLS = 4
const MARK = 'repeated: delivery was uncertain'

/** Somewhere to talk: how to say something there, and what the bot has said there so far, in order. */
type Spot = { place: string; say(word: string): void; seen(): string[] }

test('1,000 messages, one call in ten in trouble, four kills: none lost, none doubled in silence, all in order', async () => {
  const telegram = await startTelegram()
  const slack = await startSlack({ ackMs: 3000, redeliverMs: 8000 })
  onTestFinished(telegram.stop)
  onTestFinished(slack.stop)
  const env = {
    DATA_DIR: tempDir(),
    DEMO: 'off',
    PORT: '0',
    LOG_LEVEL: 'info',
    LEASE_SECONDS: '2',
    GRACE_SECONDS: '1',
    SEND_SECONDS: '3',
    MESSAGES_PER_MINUTE: '10000',
    CHAT_MESSAGES_PER_MINUTE: '10000',
    TELEGRAM_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.url,
    SLACK_BOT_TOKEN: slack.token,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.api.replace(/\/$/, ''),
  }
  const spots = [...telegramSpots(telegram), ...slackSpots(slack)]
  await letIn(env, spots)
  const bellhop = await startBellhop(env)
  await until(() => slack.connections() > 0, 30_000)
  telegram.faults.rate(0.1)
  slack.faults.rate(0.1)
  const alive = () => bellhop.ready() && slack.connections() > 0
  killWhenAccepted(telegram.faults, 'sendMessage', alive, bellhop.kill)
  killWhenAccepted(slack.faults, 'chat.postMessage', alive, bellhop.kill)
  for (const trouble of ['error', 'refuse', 'reset', 'limit'] as const) telegram.faults.next(trouble, 2, 'getUpdates')

  const said = await sayAll(spots, slack.dropConnections)
  const answered = () => spots.map((spot) => wordsIn(spot.seen()))
  const missing = () => answered().flatMap((words, i) => said[i]!.filter((word) => !words.includes(word)))
  await whileItShrinks(() => missing().length)

  const lost = missing()
  if (lost.length) process.stderr.write(await whereabouts(env, spots, lost, bellhop.lines))
  expect(lost, 'lost').toEqual([])
  const silent = spots.flatMap((spot) => doubledInSilence(spot.seen()))
  expect(silent, 'doubled without a mark').toEqual([])
  await expectOrder(env, spots)
  expect(bellhop.starts()).toBe(KILLS + 1)
  const marked = spots.flatMap((spot) => spot.seen()).filter((words) => words.includes(MARK))
  expect(marked.length).toBeGreaterThan(0)
  const met = {
    telegram: telegram.faults.met,
    slack: slack.faults.met,
    marked: marked.length,
    starts: bellhop.starts(),
  }
  process.stderr.write(`${JSON.stringify(met)}\n`)
}, 900_000)

type TelegramServer = Awaited<ReturnType<typeof startTelegram>>
type SlackServer = Awaited<ReturnType<typeof startSlack>>

function telegramSpots(telegram: TelegramServer): Spot[] {
  const people = Array.from({ length: 24 }, (_, i) => telegram.person(`P${i}`))
  const texts = (chat: number) => telegram.delivered(chat).map((message) => message.text ?? '')
  const alone = people.map((person) => ({
    place: `telegram:${person.id}`,
    say: (word: string) => void person.says(person.id, `/${word}`),
    seen: () => texts(person.id),
  }))
  const groups = people.slice(0, 4).map((person, i) => {
    const chat = telegram.group(`G${i}`, [person])
    return {
      place: `telegram:${chat}`,
      say: (word: string) => void person.says(chat, `/${word}@bellhop_bot`),
      seen: () => texts(chat),
    }
  })
  return [...alone, ...groups]
}

function slackSpots(slack: SlackServer): Spot[] {
  const people = Array.from({ length: 20 }, (_, i) => slack.person(`S${i}`))
  const alone = people.map((person) => ({
    place: `slack:${person.id}`,
    say: (word: string) => void person.says(person.dm, `/${word}`),
    seen: () => slack.delivered(person.dm).map(slack.wordsOf),
  }))
  const threads = people.slice(0, 4).map((person, i) => {
    const channel = slack.channel(`c${i}`, [person])
    const root = person.says(channel, 'a thread')
    return {
      place: `slack:${channel}/${root.ts}`,
      say: (word: string) => void person.says(channel, `@bellhop /${word}`, { thread: root.ts }),
      seen: () => slack.delivered(channel).map(slack.wordsOf),
    }
  })
  return [...alone, ...threads]
}

/** Groups are let in before anybody speaks. */
async function letIn(env: Record<string, string>, spots: Spot[]): Promise<void> {
  await atHome(env, async (db) => {
    for (const { place } of spots) await setChat(db, place.split('/')[0]!, { state: 'allowed' }, 'test', 1)
  })
}

async function atHome<T>(
  env: Record<string, string>,
  look: (db: Parameters<typeof setChat>[0]) => Promise<T>,
): Promise<T> {
  const house = await openHouse(readConfig(env), makeLog('silent', []))
  try {
    return await look((await house.workspaces.open('main')).db)
  } finally {
    await closeHouse(house)
  }
}

/** Kills the product right after a platform has accepted a message, before it can write that down; now and then. */
function killWhenAccepted(
  faults: { pick(method: string): Trouble | undefined },
  method: string,
  alive: () => boolean,
  kill: () => void,
): void {
  const pick = faults.pick
  let calls = 0
  let kills = 0
  faults.pick = (called) => {
    if (called !== method || ++calls < 100 * (kills + 1) || kills >= KILLS / 2 || !alive()) return pick(called)
    kills++
    // The request is on its way in; the answer finds nobody.
    setTimeout(kill, 5)
    return 'reset'
  }
}

/** Everybody says their next word about once a second. */
async function sayAll(spots: Spot[], drop: () => void): Promise<string[][]> {
  const said: string[][] = spots.map(() => [])
  for (let n = 0, round = 0; n < MESSAGES; round++) {
    for (const [i, spot] of spots.entries()) {
      if (n >= MESSAGES || (spot.place.startsWith('telegram:-') && round % 3)) continue
      const word = `m${String(n++).padStart(4, '0')}x`
      said[i]!.push(word)
      spot.say(word)
    }
    if (round === 7 || round === 14) drop()
    await new Promise((done) => setTimeout(done, 900))
  }
  return said
}

/** A message may be tried for two minutes, and come again after five; all the while others get through. */
async function whileItShrinks(size: () => number): Promise<void> {
  for (let left = size(), since = Date.now(); left > 0 && Date.now() - since < 330_000; ) {
    // Looking too often would starve the servers, which live in this process.
    await new Promise((done) => setTimeout(done, 1000))
    const now = size()
    if (now < left) since = Date.now()
    left = now
  }
}

const wordsIn = (seen: string[]): string[] => seen.flatMap((words) => /m\d{4}x/.exec(words)?.[0] ?? [])

function doubledInSilence(seen: string[]): string[] {
  const plain = wordsIn(seen.filter((words) => !words.includes(MARK)))
  return plain.filter((word, i) => plain.indexOf(word) !== i)
}

/** Answers come in the order in which the messages were taken in. */
async function expectOrder(env: Record<string, string>, spots: Spot[]): Promise<void> {
  await atHome(env, async (db) => {
    for (const { place, seen } of spots) {
      const taken = new Map<string, number>()
      for (const { heard, at } of await heardAt(db, place, 1000)) {
        const word = /m\d{4}x/.exec((heard as { text?: string }).text ?? '')?.[0]
        if (word) taken.set(word, at)
      }
      const first = wordsIn(seen()).filter((word, i, all) => all.indexOf(word) === i)
      const times = first.map((word) => taken.get(word) ?? 0)
      expect(times, place).toEqual(times.toSorted((a, b) => a - b))
    }
    expect(await unanswered(db, Date.now() + 1)).toEqual([])
    const states = (await countDeliveries(db)).map(({ state }) => state)
    expect(states.filter((state) => state === 'failed' || state === 'unknown')).toEqual([])
  })
}

/** What became of the lost, for whoever looks for them: whether they were heard, and what stands before their answers. */
async function whereabouts(
  env: Record<string, string>,
  spots: Spot[],
  lost: string[],
  lines: string[],
): Promise<string> {
  return atHome(env, async (db) => {
    const told: string[] = []
    for (const { place } of spots) {
      const heard = (await heardAt(db, place, 1000)).map((row) => JSON.stringify(row.heard))
      const words = lost.filter((word) => heard.some((one) => one.includes(word)))
      if (!words.length) continue
      const open = (await deliveriesAt(db, place, 1000)).filter(({ state }) => state !== 'sent')
      told.push(`${place} heard ${words.join(' ')}`, ...open.slice(0, 3).map((row) => JSON.stringify(row)))
      told.push(...lines.filter((line) => open.some(({ id }) => line.includes(`"delivery":${id},`))))
    }
    const others = lines.filter((line) => !line.includes('"delivery":'))
    return `lost: ${lost.join(' ')}\nat ${Date.now()}\n${[...told, ...others].join('\n')}\n`
  })
}
