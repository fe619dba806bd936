import type { Log } from './log.ts'

/** Repeats without overlapping, beginning now; trouble is logged and the next turn comes all the same. */
export function every(ms: number, turn: () => Promise<void>, log: Log): { stop(): Promise<void> } {
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  let said = ''
  const go = async () => {
    try {
      await turn()
      said = ''
    } catch (error) {
      const why = (error as Error).message
      if (why !== said) log.error({ err: error }, 'A regular turn failed; it is tried again')
      said = why
    }
    if (!stopped) timer = setTimeout(() => (current = go()), ms)
  }
  let current = go()
  return {
    async stop() {
      stopped = true
      clearTimeout(timer)
      await current
    },
  }
}
