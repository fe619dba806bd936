import type { Grain, Part, Period } from '../plan.ts'
import { relate } from './periods/compare.ts'
import { findPeriods } from './periods/find.ts'
import type { FoundPeriod, Hours } from './periods/period.ts'

export type When = { now: Date; zone: string; weekStart: 'monday' | 'sunday'; fiscalStart?: number }
/** A stretch of the text that names days, and the days of the week or hours of the day it keeps. */
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
  const found = findPeriods(text, context)
  return found.flatMap((one) => {
    const period = absolute(one, found)
    const part = period && partOf(period)
    if (!period || part === null) return []
    const { from, to, say, rolling, grain, count } = period
    const each = SEVERAL.exec(text.slice(one.start, one.end))?.[1]
    return [
      {
        start: one.start,
        end: one.end,
        period: { ...(from && { from }), ...(to && { to }), say, ...(rolling && { rolling }) },
        ...(part && { part }),
        ...(one.bare && { bare: true }),
        ...(count && count > 1 && grain !== 'half' && grain !== 'range' ? { grain } : each && { grain: each as Grain }),
      },
    ]
  })
}

/** "the last three months of 2023" */
const SEVERAL = /\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twelve)\s+(day|week|month|quarter|year)s\b/i

/** "Same period last year" is what it is of the period said beside it. */
function absolute({ period }: FoundPeriod, all: FoundPeriod[]): FoundPeriod['period'] | undefined {
  if (!period.relative) return period
  const others = all.filter((each) => !each.period.relative)
  return others.length === 1 ? (relate(period.relative, others[0]!.period) ?? undefined) : undefined
}

/** null: a part of the day that no whole hours tell, or two parts at once. */
function partOf({ weekdays, hours }: { weekdays?: number[]; hours?: Hours }): FoundTime['part'] | null | undefined {
  if (!hours) return weekdays && { part: 'weekday', is: weekdays }
  if (weekdays || hours.from % 1 || hours.to % 1 || hours.to <= hours.from) return null
  return { part: 'hour of day', is: Array.from({ length: hours.to - hours.from }, (_, i) => hours.from + i) }
}
