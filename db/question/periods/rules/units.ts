import { addMonths, todayIn } from '../calendar.ts'
import { type Rule, rule } from '../chart.ts'
import type { Clock } from '../clock.ts'
import { monthsBack } from '../shift.ts'
import { grainOf, isClosed, monthsIn, type Span, single, startOf, type Unit, units } from '../span.ts'
import { period } from './rule.ts'

/** Periods counted from today: this month, last 7 days, 3 weeks ago, month to date. */
export const unitRules: Rule[] = [
  rule('several', 'NUMBER dash? UNIT|UNITS', (_, { n }, { unit }) => ({ n, unit })),
  rule('several', 'one UNIT', (_, { unit }) => ({ unit })),
  rule('several', 'ONEUNIT', (_, { unit }) => ({ unit })),
  rule('shorts', 'NUMBER SHORT', (_, { n }, { unit }) => ({ n, unit })),

  period('RELDAY', (clock, day) => ({ ...single(clock.today + day.n), moving: true })),
  period('this UNIT', (clock, { unit }) => whole(clock, unit, 0)),
  period('UNIT thisafter', (clock, { unit }) => whole(clock, unit, 0)),
  period('last UNIT', (clock, { unit }) => instants(clock, unit, 1) ?? whole(clock, unit, -1)),
  period('UNIT lastafter', (clock, { unit }) => whole(clock, unit, -1)),
  period('UNIT recent', (clock, { unit }) => instants(clock, unit, 1)),
  period('next UNIT', (clock, { unit }) => whole(clock, unit, 1)),
  period('UNIT nextafter', (clock, { unit }) => whole(clock, unit, 1)),
  period('UNIT before last', (clock, { unit }) => whole(clock, unit, -2)),
  period('past UNIT', (clock, { unit }) => rolling(clock, unit, 1)),

  period('last|latest SEVERAL|SHORTS', (clock, { n, unit }) => lastComplete(clock, unit, n)),
  period('SEVERAL recent', (clock, { n, unit }) => lastComplete(clock, unit, n)),
  period('ONEUNIT recent', (clock, { unit }) => rolling(clock, unit, 1), 1),
  period('past SEVERAL|SHORTS', (clock, { n, unit }) => rolling(clock, unit, n)),
  period('TRAILING', (clock, { n }) => lastComplete(clock, 'month', n)),
  period('next SEVERAL|SHORTS', (clock, { n, unit }) => upcoming(clock, unit, n)),
  period('SEVERAL nextafter', (clock, { n, unit }) => upcoming(clock, unit, n)),
  period('SEVERAL ago', (clock, { n, unit }) => ago(clock, unit, n)),
  period('SEVERAL ago', (clock, { n, unit }) => (unit === 'year' ? single(back(clock, unit, n)) : null), -1),

  period('TODATE', (clock, { unit }) => toDate(clock, unit)),
  period('sofar this UNIT', (clock, { unit }) => toDate(clock, unit)),
  period('this UNIT sofar|todateafter', (clock, { unit }) => toDate(clock, unit)),
  period('last UNIT todateafter', (clock, { unit }) => backToDate(toDate(clock, unit))),
  period('PERIOD sofar', (clock, { span }) => upToToday(clock, span)),
  period('sofar UNIT thisafter', (clock, { unit }) => toDate(clock, unit)),
  period('UNIT thisafter sofar', (clock, { unit }) => toDate(clock, unit)),
  period('RELDAY sofar', (clock, { n }) => (n ? null : { ...single(clock.today), moving: true })),
  period('sofar', (clock) => ({ to: clock.today, grain: 'range', bound: true })),
  period('alltime', () => ({ grain: 'range', bound: true })),

  period('PERIOD comma? including PERIOD', (clock, a, b) => including(clock, a.span, b.span)),
  period('PERIOD comma? excluding PERIOD', (clock, a, b) => excluding(clock, a.span, b.span)),
].flat()

const isTime = (unit: Unit): boolean => unit === 'hour' || unit === 'minute'

function whole(clock: Clock, unit: Unit, offset: number): Span | null {
  return isTime(unit) ? null : units(clock, unit, offset)
}

/** "Last 7 days": whole units that are over, today's left out. */
function lastComplete(clock: Clock, unit: Unit, n: number): Span | null {
  if (isTime(unit)) return instants(clock, unit, n)
  if (!n || n > 1000) return null
  const note = unit === 'day' ? 'complete days' : n > 1 ? `complete ${grainOf(unit)}s` : undefined
  return { ...units(clock, unit, -n, n), rolling: true, ...(note ? { note } : {}) }
}

/** "Past month": up to and with today. */
function rolling(clock: Clock, unit: Unit, n: number): Span | null {
  if (isTime(unit)) return instants(clock, unit, n)
  if (!n || n > 1000) return null
  const from = back(clock, unit, n) + 1
  return { from, to: clock.today, grain: grainOf(unit), count: n, rolling: true, moving: true, note: 'with today' }
}

function upcoming(clock: Clock, unit: Unit, n: number): Span | null {
  return isTime(unit) || !n || n > 1000 ? null : { ...units(clock, unit, 1, n), rolling: true }
}

function ago(clock: Clock, unit: Unit, n: number): Span | null {
  return isTime(unit) || n > 1000 ? null : { ...units(clock, unit, -n), anchor: back(clock, unit, n) }
}

/** The day that many units before today. */
function back(clock: Clock, unit: Unit, n: number): number {
  const months = monthsIn(unit)
  return months ? addMonths(clock.today, -months * n) : clock.today - (unit === 'week' ? 7 : 1) * n
}

function toDate(clock: Clock, unit: Unit): Span | null {
  if (isTime(unit)) return null
  const from = startOf(clock, unit)
  return { from, to: clock.today, grain: grainOf(unit), count: 1, toDate: true, moving: true }
}

/** "Last year to date": the same days of the unit before. */
export function backToDate(span: Span | null): Span | null {
  const months = span?.toDate && monthsIn(span.grain as Unit)
  return span && months ? { ...span, ...monthsBack(span, months) } : null
}

function upToToday(clock: Clock, span: Span): Span | null {
  if (!isClosed(span) || span.bound || span.from > clock.today || span.to < clock.today) return null
  const { float: _, ...rest } = span
  return { ...rest, to: clock.today, toDate: true }
}

function instants(clock: Clock, unit: Unit, n: number): Span | null {
  if (!isTime(unit) || !n || n > 10_000) return null
  const from = new Date(clock.now.getTime() - n * (unit === 'hour' ? 3_600_000 : 60_000))
  const exact = { from: from.toISOString(), to: clock.now.toISOString() }
  return { from: todayIn(clock.zone, from), to: clock.today, grain: 'range', rolling: true, instants: exact }
}

/** "Last 7 days including today", "past week inclusive of 7 days ago": the span reaches out to that day. */
function including(clock: Clock, span: Span, day: Span): Span | null {
  if (!isClosed(span) || !isClosed(day) || !span.rolling) return null
  if (day.from === clock.today && span.grain !== 'range') return rolling(clock, span.grain, span.count ?? 1)
  return { ...span, from: Math.min(span.from, day.anchor ?? day.from) }
}

function excluding(clock: Clock, span: Span, out: Span): Span | null {
  if (out.weekdays && out.from === undefined) {
    return { ...span, weekdays: [0, 1, 2, 3, 4, 5, 6].filter((day) => !out.weekdays!.includes(day)) }
  }
  if (!isClosed(span) || !isClosed(out) || span.bound) return null
  if (out.from > span.to || out.to < span.from) return span
  if (span.rolling && span.grain !== 'range') return lastComplete(clock, span.grain, span.count ?? 1)
  if (out.from > span.from && out.to >= span.to) return { ...span, to: out.from - 1, bound: true }
  return out.from <= span.from && out.to < span.to ? { ...span, from: out.to + 1, bound: true } : null
}
