import type { Log } from './log.ts'

export type Regular = {
  /** The next turn comes now; if one is under way, right after it. */
  soon(): void
  stop(): Promise<void>
}

/** Repeats without overlapping; trouble is logged and the next turn comes all the same. */
export function every(ms: number, turn: () => Promise<unknown>, log: Log, first: 'now' | 'later' = 'now'): Regular {
  let timer: NodeJS.Timeout | undefined
  let current: Promise<void> | undefined
  let again = false
  let stopped = false
  let said = ''

  async function go(): Promise<void> {
    again = false
    try {
      await turn()
      said = ''
    } catch (error) {
      const why = (error as Error).message
      if (why !== said) log.error({ err: error }, 'A regular turn failed; it is tried again')
      said = why
    }
    current = undefined
    if (!stopped) timer = setTimeout(begin, again ? 0 : ms)
  }
  function begin(): void {
    clearTimeout(timer)
    current = go()
  }
  if (first === 'now') begin()
  else timer = setTimeout(begin, ms)
  return {
    soon() {
      again = true
      if (!current && !stopped) begin()
    },
    async stop() {
      stopped = true
      clearTimeout(timer)
      await current
    },
  }
}
