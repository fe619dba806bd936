import { getSetting } from '#db/settings.ts'
import type { House } from '#jobs/kit/house.ts'
import type { Job } from '#jobs/kit/job.ts'
import { DEMO } from '#jobs/kit/workspace.ts'
import { refresh, refreshDemo, SEEDED } from './refresh.ts'

/** The pretend company's part of the house: its job, and its rows at the first start and on every new day. */
export function openDemo(): { jobs: Job[]; seed(house: House): Promise<void> } {
  return {
    jobs: [refresh],
    async seed(house) {
      const workspace = await house.workspaces.open(DEMO)
      const seeded = (await getSetting(workspace.db, SEEDED)) as { until: number } | undefined
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
