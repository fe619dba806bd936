import { monthEnd, monthIndex, monthOf, monthStart, weekOf, yearOf } from './calendar.ts'
import type { Clock } from './clock.ts'
import type { DateOrder, Grain, Hours, Relative } from './period.ts'

/** A period while it is being read: whole days as numbers, and what is still needed to join it to its neighbours. */
export type Span = {
  from?: number
  to?: number
  grain: Grain
  count?: number
  rolling?: true
  toDate?: true
  relative?: Relative
  hours?: Hours
  weekdays?: number[]
  instants?: { from: string; to: string }
  note?: string
  /** It comes back every year, month or week, and nobody has said yet which one. */
  float?: Float
  /** The one day it stands for behind "since" and "until". */
  anchor?: number
  /** Counted from today, so that "last year" behind it shifts it. */
  moving?: true
  fiscal?: true
  /** Already has a "since", "until" or "to". */
  bound?: true
  exclusive?: true
  bare?: Bare
  order?: DateOrder
  ends?: [Span, Span]
}
/** Why the words alone are not enough: see guards.ts. */
export type Bare = 'year' | 'years' | 'word' | 'hint' | 'hours' | 'weekdays' | 'dayth' | 'unfollowed' | 'to'
export type Float = { every: 'year' | 'month' | 'week'; within: (from: number, to: number) => Span | null }
export type Unit = keyof typeof MONTHS | 'day' | 'week' | 'hour' | 'minute'
export type Closed = Span & { from: number; to: number }

const MONTHS = { month: 1, quarter: 3, half: 6, year: 12, fquarter: 3, fyear: 12 }
const GRAINS: Partial<Record<Unit, Grain>> = { fquarter: 'quarter', fyear: 'year', hour: 'range', minute: 'range' }

export const grainOf = (unit: Unit): Grain => GRAINS[unit] ?? (unit as Grain)
export const monthsIn = (unit: Unit): number | undefined => (MONTHS as Partial<Record<Unit, number>>)[unit]
export const isClosed = (span: Span): span is Closed => span.from !== undefined && span.to !== undefined
export const lengthOf = (span: Closed): number => span.to - span.from + 1

/** First day of the unit that lies `offset` units from the one with this day. */
export function startOf(clock: Clock, unit: Unit, offset = 0, day = clock.today): number {
  const months = monthsIn(unit)
  if (unit === 'week') return weekOf(day, clock.weekStarts) + offset * 7
  if (!months) return day + offset
  const base = unit.startsWith('f') ? clock.fiscalStart - 1 : 0
  const index = monthOf(day) - base
  return monthStart(Math.floor(index / months) * months + base + offset * months)
}

/** Whole calendar units: offset -1 is the last one, count 3 three in a row. */
export function units(clock: Clock, unit: Unit, offset: number, count = 1): Closed {
  const from = startOf(clock, unit, offset)
  const to = startOf(clock, unit, offset + count) - 1
  const fiscal = unit === 'fyear' ? { fiscal: true as const } : {}
  return { from, to, grain: grainOf(unit), count, moving: true, ...fiscal }
}

export const single = (day: number): Closed => ({ from: day, to: day, grain: 'day', count: 1 })

export function months(year: number, month: number, count: number, grain: Grain): Closed {
  const index = monthIndex(year, month)
  return { from: monthStart(index), to: monthEnd(index + count - 1), grain, count: 1 }
}

/** Something that comes once a year: in the newest year in which it has begun, as long as no year is said. */
export function yearly(clock: Clock, at: (year: number) => Span | null): Span | null {
  const within = (from: number, to: number): Span | null => {
    for (let year = yearOf(from); year <= yearOf(to); year++) {
      const span = at(year)
      if (span?.from !== undefined && span.from >= from && span.from <= to) return span
    }
    return null
  }
  const float: Float = { every: 'year', within }
  const span = latest(clock, float)
  return span && { ...span, float }
}

/** The newest one that has begun by a day; if there was none, the first one after it. */
export function latest(clock: Clock, float: Float, by = clock.today): Span | null {
  for (let back = 0; back < 9; back++) {
    const from = startOf(clock, float.every, -back, by)
    const span = float.within(from, Math.min(by, startOf(clock, float.every, 1 - back, by) - 1))
    if (span) return span
  }
  return float.within(by + 1, by + 1100)
}

/** The same change for a span and for all its other occurrences. */
export function lift(span: Span, change: (span: Closed) => Span | null): Span | null {
  const made = isClosed(span) ? change(span) : null
  const { float } = span
  if (!made || !float) return made
  const within = (from: number, to: number): Span | null => {
    const found = float.within(from, to)
    return found && isClosed(found) ? change(found) : null
  }
  return { ...made, float: { every: float.every, within } }
}
