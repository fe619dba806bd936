import type { Period, Plan } from '../plan.ts'
import { resolvePeriod } from './periods/find.ts'
import type { When } from './when.ts'

/** A kept plan as it is meant today: "last month" is read anew, dates that were named stay. */
export function readAgain(plan: Plan, when: When): Plan {
  return renewed(plan, when) as Plan
}

function renewed(part: unknown, when: When): unknown {
  if (Array.isArray(part)) return part.map((each) => renewed(each, when))
  if (typeof part !== 'object' || part === null) return part
  return Object.fromEntries(
    Object.entries(part).map(([key, value]) => {
      if (key === 'period') return [key, againOn(value as Period, when)]
      if (key === 'periods') return [key, (value as Period[]).map((each) => againOn(each, when))]
      return [key, renewed(value, when)]
    }),
  )
}

/** A period as its words mean it on this day. */
export function againOn(period: Period, when: When): Period {
  const words = period.say?.replace(/ \(.*\)$/, '')
  const found = words && resolvePeriod(words, { ...when, fiscalStart: when.fiscalStart ?? 1, dateOrder: 'dmy' })
  if (!found) return period
  const { from, to, say, rolling } = found
  return { ...(from && { from }), ...(to && { to }), say, ...(rolling && { rolling }) }
}
