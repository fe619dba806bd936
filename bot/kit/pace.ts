import { setTimeout as sleep } from 'node:timers/promises'

/** So many calls in so many milliseconds; windows of one key count together. */
export type Window = { key: string; most: number; ms: number }
/** What a platform allows at one place, and how long a card there rests between two edits. */
export type Limits = { windows: Window[]; editMs: number; chat: string }

/** Keeps to the limits of the platforms, so that they need not remind us; where they do, it waits exactly as told. */
export function openPace(now: () => number) {
  const spent = new Map<string, number[]>()
  const edited = new Map<string, number>()
  const held = new Map<string, number>()

  function roomAt({ key, most, ms }: Window): number {
    const recent = (spent.get(key) ?? []).filter((at) => at > now() - ms)
    return recent.length < most ? 0 : recent[recent.length - most]! + ms
  }
  /** Milliseconds until the next call is welcome. */
  function waitFor({ windows, editMs, chat }: Limits, edit = false): number {
    const rested = edit ? (edited.get(chat) ?? 0) + editMs : 0
    return Math.max(0, Math.max(rested, held.get(chat) ?? 0, ...windows.map(roomAt)) - now())
  }
  function spend({ windows, chat }: Limits, calls: number, edit = false): void {
    for (const { key, ms } of windows) {
      const recent = (spent.get(key) ?? []).filter((at) => at > now() - ms)
      spent.set(key, [...recent, ...Array<number>(calls).fill(now())])
    }
    if (edit) edited.set(chat, now())
    if (spent.size > MOST_KEYS) forget()
  }
  function forget(): void {
    for (const [key, times] of spent) if (times.at(-1)! < now() - LONGEST_MS) spent.delete(key)
    for (const times of [edited, held]) for (const [key, at] of times) if (at < now() - LONGEST_MS) times.delete(key)
  }
  return {
    waitFor,
    spend,
    /** Waits for room, then takes it. */
    async take(limits: Limits, calls: number): Promise<void> {
      for (let ms = waitFor(limits); ms > 0; ms = waitFor(limits)) await sleep(ms)
      spend(limits, calls)
    },
    hold: (chat: string, ms: number) => void held.set(chat, Math.max(held.get(chat) ?? 0, now() + ms)),
  }
}

const MOST_KEYS = 10_000
const LONGEST_MS = 60_000
