import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startTelegram, type Telegram } from '#demo/telegram/server.ts'
import type { Measurement } from './index.ts'

const CHATS = 50
const ROUNDS = 12
const REST_MS = 2500

/** From an update to its reply in the chat: Bellhop, which keeps both, beside an echo bot, which keeps nothing. */
export async function* benchFaces(): AsyncGenerator<Measurement> {
  const folder = mkdtempSync(join(tmpdir(), 'bellhop-bench-'))
  const [one, other] = await Promise.all([startTelegram(), startTelegram()])
  const processes = [await startBellhop(one, folder), await startEcho(other)]
  try {
    await Promise.all([talk(one, 2), talk(other, 2)])
    const [ours, theirs] = await Promise.all([talk(one, ROUNDS), talk(other, ROUNDS)])
    for (const share of [0.5, 0.95]) {
      const [mine, bare] = [at(ours, share), at(theirs, share)]
      const name = `faces p${share * 100}`
      const what = `from an update to its reply, ${CHATS} chats, ${ROUNDS} messages each, every ${REST_MS} ms, beside a bare grammY echo bot`
      yield { name, what, ours: mine, theirs: bare, ratio: Math.round((100 * mine) / bare) / 100, unit: 'ms' }
    }
  } finally {
    for (const child of processes) {
      child.kill('SIGKILL')
      await once(child, 'exit')
    }
    await Promise.all([one.stop(), other.stop()])
    rmSync(folder, { recursive: true, force: true })
  }
}

async function startBellhop(telegram: Telegram, folder: string): Promise<ChildProcess> {
  const env = {
    PATH: process.env.PATH,
    DATA_DIR: folder,
    DEMO: 'off',
    PORT: '0',
    LOG_LEVEL: 'info',
    MESSAGES_PER_MINUTE: '10000',
    CHAT_MESSAGES_PER_MINUTE: '10000',
    TELEGRAM_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.url,
  }
  const child = spawn(process.execPath, ['bot/main.ts'], { env, stdio: ['ignore', 'pipe', 'ignore'] })
  for await (const part of child.stdout!) if (String(part).includes('Open http')) break
  child.stdout!.resume()
  return child
}

async function startEcho(telegram: Telegram): Promise<ChildProcess> {
  const args = [new URL('./echo.ts', import.meta.url).pathname, telegram.token, telegram.url]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  await once(child, 'message')
  return child
}

/** Everybody says something, waits for the reply, rests and says the next; the milliseconds of each. */
async function talk(telegram: Telegram, rounds: number): Promise<number[]> {
  const all = Array.from({ length: CHATS }, async (_, i) => {
    const person = telegram.person(`P${i}`)
    const took: number[] = []
    await sleep((i * REST_MS) / CHATS)
    for (let round = 0; round < rounds; round++) {
      const answered = nextReply(telegram, person.id)
      const began = performance.now()
      person.says(person.id, '/version')
      await answered
      took.push(performance.now() - began)
      await sleep(REST_MS)
    }
    return took
  })
  return (await Promise.all(all)).flat()
}

/** The moment the chat has it, not when somebody looks. */
function nextReply(telegram: Telegram, chat: number): Promise<void> {
  const { messages } = telegram.world.chats.get(chat)!
  return new Promise((done) => {
    messages.push = (...added) => {
      const size = Array.prototype.push.apply(messages, added)
      if (added.some(({ from }) => from?.is_bot)) done()
      return size
    }
  })
}

const at = (all: number[], share: number): number =>
  Math.round(10 * all.toSorted((a, b) => a - b)[Math.floor(all.length * share)]!) / 10
