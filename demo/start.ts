import type { Store } from '#db/open.ts'
import { getSetting } from '#db/settings.ts'
import type { Config } from '#jobs/kit/config.ts'
import type { House } from '#jobs/kit/house.ts'
import type { Job } from '#jobs/kit/job.ts'
import { DEMO, type Outsides } from '#jobs/kit/workspace.ts'
import { demoOutside } from './outside.ts'
import { refresh, refreshDemo, SEEDED } from './refresh.ts'

export type Demo = { jobs: Job[]; outsides: Outsides; seed(house: House): Promise<void>; close(): Promise<void> }

/**
 * The pretend company's part of the house: its job, its rows at the first start and on every new day, and the world
 * around it, which starts when it is first needed.
 */
export function openDemo(config: Config, now: () => number = Date.now): Demo {
  const { outside, close } = demoOutside(config, async (db) => ({
    now: now(),
    told: (await seededAt(db))?.told ?? now(),
  }))
  return {
    jobs: [refresh],
    outsides: { [DEMO]: outside },
    close,
    async seed(house) {
      const workspace = await house.workspaces.open(DEMO)
      const seeded = await seededAt(workspace.db)
      if (seeded && house.now() - seeded.until < 6 * 3_600_000) return
      const began = performance.now()
      const { rows, company } = await refreshDemo(workspace, { id: 'demo' }, house.now(), () => {})
      house.log.info(
        { rows, ms: Math.round(performance.now() - began) },
        `The pretend company ${company} is ${seeded ? 'up to date' : 'made'}; set DEMO=off to do without it`,
      )
    },
  }
}

const seededAt = async (db: Store) => (await getSetting(db, SEEDED)) as { told: number; until: number } | undefined
