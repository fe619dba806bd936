import { dayOf, isoWeek } from './calendar.ts'
import type { Term } from './chart.ts'
import type { Clock } from './clock.ts'
import type { DateOrder } from './period.ts'
import { type Bare, months, type Span, single, yearly } from './span.ts'

/** A form written in digits, found by its look rather than by a word. `rank` below 0 is the reading to doubt. */
export type Literal = { look: RegExp; read: (clock: Clock, parts: string[]) => Found[] }
type Found = { symbol: string; term: Partial<Term>; rank?: number }

const YEAR = '(\\d{4}|\\d{2})'

export const literals: Literal[] = [
  {
    look: /(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:t00:00(?::00)?z?)?/y,
    read: (_, [, y, , m, d]) => dates([[y!, m!, d!, 'ymd']]),
  },
  { look: /(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})/y, read: (clock, [, a, , b, c]) => orders(clock, a!, b!, c!) },
  { look: /(\d{1,2})\/(\d{1,2})/y, read: (clock, [, a, b]) => yearless(clock, Number(a), Number(b)) },
  { look: /(\d{4})[-/](\d{1,2})/y, read: (_, [, y, m]) => monthly(y!, Number(m)) },
  { look: /(\d{1,2})\/(\d{4})/y, read: (_, [, m, y]) => monthly(y!, Number(m)) },
  { look: /(\d{4})-?w(\d{1,2})/y, read: (_, [, y, w]) => weekly(y!, Number(w)) },
  { look: /w(\d{1,2})/y, read: (_, [, w]) => [{ symbol: 'weeknumber', term: { n: Number(w) } }] },
  { look: RegExp(`([qh])\\s?([1-4])(?:\\s?['/-]\\s?${YEAR})?`, 'y'), read: (_, [, k, n, y]) => part(k!, n!, y) },
  {
    look: RegExp(`([1-4])([qh])(?:['/-]?${YEAR})?`, 'y'),
    read: (_, [, n, k, y]) => (k === 'h' && !y ? [] : part(k!, n!, y)),
  },
  { look: /(\d{4})-?([qh])([1-4])/y, read: (_, [, y, k, n]) => part(k!, n!, y) },
  { look: /fy\s?'?(\d{4}|\d{2})[/-](\d{4}|\d{2})/y, read: (_, [, y, z]) => fiscalPair(y!, z!) },
  {
    look: RegExp(`fy\\s?'?${YEAR}`, 'y'),
    read: (_, [, y]) => [{ symbol: 'fiscalyear', term: { n: fullYear(y!) } }],
  },
  { look: /'(\d{2})/y, read: (_, [, y]) => [{ symbol: 'year', term: { n: fullYear(y!) } }] },
  {
    look: /((?:19|20)\d)0'?s|(?<=\bthe )'?(\d)0'?s/y,
    read: (_, [, long, short]) => decade(Number(`${long ?? short}0`)),
  },
  { look: /(\d{1,2})(?:[:.](\d{2}))?\s?([ap])\.?m\b\.?/y, read: (_, [, h, m, half]) => time(h!, m, half) },
  { look: /(\d{1,2}):(\d{2})(?!\d)/y, read: (_, [, h, m]) => time(h!, m) },
  { look: /(\d{1,2})\.(\d{2})(?!\d)/y, read: (_, [, h, m]) => time(h!, m, undefined, 'hours') },
  { look: /(\d{1,2})(?:\s?o'clock)/y, read: (_, [, h]) => time(h!) },
  { look: /(\d{1,2})\s?(?:st|nd|rd|th)/y, read: (_, [, n]) => nth(n!) },
  { look: /ke[- ]?(\d{1,2})/y, read: (_, [, n]) => [{ symbol: 'ordinal', term: { n: Number(n) } }] },
  { look: /ที่\s?(\d{1,2})/y, read: (_, [, n]) => [{ symbol: 'ordinal', term: { n: Number(n) } }] },
  { look: /(iii|iv|ii|i)/y, read: (_, [, n]) => [{ symbol: 'roman', term: { n: ROMAN.indexOf(n!) } }] },
  { look: /(\d{4})/y, read: (clock, [, y]) => plainYear(clock, Number(y)) },
  { look: /(\d{1,4})/y, read: (_, [, n]) => [{ symbol: 'number', term: { n: Number(n) } }] },
]
const ROMAN = ['', 'i', 'ii', 'iii', 'iv']

/** Two digits mean the nearest year of either era: 25 is 2025, and so is 68 (2568). */
export function fullYear(digits: string | number): number {
  const year = Number(digits)
  if (year >= 2400) return year - 543
  if (year >= 100) return year
  return year >= 60 && year < 90 ? 1957 + year : year >= 90 ? 1900 + year : 2000 + year
}

function plainYear(clock: Clock, said: number): Found[] {
  const year = fullYear(said)
  if (year < 1900 || year > clock.year + 20) return []
  const found: Found[] = [{ symbol: 'year', term: { n: year } }]
  if (said < 2400 || clock.buddhist) found.push({ symbol: 'loneyear', term: { n: year } })
  return found
}

function nth(digits: string): Found[] {
  const term = { n: Number(digits) }
  return [
    { symbol: 'ordinal', term },
    { symbol: 'ordinaldate', term },
  ]
}

const asPeriod = (span: Span | null, rank = 0.2): Found[] => (span ? [{ symbol: 'period', term: { span }, rank }] : [])

function dates(forms: [string, string, string, DateOrder][]): Found[] {
  const found = forms.flatMap(([y, m, d, order]) => {
    const day = dayOf(fullYear(y), Number(m), Number(d))
    return day === null ? [] : [{ ...single(day), order }]
  })
  return found.flatMap((span, place) => asPeriod(span, place && span.from !== found[0]!.from ? -1 : 0.2))
}

function orders(clock: Clock, a: string, b: string, c: string): Found[] {
  const dmy: [string, string, string, DateOrder] = [c, b, a, 'dmy']
  const mdy: [string, string, string, DateOrder] = [c, a, b, 'mdy']
  return dates(clock.order === 'mdy' ? [mdy, dmy] : [dmy, mdy])
}

function yearless(clock: Clock, a: number, b: number): Found[] {
  const [day, month] = clock.order === 'dmy' ? [a, b] : [b, a]
  const read = (d: number, m: number, order: DateOrder, rank: number): Found[] => {
    const span = yearly(clock, (year) => dayIn(year, m, d))
    return asPeriod(span && { ...span, order, bare: 'hint' }, rank)
  }
  const first = read(day, month, 'dmy', 0)
  return a === b ? first : [...first, ...read(month, day, 'mdy', first.length ? -1 : 0)]
}

export function dayIn(year: number, month: number, day: number): Span | null {
  const found = dayOf(year, month, day)
  return found === null ? null : single(found)
}

function monthly(year: string, month: number): Found[] {
  return month >= 1 && month <= 12 ? asPeriod(months(fullYear(year), month, 1, 'month')) : []
}

function weekly(year: string, week: number): Found[] {
  const monday = isoWeek(fullYear(year), week)
  return monday === null ? [] : asPeriod({ from: monday, to: monday + 6, grain: 'week', count: 1 })
}

function part(kind: string, n: string, year?: string): Found[] {
  const symbol = kind === 'h' ? 'halfnumber' : 'quarternumber'
  if (kind === 'h' && Number(n) > 2) return []
  if (!year) return [{ symbol, term: { n: Number(n) } }]
  const length = kind === 'h' ? 6 : 3
  const span = months(fullYear(year), (Number(n) - 1) * length + 1, length, kind === 'h' ? 'half' : 'quarter')
  return asPeriod(span)
}

function fiscalPair(first: string, second: string): Found[] {
  const start = fullYear(first)
  return fullYear(second) === start + 1 ? [{ symbol: 'fiscalstart', term: { n: start } }] : []
}

function decade(said: number): Found[] {
  const from = said >= 100 ? said : said >= 40 ? 1900 + said : 2000 + said
  return asPeriod({ ...months(from, 1, 120, 'range'), count: 10 })
}

function time(hour: string, minute = '0', half?: string, bare?: Bare): Found[] {
  const base = half ? (Number(hour) % 12) + (half === 'p' ? 12 : 0) : Number(hour)
  if (base > 24 || Number(minute) > 59 || (half && Number(hour) > 12)) return []
  return [{ symbol: 'time', term: { n: base + Number(minute) / 60, ...(bare ? { bare } : {}) } }]
}
