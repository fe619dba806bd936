import { addMonths, monthEnd, monthOf, monthStart } from './calendar.ts'
import type { Grain } from './period.ts'

export type Days = { from?: number; to?: number; grain: Grain; toDate?: boolean }

/** Whole months, quarters or years: their last day is the last day of a month, wherever they are moved. */
export function isMonths(days: Days): boolean {
  const { from, to } = days
  if (from === undefined || to === undefined || days.toDate || days.grain === 'day') return false
  return from === monthStart(monthOf(from)) && to === monthEnd(monthOf(to))
}

/** The same days some months earlier; weeks keep their weekdays. */
export function monthsBack(days: Days, months: number): { from?: number; to?: number } {
  if (days.grain === 'week') return daysBack(days, Math.round((months * 364) / 12 / 7) * 7)
  const moved = (day: number): number => addMonths(day, -months)
  const { from, to } = days
  return {
    ...(from === undefined ? {} : { from: moved(from) }),
    ...(to === undefined ? {} : { to: isMonths(days) ? monthEnd(monthOf(to) - months) : moved(to) }),
  }
}

export function daysBack({ from, to }: Days, days: number): { from?: number; to?: number } {
  return { ...(from === undefined ? {} : { from: from - days }), ...(to === undefined ? {} : { to: to - days }) }
}
