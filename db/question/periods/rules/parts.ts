import { addMonths, weekdayOf, weekOf } from '../calendar.ts'
import type { Rule } from '../chart.ts'
import type { Clock } from '../clock.ts'
import { type Closed, grainOf, lengthOf, lift, monthsIn, type Span, startOf, type Unit, units } from '../span.ts'
import { period } from './rule.ts'

/** Pieces of a period: first half of March, last week of June, end of the month, the week of a holiday. */
export const partRules: Rule[] = [
  period('ORDINAL half of? PERIOD', (_, { n }, { span }) => lift(span, (whole) => halfOf(whole, n))),
  period('half ORDINAL of? PERIOD', (_, { n }, { span }) => lift(span, (whole) => halfOf(whole, n))),
  period('half latter of? PERIOD', (_, { span }) => lift(span, (whole) => halfOf(whole, 2))),
  period('last half of PERIOD', (_, { span }) => lift(span, (whole) => halfOf(whole, 2)), 0.5),

  period('ORDINAL SEVERAL of? PERIOD', (_, { n }, many, { span }) =>
    n === 1 ? opening(span, many.unit, many.n) : null,
  ),
  period('SEVERAL ORDINAL of? PERIOD', (_, many, { n }, { span }) =>
    n === 1 ? opening(span, many.unit, many.n) : null,
  ),
  period('last SEVERAL of PERIOD', (_, many, { span }) => closing(span, many.unit, many.n), 0.5),
  period('SEVERAL final of? PERIOD', (_, many, { span }) => closing(span, many.unit, many.n), 0.5),
  period('ORDINAL UNIT of? PERIOD', (_, { n }, { unit }, { span }) => nth(span, unit, n)),
  period('UNIT ORDINAL of? PERIOD', (_, { unit }, { n }, { span }) => nth(span, unit, n)),
  period('UNIT ordnoun? NUMBER of PERIOD', (_, { unit }, { n }, { span }) => nth(span, unit, n), -0.3),
  period('last UNIT of PERIOD', (_, { unit }, { span }) => closing(span, unit, 1), 0.5),
  period('UNIT final of? PERIOD', (_, { unit }, { span }) => closing(span, unit, 1), 0.5),
  period('ORDINAL WEEKDAY of PERIOD', (_, { n }, day, { span }) => nthWeekday(span, day.n, n)),
  period('WEEKDAY ORDINAL of? PERIOD', (_, day, { n }, { span }) => nthWeekday(span, day.n, n)),
  period('last WEEKDAY of PERIOD', (_, day, { span }) => nthWeekday(span, day.n, -1), 0.5),
  period('WEEKDAY final of? PERIOD', (_, day, { span }) => nthWeekday(span, day.n, -1), 0.5),

  ...(['begin', 'mid', 'end'] as const).flatMap((part) => [
    period(`${part} dash? of? PERIOD`, (_, { span }) => lift(span, (whole) => third(whole, part))),
    period(`${part}of dash? UNIT`, (clock, { unit }) => thirdOfThis(clock, unit, part), -0.5),
  ]),
  period('close of? PERIOD', (_, { span }) => lift(span, (whole) => cut(whole, whole.to, whole.to, 'day'))),
  period('close of? UNIT', (clock, { unit }) => closing(units(clock, unit, 0), 'day', 1), -0.5),
  period('UNIT of? HOLIDAY', (clock, { unit }, { span }) => (unit === 'week' ? weekAround(clock, span) : null)),
  period('HOLIDAY UNIT', (clock, { span }, { unit }) => (unit === 'week' ? weekAround(clock, span) : null)),
  period('UNIT pureof PERIOD', (clock, { unit }, { span }) => unitAround(clock, unit, span)),
  period('SEVERAL before HOLIDAY', (_, many, { span }) => lift(span, (whole) => daysBeside(whole, many.unit, -many.n))),
  period('SEVERAL after HOLIDAY', (_, many, { span }) => lift(span, (whole) => daysBeside(whole, many.unit, many.n))),
  period('SEVERAL ending PERIOD', (_, many, { span }) => endingWith(span, many.unit, many.n)),
  period('UNIT startingat PERIOD', (_, { unit }, { span }) => lift(span, (day) => startingWith(day, unit))),
  period('UNIT ending PERIOD', (_, { unit }, { span }) => endingWith(span, unit, 1)),
  period('UNIT before HOLIDAY', (_, { unit }, { span }) => lift(span, (whole) => daysBeside(whole, unit, -1))),
  period('UNIT after HOLIDAY', (_, { unit }, { span }) => lift(span, (whole) => daysBeside(whole, unit, 1))),
  period('HOLIDAY', (_, { span }) => span),
].flat()

const cut = (whole: Closed, from: number, to: number, grain: Span['grain'] = 'range'): Span | null =>
  from >= whole.from && to <= whole.to && from <= to ? { from, to, grain, count: 1 } : null

/** Halves of a year are six months, of a month 15 days, of anything else half of its days. */
function halfOf(whole: Closed, n: number): Span | null {
  if (whole.bound || whole.toDate || n > 2) return null
  const middle =
    whole.grain === 'year'
      ? addMonths(whole.from, 6)
      : whole.from + (whole.grain === 'month' ? 15 : lengthOf(whole) >> 1)
  const grain = whole.grain === 'year' ? 'half' : 'range'
  return n === 1 ? cut(whole, whole.from, middle - 1, grain) : cut(whole, middle, whole.to, grain)
}

/** The day that many units after another one; weeks of a month are counted in sevens from its first day. */
function step(day: number, unit: Unit, n: number): number {
  const months = monthsIn(unit)
  return months ? addMonths(day, months * n) : day + n * (unit === 'week' ? 7 : 1)
}

const larger = (span: Span, unit: Unit): boolean => SIZE[span.grain] > SIZE[grainOf(unit)] && !span.bound
const SIZE = { day: 1, week: 7, range: 20, month: 30, quarter: 91, half: 182, year: 365 }

function opening(span: Span, unit: Unit, n: number): Span | null {
  return larger(span, unit) ? lift(span, (whole) => cut(whole, whole.from, step(whole.from, unit, n) - 1)) : null
}

function closing(span: Span, unit: Unit, n: number): Span | null {
  const grain = n === 1 ? grainOf(unit) : 'range'
  return larger(span, unit) ? lift(span, (whole) => cut(whole, step(whole.to + 1, unit, -n), whole.to, grain)) : null
}

function nth(span: Span, unit: Unit, n: number): Span | null {
  if (!larger(span, unit) || n < 1) return null
  return lift(span, (whole) => {
    const from = step(whole.from, unit, n - 1)
    const to = step(whole.from, unit, n) - 1
    return cut(whole, from, unit === 'week' ? Math.min(to, whole.to) : to, grainOf(unit))
  })
}

function nthWeekday(span: Span, weekday: number, n: number): Span | null {
  if (!larger(span, 'week')) return null
  return lift(span, (whole) => {
    const first = whole.from + ((weekday - weekdayOf(whole.from) + 7) % 7)
    const last = whole.to - ((weekdayOf(whole.to) - weekday + 7) % 7)
    const day = n < 0 ? last : first + (n - 1) * 7
    return cut(whole, day, day, 'day')
  })
}

type Third = 'begin' | 'mid' | 'end'

/** Thirds: days 1–10, 11–20 and the rest of a month; whole months of a quarter or a year. */
function third(whole: Closed, part: Third): Span | null {
  if (whole.bound || whole.toDate || whole.grain === 'day') return null
  const length = Math.floor(lengthOf(whole) / 3)
  const months = Math.round(lengthOf(whole) / 91.3)
  const at = (n: number): number => (months ? addMonths(whole.from, months * n) : whole.from + length * n)
  const edges = { begin: [whole.from, at(1) - 1], mid: [at(1), at(2) - 1], end: [at(2), whole.to] }[part]
  const middle = whole.from + Math.floor(lengthOf(whole) / 2) - 1
  const span = cut(whole, edges[0]!, edges[1]!)
  return span && { ...span, anchor: { begin: whole.from, mid: middle, end: whole.to }[part] }
}

function thirdOfThis(clock: Clock, unit: Unit, part: Third): Span | null {
  return monthsIn(unit) || unit === 'week' ? third(units(clock, unit, 0), part) : null
}

/** The whole weeks a holiday touches. */
function weekAround(clock: Clock, span: Span): Span | null {
  return lift(span, (whole) => {
    const from = weekOf(whole.from, clock.weekStarts)
    const to = weekOf(whole.to, clock.weekStarts) + 6
    return { from, to, grain: to - from === 6 ? 'week' : 'range', count: 1 }
  })
}

function unitAround(clock: Clock, unit: Unit, span: Span): Span | null {
  if (span.grain === grainOf(unit)) return span.bound ? null : span
  if (span.bound || span.grain !== 'day' || !(monthsIn(unit) || unit === 'week')) return null
  return lift(span, ({ from }) => ({
    from: startOf(clock, unit, 0, from),
    to: startOf(clock, unit, 1, from) - 1,
    grain: grainOf(unit),
    count: 1,
  }))
}

function daysBeside(whole: Closed, unit: Unit, n: number): Span | null {
  const [from, to] =
    n < 0 ? [step(whole.from, unit, n), whole.from - 1] : [whole.to + 1, step(whole.to + 1, unit, n) - 1]
  return { from, to, grain: 'range' }
}

/** "12 months ending June 2025". */
function endingWith(span: Span, unit: Unit, n: number): Span | null {
  if (span.bound || span.to === undefined || unit === 'hour' || unit === 'minute') return null
  return { from: step(span.to + 1, unit, -n), to: span.to, grain: grainOf(unit), count: n }
}

function startingWith(day: Closed, unit: Unit): Span | null {
  const fits = day.grain === 'day' && !day.bound && unit !== 'hour' && unit !== 'minute'
  return fits ? { from: day.from, to: step(day.from, unit, 1) - 1, grain: grainOf(unit), count: 1 } : null
}
