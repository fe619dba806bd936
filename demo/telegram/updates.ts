import { field, type Params } from './params.ts'
import { makeWaits } from './polling.ts'
import { makeWebhook } from './webhook.ts'
import { Refusal } from './world.ts'

export type Update = { update_id: number } & Record<string, unknown>
/** Updates the bot hasn't confirmed yet, and the kinds it wants to hear of. */
export type Queue = { pending: Update[]; allowed: string[] }
export type Updates = ReturnType<typeof makeUpdates>

const QUIET = ['chat_member', 'message_reaction', 'message_reaction_count']

/** What happened in the chats, until the bot confirms it: by asking for what comes after, or by answering its webhook. */
export function makeUpdates({ redeliverMs = 1000 } = {}) {
  const queue: Queue = { pending: [], allowed: [] }
  const waits = makeWaits()
  const webhook = makeWebhook(queue, redeliverMs)
  let last = Math.floor(Math.random() * 1e6)

  function add(update: Update): void {
    queue.pending.push(update)
    waits.wake()
    void webhook.deliver()
  }

  async function getUpdates(params: Params, gone: AbortSignal): Promise<Update[]> {
    if (webhook.url())
      throw new Refusal(
        409,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
      )
    waits.chase()
    queue.allowed = field<string[]>(params, 'allowed_updates') ?? queue.allowed
    const offset = field<number>(params, 'offset') ?? 0
    queue.pending =
      offset < 0 ? queue.pending.slice(offset) : queue.pending.filter((update) => update.update_id >= offset)
    const seconds = field<number>(params, 'timeout') ?? 0
    if (!queue.pending.length && seconds) await waits.forNews(seconds * 1000, gone)
    return queue.pending.slice(0, field<number>(params, 'limit') ?? 100)
  }

  return {
    getUpdates,
    setWebhook: (params: Params) => {
      const set = webhook.set(params)
      if (webhook.url()) waits.chase()
      return set
    },
    deleteWebhook: (params: Params) => webhook.set({ ...params, fields: { ...params.fields, url: '' } }),
    getWebhookInfo: webhook.info,
    pending: () => queue.pending,
    emit: (content: Record<string, unknown>) => {
      const kind = Object.keys(content)[0]!
      const wanted = queue.allowed.length ? queue.allowed.includes(kind) : !QUIET.includes(kind)
      if (wanted) add({ update_id: ++last, ...content })
    },
    /** Brings an update once more that was confirmed before, as Telegram does after trouble of its own. */
    repeat: add,
    stop: () => {
      webhook.stop()
      waits.wake()
    },
  }
}
