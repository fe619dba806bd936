import type { Dataset } from '#db/dataset.ts'
import type { Clock } from '#db/plan/scope.ts'
import type { Workspace } from '../workspace.ts'

/** The local day of a moment, 'YYYY-MM-DD'. */
export function dayIn(timeZone: string, at: number): string {
  return new Date(at).toLocaleDateString('sv-SE', { timeZone })
}

/** Weeks as the workspace begins them, hours of the day as the clocks show them where the rows are from. */
export function clockFor({ weekStart, zone }: Workspace, base: Dataset, now: number): Clock {
  return { weekStart, minutes: minutesAhead(base.time?.zone ?? zone, now) }
}

function minutesAhead(timeZone: string, at: number): number {
  const wall = new Date(at).toLocaleString('sv-SE', { timeZone })
  return Math.round((Date.parse(`${wall.replace(' ', 'T')}Z`) - at) / 60_000)
}
