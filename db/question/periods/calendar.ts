import { localDay } from '../../kit/zone.ts'

/** Days as whole numbers since 1970-01-01: no clock, no zone, so nothing can slip by an hour. */
const DAY = 86_400_000

export function dayOf(year: number, month: number, day: number): number | null {
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() / DAY : null
}

export function partsOf(day: number): { year: number; month: number; day: number } {
  const date = new Date(day * DAY)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}

export const yearOf = (day: number): number => partsOf(day).year
export const isoOf = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10)
export const dayFrom = (iso: string): number => Date.parse(`${iso}T00:00:00Z`) / DAY
export const weekdayOf = (day: number): number => (((day + 4) % 7) + 7) % 7

/** Months count from year 0, so that stepping over a new year is plain addition. */
export function monthOf(day: number): number {
  const { year, month } = partsOf(day)
  return year * 12 + month - 1
}

export const monthIndex = (year: number, month: number): number => year * 12 + month - 1
export const monthStart = (index: number): number => Date.UTC(Math.floor(index / 12), mod(index, 12), 1) / DAY
export const monthEnd = (index: number): number => monthStart(index + 1) - 1

/** The same day some months away; the 31st becomes the last day there is. */
export function addMonths(day: number, months: number): number {
  const index = monthOf(day) + months
  return Math.min(monthStart(index) + partsOf(day).day - 1, monthEnd(index))
}

export const weekOf = (day: number, starts: number): number => day - mod(weekdayOf(day) - starts, 7)

/** Monday of an ISO week, if that year has it: week 1 is the one with 4 January. */
export function isoWeek(year: number, week: number): number | null {
  const monday = weekOf(dayOf(year, 1, 4)!, 1) + (week - 1) * 7
  return week >= 1 && week <= 53 && yearOf(monday + 3) === year ? monday : null
}

export function todayIn(zone: string, now: Date): number {
  return dayFrom(localDay(zone, now.getTime()))
}

const mod = (a: number, b: number): number => ((a % b) + b) % b
