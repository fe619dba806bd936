import { weekdayOf, weekOf } from '../calendar.ts'
import { type Rule, rule } from '../chart.ts'
import type { Clock } from '../clock.ts'
import type { Relative } from '../period.ts'
import { type Closed, type Float, isClosed, latest, lift, type Span, single, startOf } from '../span.ts'
import { period } from './rule.ts'

/** Days of the week, weekends, and what only lies relative to another period. */
export const weekdayRules: Rule[] = [
  period('WEEKDAY', (clock, { n, bare }) => recent(clock, n, bare)),
  period('WEEKDAY', (clock, { n, bare }) => todayIf(clock, n, bare), -1),
  period('last WEEKDAY', (clock, { n }) => weekBefore(clock, n), -1),
  period('WEEKDAY lastafter', (clock, { n }) => weekBefore(clock, n), -1),
  period('weekend pureof PERIOD', (_, { span }) => lift(span, weekendBy)),
  period('this WEEKEND', (clock) => weekend(clock, 0), 0.5),
  period('WEEKEND thisafter', (clock) => weekend(clock, 0), 0.5),
  period('last WEEKEND', (clock) => weekend(clock, -1), 0.5),
  period('WEEKEND lastafter', (clock) => weekend(clock, -1), 0.5),
  period('next WEEKEND', (clock) => weekend(clock, 1), 0.5),
  period('WEEKEND nextafter', (clock) => weekend(clock, 1), 0.5),

  rule('daysofweek', 'WEEKDAYS', (_, { n }) => days([n])),
  rule('daysofweek', 'WEEKENDS', () => days([0, 6])),
  rule('daysofweek', 'WEEKEND', () => days([0, 6], 'weekdays')),
  rule('daysofweek', 'WORKDAYS', () => days([1, 2, 3, 4, 5], 'weekdays')),
  rule('daysofweek', 'DAYSOFWEEK and|comma DAYSOFWEEK', (_, a, b) =>
    days([...new Set([...a.span.weekdays!, ...b.span.weekdays!])].sort()),
  ),
  period('WEEKDAY dash|to WEEKDAY', (_, a, b) => (a.n < b.n ? days(through(a.n, b.n)).span : null), -1),
  period('DAYSOFWEEK', (_, { span }) => span),
  period('DAYSOFWEEK of? PERIOD', (_, days, { span }) => only(span, days.span.weekdays, days.span.bare)),
  period('PERIOD comma? DAYSOFWEEK', (_, { span }, days) => only(span, days.span.weekdays)),
  period('PERIOD of DAYSOFWEEK', (_, { span }, days) => only(span, days.span.weekdays)),

  period('same THING|UNIT of? PERIOD', (clock, _, { span }) => relativeTo(clock, span), 0.5),
  period('THING|UNIT sameafter|samebefore of? PERIOD', (clock, _, { span }) => relativeTo(clock, span), 0.5),
  period('this THING of? PERIOD', (clock, _, { span }) => relativeTo(clock, span), 0.5),
  period('PERIOD same UNIT|THING', (clock, { span }) => relativeTo(clock, span), 0.5),
  period('same RELATIVE', (_, { unit }) => ({ grain: 'range', relative: unit as Relative })),
  period('RELATIVE', (_, { unit }) => ({ grain: 'range', relative: unit as Relative, bare: 'unfollowed' })),
].flat()

function weekly(_clock: Clock, weekday: number): Float {
  const within = (from: number, to: number): Span | null => {
    const day = from + ((weekday - weekdayOf(from) + 7) % 7)
    return day <= to ? single(day) : null
  }
  return { every: 'week', within }
}

/** "On Monday": the last one before today. */
function recent(clock: Clock, weekday: number, bare: Span['bare']): Span | null {
  const float = weekly(clock, weekday)
  const span = latest(clock, float, clock.today - 1)
  return span && { ...span, float, ...(bare ? { bare } : {}) }
}

function todayIf(clock: Clock, weekday: number, bare: Span['bare']): Span | null {
  return weekdayOf(clock.today) === weekday ? { ...single(clock.today), ...(bare ? { bare } : {}) } : null
}

/** "Last Friday" said on a Saturday may mean the Friday of last week. */
function weekBefore(clock: Clock, weekday: number): Span | null {
  const day = recent(clock, weekday, undefined)?.from
  return day !== undefined && day >= startOf(clock, 'week') ? single(day - 7) : null
}

/** This weekend is the one of this Monday-to-Sunday week, however the workspace counts its weeks. */
function weekend(clock: Clock, offset: number): Span {
  const saturday = weekOf(clock.today, 1) + 5 + offset * 7
  return { from: saturday, to: saturday + 1, grain: 'range', count: 1, moving: true, weekdays: [0, 6] }
}

const through = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, step) => from + step)

/** The Saturday and Sunday of the week of a day. */
function weekendBy(day: Closed): Span | null {
  const saturday = weekOf(day.from, 1) + 5
  return day.grain === 'day' ? { from: saturday, to: saturday + 1, grain: 'range', count: 1, weekdays: [0, 6] } : null
}

function days(weekdays: number[], bare?: Span['bare']): { span: Span } {
  return { span: { grain: 'range', weekdays, ...(bare ? { bare } : {}) } }
}

function only(span: Span, weekdays: number[] | undefined, bare?: Span['bare']): Span | null {
  if (!weekdays || span.weekdays || span.relative || span.grain === 'day') return null
  const { float: _, ...rest } = span
  return { ...rest, weekdays, ...(bare ? { bare } : {}) }
}

function relativeTo(clock: Clock, span: Span): Span | null {
  const before = isClosed(span) && span.moving && span.count === 1 && span.to < clock.today
  if (!before || span.grain === 'range' || span.grain === 'half') return null
  return { grain: 'range', relative: span.grain }
}
