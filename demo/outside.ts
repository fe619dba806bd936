import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { newPace } from '#connectors/sheets/pace.ts'
import type { Store } from '#db/open.ts'
import type { Config } from '#jobs/kit/config.ts'
import { type Outside, realOutside } from '#jobs/kit/outside.ts'
import { DEMO } from '#jobs/kit/workspace.ts'
import type { Town, Wish } from './town.ts'

const PORTALS = join(import.meta.dirname, 'portals')
const PER_MINUTE = 500

export type DemoOutside = { outside(db: Store): Outside; close(): Promise<void> }

/**
 * The pretend company's back office and sheets. They run in a process of their own, as the real ones do, which starts
 * when something is first asked of them and ends with us.
 */
export function demoOutside(config: Config, times: (db: Store) => Promise<Wish>): DemoOutside {
  const real = realOutside(config, DEMO)
  const pace = newPace({ perMinute: PER_MINUTE, now: () => new Date() })
  let child: ChildProcess | undefined
  const town = async (db: Store): Promise<Town> => {
    if (!child?.connected) child = start(join(config.DATA_DIR, DEMO))
    return ask(child, await times(db))
  }
  return {
    outside: (db) => ({
      ...real,
      async portals() {
        const { loadPortals } = await import('#connectors/back-office.ts')
        return loadPortals(PORTALS)
      },
      visit: async () => (await town(db)).site,
      sheets: async () => ({ ...(await town(db)).sheets, pace }),
    }),
    async close() {
      if (!child || child.exitCode !== null) return
      child.ref()
      const ended = once(child, 'exit')
      child.disconnect()
      await ended
    },
  }
}

/** It gets no environment, so no secrets. */
function start(folder: string): ChildProcess {
  mkdirSync(folder, { recursive: true })
  const child = fork(new URL('./town.ts', import.meta.url), [folder], {
    execArgv: [],
    env: {},
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  child.unref()
  child.channel?.unref()
  return child
}

async function ask(child: ChildProcess, wish: Wish): Promise<Town> {
  child.channel?.ref()
  try {
    const over = new AbortController()
    const answered = once(child, 'message', { signal: over.signal })
    const ended = once(child, 'exit', { signal: over.signal }).then(() => Promise.reject(new Error('The demo ended')))
    ended.catch(() => {})
    child.send(wish)
    const [town] = (await Promise.race([answered, ended])) as [Town]
    over.abort()
    return town
  } finally {
    child.channel?.unref()
  }
}
