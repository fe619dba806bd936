import type { Grain, Part, Period } from '../plan.ts'
import { findPeriods } from './periods/find.ts'

export type When = { now: Date; zone: string; weekStart: 'monday' | 'sunday'; fiscalStart?: number }
/** A stretch of the text that names days, and the days of the week it keeps. */
export type FoundTime = {
  start: number
  end: number
  period: Period
  part?: { part: Part; is: number[] }
  bare?: boolean
  grain?: Grain
}

export function findTimes(text: string, when: When): FoundTime[] {
  const context = { now: when.now, zone: when.zone, weekStart: when.weekStart, fiscalStart: when.fiscalStart ?? 1 }
  return findPeriods(text, context).flatMap((found) => {
    const { from, to, say, rolling, weekdays, hours, relative, grain, count } = found.period
    if (relative || hours) return []
    const period: Period = { ...(from && { from }), ...(to && { to }), say, ...(rolling && { rolling }) }
    const part = weekdays && { part: 'weekday' as const, is: weekdays }
    return [
      {
        start: found.start,
        end: found.end,
        period,
        ...(part && { part }),
        ...(found.bare && { bare: true }),
        ...(count && count > 1 && grain !== 'half' && grain !== 'range' && { grain }),
      },
    ]
  })
}
