import { dayFrom, isoOf, monthOf, todayIn } from './calendar.ts'
import type { Period, PeriodContext, Relative } from './period.ts'
import { datesOf } from './say.ts'
import { type Days, daysBack, isMonths, monthsBack } from './shift.ts'

const MONTHS = { day: 0, week: 0, range: 0, month: 1, quarter: 3, half: 6, year: 12 }

/** The same length of its own kind, right before: months before months, 1–14 Oct before 1–14 Nov. */
export function previousPeriod(period: Period): Period | null {
  const days = daysOf(period)
  const { from, to } = days
  if (from === undefined || to === undefined || period.instants) return null
  const months = MONTHS[period.grain] * (period.count ?? 1)
  if (isMonths(days)) return moved(period, monthsBack(days, monthOf(to) - monthOf(from) + 1))
  if (period.toDate && months) return moved(period, monthsBack(days, months))
  if (period.rolling && months) return moved(period, { from: monthsBack(days, months).from!, to: from - 1 })
  const length = to - from + 1
  return moved(period, daysBack(days, period.weekdays || period.toDate ? Math.ceil(length / 7) * 7 : length))
}

/** Months to the same months, days to the same date (29 Feb to the 28th), weeks 52 weeks back. */
export function samePeriodLastYear(period: Period): Period | null {
  return relate('year', period)
}

/** What "same period last year" is, once it is known the same as what. */
export function relate(relative: Relative, base: Period): Period | null {
  if (relative === 'previous') return previousPeriod(base)
  const days = daysOf(base)
  if ((days.from === undefined && days.to === undefined) || base.instants) return null
  const months = MONTHS[relative]
  return moved(base, months ? monthsBack(days, months) : daysBack(days, relative === 'week' ? 7 : 1))
}

/** Open ends closed: by the first day there is data, and by today. */
export function closed(period: Period, context: PeriodContext): Period {
  const from = period.from ?? context.earliest
  const to = period.to ?? isoOf(todayIn(context.zone, context.now))
  return { ...period, to, ...(from ? { from } : {}) }
}

function daysOf({ from, to, grain, toDate }: Period): Days {
  return {
    grain,
    ...(from ? { from: dayFrom(from) } : {}),
    ...(to ? { to: dayFrom(to) } : {}),
    ...(toDate ? { toDate } : {}),
  }
}

/** Hours, weekdays and grain stay; what was said about the old days doesn't. */
function moved(period: Period, days: { from?: number; to?: number }): Period {
  const { grain, count, toDate, hours, weekdays, complete } = period
  return {
    ...(days.from === undefined ? {} : { from: isoOf(days.from) }),
    ...(days.to === undefined ? {} : { to: isoOf(days.to) }),
    say: datesOf({ grain, ...days, ...(hours ? { hours } : {}), ...(weekdays ? { weekdays } : {}) }),
    grain,
    ...(count === undefined ? {} : { count }),
    ...(toDate ? { toDate } : {}),
    ...(hours ? { hours } : {}),
    ...(weekdays ? { weekdays } : {}),
    ...(complete ? { complete } : {}),
  }
}
