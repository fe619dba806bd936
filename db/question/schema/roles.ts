import type { Column, ColumnKind, ColumnRole, DayFormat } from '../../dataset.ts'

/** What was counted about one column of a table we have never seen. */
export type Facts = {
  name: string
  words: string[]
  rows: number
  distinct: number
  filled: number
  low: unknown
  high: unknown
  sample: unknown[]
  declared: string
  key: boolean
  linked: boolean
}

const DAYS: [RegExp, DayFormat][] = [
  [/^\d{4}-\d\d-\d\d([ T].*)?$/, 'iso'],
  [/^\d{4}-\d\d$/, 'month'],
  [/^(0?[1-9]|1[0-2])[/.-](0?[1-9]|[12]\d|3[01])[/.-](\d{4}|\d\d)( .*)?$/, 'mdy'],
  [/^(0?[1-9]|[12]\d|3[01])[/.-](0?[1-9]|1[0-2])[/.-](\d{4}|\d\d)( .*)?$/, 'dmy'],
  [/^\d{4}[/.](0?[1-9]|1[0-2])[/.](0?[1-9]|[12]\d|3[01])( .*)?$/, 'ymd'],
  [/^\d\d?:\d\d(:\d\d)?( ?[ap]\.?m)?$/i, 'clock'],
]
const TIME_WORDS = /^(date|day|time|timestamp|datetime|created|updated|dt|at|on)$/
const ID_WORDS =
  /^(id|ids|key|uuid|guid|code|number|identifier|isbn|sku|index|pk|fk|serial|unnamed|phone|zip|postal|zipcode|postcode)$/
const TRUTHS = ['0|1', '0|1.0', 'n|y', 'no|yes', 'false|true', 'f|t']
const NOT_ADDED =
  /^(price|rate|ratio|percent|percentage|pct|score|rating|star|stars|age|average|mean|temperature|duration|length|height|width|size|limit|level|index|latitude|longitude|year|per|grade|gpa|salary|speed|humidity|pressure|experience|satisfaction|tenure|term|bmi|glucose|depth|rank|close|open|high|low|ctr|cpc|cpm|cpa|roas|margin|weight|probability|alcohol|acidity|ph|density|horsepower|mpg|wage|days|nights|minutes|hours)$/

export function columnOf(facts: Facts): Column {
  const kind = kindOf(facts)
  const days = daysOf(facts, kind)
  const role = days ? 'time' : roleOf(facts, kind)
  const range = rangeOf(facts)
  return {
    kind: days && days !== 'clock' ? (hasClock(facts) ? 'time' : 'date') : role === 'flag' ? 'bool' : kind,
    role,
    words: facts.words,
    distinct: facts.distinct,
    missing: facts.rows - facts.filled,
    ...(days && { days }),
    ...(range && { range }),
    ...(role === 'measure' && { additive: isAdditive(facts) }),
  }
}

function kindOf({ sample, declared }: Facts): ColumnKind {
  const numbers = sample.filter((each) => typeof each === 'number')
  if (!sample.length)
    return /INT/i.test(declared) ? 'integer' : /REAL|NUM|DEC|FLOA|DOUB/i.test(declared) ? 'number' : 'text'
  if (numbers.length < sample.length * 0.95) return 'text'
  return numbers.every((each) => Number.isInteger(each)) ? 'integer' : 'number'
}

function daysOf(facts: Facts, kind: ColumnKind): DayFormat | undefined {
  if (!facts.sample.length && /^(at|date|time)$/.test(facts.words.at(-1) ?? '')) return 'iso'
  if (kind === 'text') return textDays(facts.sample.map((each) => String(each).trim()))
  const [low, high] = [Number(facts.low), Number(facts.high)]
  const named = facts.words.some((word) => TIME_WORDS.test(word))
  if (facts.words.includes('year') && low >= 1800 && high <= 2200 && facts.words.length <= 2) return 'year'
  if (!named || kind !== 'integer') return undefined
  if (low > 19_000_000 && high < 22_000_000) return 'compact'
  if (low > 300_000_000 && high < 5_000_000_000) return 'seconds'
  return low > 300_000_000_000 && high < 5_000_000_000_000 ? 'milliseconds' : undefined
}

function textDays(sample: string[]): DayFormat | undefined {
  if (!sample.length) return undefined
  return DAYS.find(([like]) => sample.filter((each) => like.test(each)).length >= sample.length * 0.95)?.[1]
}

function hasClock({ sample }: Facts): boolean {
  return (
    sample.some((each) => /\d:\d\d/.test(String(each)) && !/[ T]00:00(:00)?(\.0+)?$/.test(String(each))) ||
    Number(sample[0]) > 300_000_000
  )
}

function roleOf(facts: Facts, kind: ColumnKind): ColumnRole {
  const { words, distinct, rows, filled } = facts
  const last = words.at(-1) ?? ''
  if (isTruth(facts)) return 'flag'
  const unique = distinct === filled && filled > 1
  if (
    facts.key ||
    facts.linked ||
    (ID_WORDS.test(last) && (!/^(number|index)$/.test(last) || unique || isNumbered(facts, kind))) ||
    /^unnamed|^index$/.test(words[0] ?? '')
  )
    return 'id'
  if (kind !== 'text') return unique && kind === 'integer' && isRunning(facts) && words.length < 2 ? 'id' : 'measure'
  const length =
    facts.sample.reduce<number>((sum, each) => sum + String(each).length, 0) / Math.max(1, facts.sample.length)
  if (length > 60) return 'text'
  if (/^(name|title|label|symbol|username)$/.test(last) || (unique && rows > 20)) return 'label'
  return 'dimension'
}

/** "order_no" of the lines of an order: codes with digits, most of them on a few rows only. */
function isNumbered({ distinct, filled, sample, words }: Facts, kind: ColumnKind): boolean {
  const many = distinct > 50 && distinct > filled * 0.2
  return kind === 'text' && words.length > 1 && many && sample.every((each) => /\d{2}/.test(String(each)))
}

function isRunning({ low, high, rows }: Facts): boolean {
  return Number(low) >= 0 && Math.abs(Number(high) - Number(low) - rows) <= 1
}

function isTruth({ distinct, sample }: Facts): boolean {
  if (distinct !== 2) return false
  const seen = [...new Set(sample.map((each) => String(each).toLowerCase()))].sort().join('|')
  return TRUTHS.includes(seen)
}

function rangeOf({ low, high }: Facts): [number, number] | [string, string] | undefined {
  if (typeof low === 'number' && typeof high === 'number') return [low, high]
  return typeof low === 'string' && typeof high === 'string' && low.length < 40 && high.length < 40
    ? [low, high]
    : undefined
}

const WAITED =
  /^(to|until|per|average|response|reply|lead|open|opening|delivery|wait|waiting|first|resolution|turnaround|age)$/

/** Days of leave and hours worked are spent and add up; days until something are waited. */
function isTimeSpent(words: string[]): boolean {
  return (
    words.some((word) => /^(days|hours|nights)$/.test(word)) &&
    (words.length === 1 ||
      (words.at(-1) === 'hours' && !words.some((word) => WAITED.test(word))) ||
      words.some((word) =>
        /^(leave|worked|work|billed|billable|overtime|logged|sick|absence|training|spent)$/.test(word),
      ))
  )
}

function isAdditive({ words, low, high, sample }: Facts): boolean {
  const fraction = Number(low) >= 0 && Number(high) <= 1 && sample.some((each) => !Number.isInteger(each))
  if (words.includes('total') || isTimeSpent(words)) return true
  return !fraction && !words.some((word) => NOT_ADDED.test(word))
}
