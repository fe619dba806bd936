import { setTimeout as sleep } from 'node:timers/promises'
import { type Api, GrammyError } from 'grammy'
import type { Update } from 'grammy/types'
import type { Log } from '#jobs/kit/log.ts'

/** What we want to hear of. */
export const WANTED = ['message', 'edited_message', 'callback_query', 'my_chat_member'] as const

type Polling = {
  api: Api
  /** Resolves when everything in them is stored: only then are they confirmed. */
  take(updates: Update[]): Promise<void>
  conflict(why: string): void
  log: Log
  signal: AbortSignal
}

/** Asks for news until it is told to stop, and confirms them by asking for what comes after. */
export async function poll({ api, take, conflict, log, signal }: Polling): Promise<void> {
  let offset = 0
  let troubles = 0
  while (!signal.aborted) {
    try {
      const wanted = { offset, timeout: 25, limit: 100, allowed_updates: [...WANTED] }
      const updates = await api.getUpdates(wanted, signal as Parameters<Api['getUpdates']>[1])
      if (updates.length) await take(updates)
      offset = updates.length ? updates.at(-1)!.update_id + 1 : offset
      troubles = 0
    } catch (error) {
      if (signal.aborted) return
      const { error_code, description = '', parameters } = error as Partial<GrammyError>
      if (error_code === 409) conflict(description)
      else if (troubles === 0) log.warn({ why: (error as Error).message }, 'Telegram does not answer; I go on asking')
      const told = error instanceof GrammyError ? parameters?.retry_after : undefined
      const pause = told ? told * 1000 : error_code === 401 ? 60_000 : Math.min(15_000, 500 * 2 ** troubles++)
      await sleep(pause, undefined, { signal }).catch(() => {})
    }
  }
}
