/** Seconds to wait for whoever asked more than `most` times in the last minute. */
export type Limit = (who: string) => number | undefined

export function openLimit(most: number, now: () => number): Limit {
  let began = 0
  let counts = new Map<string, number>()
  return (who) => {
    const at = now()
    // A clock that was set back must not shut anybody out.
    if (at - began >= 60_000 || at < began) {
      began = at
      counts = new Map()
    }
    const count = (counts.get(who) ?? 0) + 1
    counts.set(who, count)
    return count > most ? Math.max(1, Math.ceil((began + 60_000 - at) / 1000)) : undefined
  }
}
