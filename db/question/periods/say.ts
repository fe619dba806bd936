import { partsOf } from './calendar.ts'
import type { Hours, Period } from './period.ts'
import type { Span } from './span.ts'

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const DAYS = ['Sundays', 'Mondays', 'Tuesdays', 'Wednesdays', 'Thursdays', 'Fridays', 'Saturdays']
const RELATIVES = { previous: 'the period before', day: 'the day before' }

/** The period as understood, and where its days begin and end. */
export const echo = (period: Period, zone: string): string => `${period.say}, ${zone} time`

/** "last month (1–31 Oct 2026)"; what is already a date is said once. */
export function sayOf(words: string, span: Span, zone: string): string {
  const dates = datesOf(span, zone)
  if (!dates || words.toLowerCase() === dates.toLowerCase()) return dates || words
  return `${words} (${span.note ? `${dates}, ${span.note}` : dates})`
}

export function datesOf(span: Span, zone = 'UTC'): string {
  const { relative, weekdays, hours } = span
  if (relative) return relative in RELATIVES ? RELATIVES[relative as 'day'] : `same days of the ${relative} before`
  const days = span.instants ? instantsOf(span.instants, zone) : rangeOf(span.from, span.to)
  const listed = weekdays && !(lengthOf(span) < 7) ? weekdaysOf(weekdays) : ''
  return [days, listed, hours && hoursOf(hours)].filter(Boolean).join(', ')
}

const lengthOf = ({ from, to }: Span): number => (to ?? Number.NaN) - (from ?? Number.NaN) + 1

function rangeOf(from?: number, to?: number): string {
  if (from === undefined || to === undefined) {
    return from !== undefined ? `from ${dayOf(from)}` : to !== undefined ? `until ${dayOf(to)}` : ''
  }
  const [a, b] = [partsOf(from), partsOf(to)]
  if (from === to) return dayOf(from)
  if (a.year !== b.year) return `${dayOf(from)} – ${dayOf(to)}`
  return a.month === b.month ? `${a.day}–${dayOf(to)}` : `${a.day} ${MONTHS[a.month - 1]} – ${dayOf(to)}`
}

function dayOf(day: number): string {
  const { year, month, day: date } = partsOf(day)
  return `${date} ${MONTHS[month - 1]} ${year}`
}

function instantsOf({ from, to }: { from: string; to: string }, timeZone: string): string {
  const local = (at: string): string =>
    new Date(at).toLocaleString('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
  return `${local(from)} to ${local(to)}`
}

const hoursOf = ({ from, to }: Hours): string => `${timeOf(from)}–${timeOf(to)}`
const timeOf = (hour: number): string => `${Math.floor(hour)}:${String(Math.round((hour % 1) * 60)).padStart(2, '0')}`

function weekdaysOf(weekdays: number[]): string {
  const said = weekdays.join()
  if (said === '0,6') return 'weekends'
  return said === '1,2,3,4,5' ? 'Mondays to Fridays' : weekdays.map((day) => DAYS[day]).join(' and ')
}
