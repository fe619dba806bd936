import { addMonths } from '../calendar.ts'
import { type Rule, rule } from '../chart.ts'
import type { Clock } from '../clock.ts'
import { fullYear } from '../literals.ts'
import { monthsBack } from '../shift.ts'
import { type Float, isClosed, latest, months, type Span, startOf, type Unit, yearly } from '../span.ts'
import { period } from './rule.ts'
import { backToDate } from './units.ts'

/** Years, halves and quarters, and the year said behind something that comes every year. */
export const yearRules: Rule[] = [
  rule('year', 'UNIT YEAR', (_, { unit }, { n }) => (unit === 'year' ? { n } : null)),
  rule('year', 'UNIT NUMBER', (_, { unit }, { n }) => (unit === 'year' && n < 100 ? { n: fullYear(n) } : null), -0.5),
  rule('year', 'era YEAR|NUMBER', (_, { n }) => ({ n: fullYear(n) })),

  period('LONEYEAR', (_, { n }) => ({ ...calendarYear(n), bare: 'year' })),
  period('UNIT YEAR', (_, { unit }, { n }) => (unit === 'year' ? calendarYear(n) : null)),
  period('UNIT NUMBER', (clock, { unit }, { n }) => shortYear(clock, unit, n)),
  period('era YEAR|NUMBER', (_, { n }) => calendarYear(fullYear(n))),

  period('FISCALYEAR', (clock, { n }) => fiscalYear(clock, n)),
  period('FISCALYEAR', (clock, { n }) => otherFiscalYear(clock, n), -1),
  period('FISCALSTART', (clock, { n }) => fiscalYear(clock, clock.fiscalStart === 1 ? n : n + 1)),
  period('UNIT YEAR', (clock, { unit }, { n }) => (unit === 'fyear' ? fiscalYear(clock, n) : null)),
  period('UNIT YEAR', (clock, { unit }, { n }) => (unit === 'fyear' ? otherFiscalYear(clock, n) : null), -1),

  rule('quarternumber', 'UNIT ordnoun? NUMBER|ROMAN|ORDINAL', (_, { unit }, { n }) => counted(unit, 'quarter', n)),
  rule('quarternumber', 'ORDINAL UNIT', (_, { n }, { unit }) => counted(unit, 'quarter', n)),
  rule('halfnumber', 'UNIT ordnoun? NUMBER|ROMAN|ORDINAL', (_, { unit }, { n }) => counted(unit, 'half', n)),
  rule('halfnumber', 'ORDINAL UNIT', (_, { n }, { unit }) => counted(unit, 'half', n)),
  rule('halfnumber', 'UNIT latter', (_, { unit }) => counted(unit, 'half', 2)),
  rule('halfnumber', 'ORDINAL half', (_, { n }) => counted('half', 'half', n), -0.5),
  rule('halfnumber', 'half ORDINAL', (_, { n }) => counted('half', 'half', n), -0.5),
  period('QUARTERNUMBER', (clock, { n }) => yearly(clock, (year) => quarter(year, n))),
  period('QUARTERNUMBER slash YEAR', (_, { n }, year) => quarter(year.n, n)),
  period('HALFNUMBER', (clock, { n }) => yearly(clock, (year) => half(year, n))),
  period('HALFNUMBER slash YEAR', (_, { n }, year) => half(year.n, n)),
  period('fiscal QUARTERNUMBER', (clock, { n }) => fiscalQuarter(clock, n)),
  period('QUARTERNUMBER of? PERIOD', (_, { n }, { span }) => quarterOf(n, span), 0.5),
  period('PERIOD possessive? QUARTERNUMBER', (_, { span }, { n }) => quarterOf(n, span), 0.5),

  period('PERIOD of? PERIOD', (_, a, b) => placed(a.span, b.span), 0.1),
  period('PERIOD comma PERIOD', (_, a, b) => (b.span.bare === 'year' ? placed(a.span, b.span) : null)),
  period('PERIOD possessive? PERIOD', (_, a, b) => placed(b.span, a.span)),
  period('last PERIOD', (clock, { span }) => lastOne(clock, span)),
  period('PERIOD lastafter', (clock, { span }) => lastOne(clock, span)),
  period('this PERIOD', (clock, { span }) => thisOne(clock, span)),
  period('PERIOD thisafter', (clock, { span }) => thisOne(clock, span)),
  period('next PERIOD', (clock, { span }) => nextOne(clock, span)),
  period('PERIOD nextafter', (clock, { span }) => nextOne(clock, span)),
].flat()

const calendarYear = (year: number): Span => months(year, 1, 12, 'year')
const quarter = (year: number, n: number): Span => months(year, n * 3 - 2, 3, 'quarter')
const half = (year: number, n: number): Span => months(year, n * 6 - 5, 6, 'half')

function counted(unit: Unit, wanted: 'quarter' | 'half', n: number): { n: number } | null {
  return unit === wanted && n >= 1 && n <= (wanted === 'half' ? 2 : 4) ? { n } : null
}

/** "tahun 25", "ปี 68". */
function shortYear(clock: Clock, unit: Unit, n: number): Span | null {
  if (unit === 'fyear') return n >= 15 && n < 100 ? fiscalYear(clock, fullYear(n)) : null
  return unit === 'year' && n >= 15 && n < 100 ? calendarYear(fullYear(n)) : null
}

/** Named after the calendar year it ends in. */
function fiscalYear(clock: Clock, year: number): Span {
  const first = clock.fiscalStart === 1 ? year : year - 1
  return { ...months(first, clock.fiscalStart, 12, 'year'), fiscal: true, note: 'fiscal year' }
}

/** Some name it after the year it begins in. */
const otherFiscalYear = (clock: Clock, year: number): Span | null =>
  clock.fiscalStart === 1 ? null : fiscalYear(clock, year + 1)

function fiscalQuarter(clock: Clock, n: number): Span | null {
  const from = addMonths(startOf(clock, 'fyear'), n * 3 - 3)
  return from > clock.today ? quarterFrom(addMonths(from, -12)) : quarterFrom(from)
}

const quarterFrom = (from: number): Span => ({ from, to: addMonths(from, 3) - 1, grain: 'quarter', count: 1 })

const quarterOf = (n: number, year: Span): Span | null =>
  year.fiscal && isClosed(year) ? quarterFrom(addMonths(year.from, n * 3 - 3)) : null

/** "June last year", "Monday of last week": the one of all its occurrences that lies in the other period. */
function placed(span: Span, frame: Span): Span | null {
  if (!isClosed(frame) || frame.bound || frame.rolling || frame.count !== 1 || frame.toDate) return null
  if (span.float) return fits(span.float, frame) ? span.float.within(frame.from, frame.to) : null
  const before = frame.moving && isClosed(span) && span.moving && frame.to < span.to
  if (!before) return null
  if (span.toDate && span.grain === frame.grain) return backToDate(span)
  return frame.grain === 'year' && span.grain !== 'year' ? { ...span, ...monthsBack(span, 12) } : null
}

const fits = (float: Float, frame: Span): boolean => float.every === frame.grain

const lastOne = (clock: Clock, { float }: Span): Span | null =>
  float ? latest(clock, float, endOfLast(clock, float)) : null

function endOfLast(clock: Clock, float: Float): number {
  const now = latest(clock, float)
  return now?.to !== undefined && now.to >= clock.today ? now.from! - 1 : clock.today
}

function thisOne(clock: Clock, { float }: Span): Span | null {
  return float ? float.within(startOf(clock, float.every), startOf(clock, float.every, 1) - 1) : null
}

function nextOne(clock: Clock, { float }: Span): Span | null {
  return float ? float.within(clock.today + 1, clock.today + 1100) : null
}
