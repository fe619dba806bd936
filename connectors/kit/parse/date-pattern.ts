type Part = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'half'

/** What each letter group of a pattern accepts, longest first. */
const TOKENS: [token: string, part: Part, shape: string][] = [
  ['yyyy', 'year', '\\d{4}'],
  ['MMMM', 'month', '\\p{L}+'],
  ['MMM', 'month', '\\p{L}+'],
  ['MM', 'month', '\\d{2}'],
  ['dd', 'day', '\\d{2}'],
  ['HH', 'hour', '\\d{2}'],
  ['hh', 'hour', '\\d{2}'],
  ['mm', 'minute', '\\d{2}'],
  ['ss', 'second', '\\d{2}'],
  ['M', 'month', '\\d{1,2}'],
  ['d', 'day', '\\d{1,2}'],
  ['H', 'hour', '\\d{1,2}'],
  ['h', 'hour', '\\d{1,2}'],
  ['a', 'half', '[AaPp][Mm]'],
]
const SPLIT = new RegExp(TOKENS.map(([token]) => token).join('|'), 'g')

/** A reader for dates written in one way; the moment is the wall clock read as if it were UTC. */
export function datePattern(pattern: string, locale: string): (text: string) => number | undefined {
  const parts: Part[] = []
  let at = 0
  let source = ''
  for (const { 0: token, index } of pattern.matchAll(SPLIT)) {
    const [, part, shape] = TOKENS.find(([name]) => name === token)!
    source += `${literal(pattern.slice(at, index))}(${shape})`
    parts.push(part)
    at = index + token.length
  }
  const whole = new RegExp(`^${source}${literal(pattern.slice(at))}$`, 'u')
  const months = monthNames(locale)
  return (text) => {
    const match = whole.exec(text)
    return match ? wall(parts, match.slice(1), months) : undefined
  }
}

function wall(parts: Part[], texts: string[], months: Map<string, number>): number | undefined {
  const got: Partial<Record<Part, number>> = {}
  for (const [i, part] of parts.entries()) {
    const text = texts[i]!
    const number = part === 'half' ? halfOf(text) : /^\d/.test(text) ? Number(text) : months.get(text.toLowerCase())
    if (number === undefined) return undefined
    got[part] = number
  }
  const { year = 0, month = 1, day = 1, minute = 0, second = 0, half } = got
  const hour = half === undefined ? (got.hour ?? 0) : ((got.hour ?? 0) % 12) + half
  if (minute > 59 || second > 59 || hour > 23) return undefined
  const moment = new Date(Date.UTC(year, month - 1, day, hour, minute, second))
  return moment.getUTCMonth() === month - 1 && moment.getUTCDate() === day ? moment.getTime() : undefined
}

function monthNames(locale: string): Map<string, number> {
  const months = new Map<string, number>()
  for (const length of ['long', 'short'] as const) {
    const format = new Intl.DateTimeFormat(locale, { month: length, timeZone: 'UTC' })
    for (let m = 0; m < 12; m++) {
      months.set(
        format
          .format(Date.UTC(2024, m, 1))
          .toLowerCase()
          .replace(/\.$/, ''),
        m + 1,
      )
    }
  }
  return months
}

/** The same patterns, the other way round: for the date fields of a form. */
export function writeDate(day: string, pattern: string): string {
  const [year, month, date] = day.split('-') as [string, string, string]
  const by: Record<string, string> = { yyyy: year, MM: month, dd: date, M: `${+month}`, d: `${+date}` }
  return pattern.replace(/yyyy|MM|dd|M|d/g, (token) => by[token]!)
}

const halfOf = (text: string) => (/p/i.test(text) ? 12 : 0)
const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replace(/\s+/g, '\\s+')
