import type { Dataset } from '../dataset.ts'
import type { Condition, Period, Plan } from '../plan.ts'
import { dayAfter } from './days.ts'

/** 'compare' written out: the named period and the one before it become groups of their own, with the change between. */
export function withComparison(plan: Plan, base: Dataset): Plan {
  const at = (plan.where ?? []).findIndex((each) => 'period' in each && each.period.from && each.period.to)
  if (!plan.compare || at < 0) return plan
  const it = plan.where![at] as Extract<Condition, { period: Period }>
  const column = it.column ?? base.time?.column
  if (!column) return plan
  const before = plan.compare === 'year' ? yearEarlier(it.period) : periodBefore(it.period)
  const rest = plan.where!.filter((_, i) => i !== at)
  const either: Condition = { any: [before, it.period].map((period) => ({ period, column })) }
  const { compare: _, ...kept } = plan
  const show = [...(plan.show ?? []), 'change' as const, 'growth' as const]
  return { ...kept, where: [...rest, either], by: [...(plan.by ?? []), { column, periods: [before, it.period] }], show }
}

/** Whole months before whole months, whole years before whole years, else as many days. */
export function periodBefore(it: Period): Period {
  const [from, to] = [it.from!, it.to!]
  const months = wholeMonths(from, to)
  if (months) return named(monthsBack(from, months), dayAfter(from, -1))
  const days = Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1
  return named(dayAfter(from, -days), dayAfter(from, -1))
}

export function yearEarlier(it: Period): Period {
  const back = (day: string) => {
    const moved = `${Number(day.slice(0, 4)) - 1}${day.slice(4)}`
    return moved.endsWith('02-29') ? moved.replace('02-29', '02-28') : moved
  }
  return named(back(it.from!), back(it.to!))
}

function wholeMonths(from: string, to: string): number {
  const next = dayAfter(to)
  if (!from.endsWith('-01') || !next.endsWith('-01')) return 0
  const index = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7))
  return index(next) - index(from)
}

function monthsBack(day: string, months: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCMonth(date.getUTCMonth() - months)
  return date.toISOString().slice(0, 10)
}

function named(from: string, to: string): Period {
  return { from, to, say: from === to ? from : `${from} to ${to}` }
}

/** "June 2025", "Q3 2025", "2025": what people would call these days. */
export function calendarName({ from = '', to = '' }: Period): string | undefined {
  const [year, month] = [from.slice(0, 4), Number(from.slice(5, 7))]
  const months = wholeMonths(from, to)
  if (months === 12 && month === 1) return year
  if (months === 3 && month % 3 === 1) return `Q${Math.ceil(month / 3)} ${year}`
  return months === 1 ? `${MONTH.format(new Date(`${from}T00:00:00Z`))} ${year}` : undefined
}

const MONTH = new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' })
