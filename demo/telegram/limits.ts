import { type Chat, Refusal } from './world.ts'

/** How much the bot may send: per chat and second, per group and minute, and over everything per second. */
export type Limits = { chatPerSecond: number; groupPerMinute: number; perSecond: number }
export const REAL_LIMITS: Limits = { chatPerSecond: 1, groupPerMinute: 20, perSecond: 30 }
export type Meter = (chat: Chat, count?: number) => void

/** Counts what is sent over sliding windows. Messages and edits share one budget. No limits given, none held. */
export function makeMeter(limits: Partial<Limits> = {}): Meter {
  const sent = new Map<string, number[]>()
  function hold(key: string, most: number | undefined, ms: number, count: number): () => void {
    if (!most) return () => {}
    const now = Date.now()
    const recent = (sent.get(key) ?? []).filter((at) => at > now - ms)
    if (recent.length + count > Math.max(most, count)) tooMany(Math.ceil(((recent[0] ?? now) + ms - now) / 1000))
    return () => void sent.set(key, [...recent, ...Array<number>(count).fill(now)])
  }
  return (chat, count = 1) => {
    const windows = [
      hold('all', limits.perSecond, 1000, count),
      hold(`chat ${chat.id}`, limits.chatPerSecond, 1000, count),
      hold(`group ${chat.id}`, chat.type === 'private' ? undefined : limits.groupPerMinute, 60_000, count),
    ]
    for (const note of windows) note()
  }
}

export function tooMany(wait: number): never {
  const seconds = Math.max(1, wait)
  throw new Refusal(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds })
}
