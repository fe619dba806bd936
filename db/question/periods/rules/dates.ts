import { isoWeek, weekdayOf } from '../calendar.ts'
import { type Rule, rule, type Term } from '../chart.ts'
import type { Clock } from '../clock.ts'
import { dayIn, fullYear } from '../literals.ts'
import { isClosed, latest, months, type Span, startOf, yearly } from '../span.ts'
import { period } from './rule.ts'

/** Days, weeks and months by name or number. What has no year is the newest that has begun. */
export const dateRules: Rule[] = [
  rule('month', 'UNIT MONTH|SHORTMONTH', (_, { unit }, month) => (unit === 'month' ? { n: month.n } : null)),
  rule('weekday', 'UNIT WEEKDAY', (_, { unit }, day) => (unit === 'day' ? { n: day.n } : null)),
  rule('dayspan', 'NUMBER|ORDINAL dash|to date? NUMBER|ORDINAL', (_, a, b) => dayspan(a.n, b.n)),
  rule('dayspan', 'from|since|date DAYSPAN', (_, { span }) => ({ span })),
  rule('dayspan', 'between date? NUMBER|ORDINAL and|dash date? NUMBER|ORDINAL', (_, a, b) => dayspan(a.n, b.n)),

  period('MONTH', (clock, { n, bare }) =>
    marked(
      yearly(clock, (year) => months(year, n, 1, 'month')),
      bare,
    ),
  ),
  period('MONTH comma? YEAR', (_, month, year) => months(year.n, month.n, 1, 'month')),
  period('MONTH dash NUMBER', (_, month, { n }) => yearMonth(n, month.n)),
  period('MONTH NUMBER', (_, month, { n }) => yearMonth(n, month.n), -1),
  period('MONTH NUMBER|ORDINAL', (clock, month, { n }) => dayEachYear(clock, month.n, n)),
  period('NUMBER|ORDINAL dash|pureof? MONTH', (clock, day, month) => dayEachYear(clock, month.n, day.n)),
  period('NUMBER dash? MONTH dash? NUMBER', (_, day, month, year) => shortDate(day.n, month.n, year.n), -0.2),
  period('NUMBER dash|slash MONTH dash|slash YEAR', (_, day, month, year) => dayIn(year.n, month.n, day.n)),
  period('date NUMBER|ORDINAL', (clock, { n }) => dayEachMonth(clock, n)),
  period('date PERIOD', (_, { span }) => (span.grain === 'day' && !span.bound ? unmarked(span) : null)),
  period('DAYSPAN pureof? MONTH', (clock, days, month) => daysEachYear(clock, days.span, month.n)),
  period('MONTH DAYSPAN', (clock, month, days) => daysEachYear(clock, days.span, month.n)),
  period('between date NUMBER and|dash date? NUMBER', (clock, a, b) => daysEachMonth(clock, dayspan(a.n, b.n)?.span)),
  period('ORDINALDATE', (clock, { n }) => marked(dayEachMonth(clock, n), 'dayth')),
  period('date DAYSPAN', (clock, { span }) => daysEachMonth(clock, span)),
  period('ORDINAL pureof PERIOD', (clock, { n }, { span }) => dayOfMonth(clock, n, span)),
  period('DAYSPAN pureof PERIOD', (clock, days, { span }) => daysOfMonth(clock, days.span, span)),

  period('WEEKNUMBER', (clock, { n }) => marked(isoWeekEachYear(clock, n), 'word')),
  period('UNIT ordnoun? NUMBER|ORDINAL', (clock, { unit }, { n }) =>
    unit === 'week' ? isoWeekEachYear(clock, n) : null,
  ),
  period('WEEKDAY comma? PERIOD', (_, { n }, { span }) => (isOn(span, n) ? span : null)),
].flat()

/** "Friday, 3 October": only when that day is a Friday. */
const isOn = (span: Span, weekday: number): boolean =>
  span.grain === 'day' && span.float?.every !== 'week' && isClosed(span) && weekdayOf(span.from) === weekday

const marked = (span: Span | null, bare?: Span['bare']): Span | null => (span && bare ? { ...span, bare } : span)

function unmarked({ bare: _, ...span }: Span): Span {
  return span
}

function dayspan(from: number, to: number): Partial<Term> | null {
  return from >= 1 && from < to && to <= 31 ? { span: { from, to, grain: 'range' } } : null
}

const dayEachYear = (clock: Clock, month: number, day: number): Span | null =>
  day >= 1 && day <= 31 ? yearly(clock, (year) => dayIn(year, month, day)) : null

/** "Nov 25" may be the year: only a likely one. */
const yearMonth = (year: number, month: number): Span | null =>
  year >= 15 && year < 100 ? months(fullYear(year), month, 1, 'month') : null

const shortDate = (day: number, month: number, year: number): Span | null =>
  year >= 15 && year < 100 ? dayIn(fullYear(year), month, day) : null

function daysIn(year: number, month: number, days: Span): Span | null {
  const [from, to] = [dayIn(year, month, days.from!)?.from, dayIn(year, month, days.to!)?.from]
  return from === undefined || to === undefined ? null : { from, to, grain: 'range' }
}

const daysEachYear = (clock: Clock, days: Span, month: number): Span | null =>
  yearly(clock, (year) => daysIn(year, month, days))

/** "On the 3rd", "tanggal 1–15": of this month, or of the last one if that is still to come. */
function daysEachMonth(clock: Clock, days?: Span): Span | null {
  if (!days || days.from! < 1 || days.to! > 31) return null
  const within = (from: number, to: number): Span | null => {
    for (let start = startOf(clock, 'month', 0, from); start <= to; start = startOf(clock, 'month', 1, start)) {
      const end = startOf(clock, 'month', 1, start) - 1
      const span = { from: start + days.from! - 1, to: start + days.to! - 1 }
      if (span.to <= end && span.from >= from && span.from <= to) return { ...span, grain: 'range' }
    }
    return null
  }
  const float = { every: 'month' as const, within }
  const span = latest(clock, float)
  return span && { ...span, float }
}

function dayEachMonth(clock: Clock, day: number): Span | null {
  const span = daysEachMonth(clock, { from: day, to: day, grain: 'day' })
  return span && { ...span, grain: 'day', count: 1 }
}

const isMonth = (span: Span): boolean => span.grain === 'month' && span.count === 1 && !span.bound && !span.toDate

function daysOfMonth(clock: Clock, days: Span, month: Span): Span | null {
  return isMonth(month) ? (daysEachMonth(clock, days)?.float?.within(month.from!, month.to!) ?? null) : null
}

function dayOfMonth(clock: Clock, day: number, month: Span): Span | null {
  const span = daysOfMonth(clock, { from: day, to: day, grain: 'day' }, month)
  return span && { ...span, grain: 'day', count: 1 }
}

function isoWeekEachYear(clock: Clock, week: number): Span | null {
  return yearly(clock, (year) => {
    const monday = isoWeek(year, week)
    return monday === null ? null : { from: monday, to: monday + 6, grain: 'week', count: 1 }
  })
}
