import type { Dataset } from '#db/dataset.ts'
import { localDay, minutesAhead } from '#db/kit/zone.ts'
import type { Clock } from '#db/plan/scope.ts'
import type { Workspace } from '../workspace.ts'

/** The local day of a moment, 'YYYY-MM-DD'. */
export const dayIn = localDay

/** Weeks as the workspace begins them, hours of the day as the clocks show them where the rows are from. */
export function clockFor({ weekStart, zone }: Workspace, base: Dataset, now: number): Clock {
  return { weekStart, minutes: minutesAhead(base.time?.zone ?? zone, now) }
}
