import type { Value } from '#db/dataset.ts'
import { datePattern } from './date-pattern.ts'
import { cellText, type RawCell } from './table.ts'
import { type ZoneClock, zoneClock } from './zone.ts'

type ColumnKind = 'text' | 'integer' | 'number' | 'money' | 'bool' | 'date' | 'time'
export type ColumnRule = {
  header: string
  to: string
  as: ColumnKind
  /** How a date or time is written: dd/MM/yyyy HH:mm. */
  format?: string | undefined
  /** What stands before a number: Rp. */
  prefix?: string | undefined
  optional?: boolean | undefined
  /** A text that is broken over lines without a blank, such as a long code. */
  glue?: boolean | undefined
  /** The words that may stand here and what they become; any other is refused. */
  values?: Record<string, string | number | boolean> | undefined
}
export type Locale = { locale: string; zone: string }

export type Read = { value: Value } | { why: string }
export type CellReader = (cell: RawCell | undefined) => Read

/** Reads a column as declared: what doesn't fit is refused, never guessed. */
export function cellReader(rule: ColumnRule, locale: Locale): CellReader {
  const read = rule.values ? oneOf(rule.values) : readers[rule.as](rule, locale)
  return (cell) => {
    if (cellText(cell) === '') return rule.optional ? { value: null } : { why: 'is empty' }
    return read(cell!)
  }
}

type Reader = (cell: RawCell) => Read

const readers: Record<ColumnKind, (rule: ColumnRule, locale: Locale) => Reader> = {
  text:
    ({ glue }) =>
    (cell) => ({ value: glue ? String(cell).replace(/\n/g, '') : cellText(cell) }),
  bool: () => (cell) => (typeof cell === 'boolean' ? { value: cell } : { why: 'is neither true nor false' }),
  number: (rule, locale) => numbers(rule, locale, (n) => ({ value: n })),
  integer: (rule, locale) => numbers(rule, locale, whole),
  money: (rule, locale) => numbers(rule, locale, hundredths),
  date: (rule, locale) => moments(rule, locale, 'yyyy-MM-dd', (wall) => ({ value: isoDay(wall) })),
  time: (rule, locale) => moments(rule, locale, 'yyyy-MM-dd HH:mm:ss', utcOf(zoneClock(locale.zone))),
}

function oneOf(values: Record<string, string | number | boolean>): Reader {
  return (cell) => {
    const found = Object.hasOwn(values, cellText(cell)) ? values[cellText(cell)] : undefined
    return found === undefined ? { why: `is none of ${Object.keys(values).join(', ')}` } : { value: found }
  }
}

function numbers({ prefix }: ColumnRule, { locale }: Locale, then: (n: number) => Read): Reader {
  const { shape, plain, example } = numberShape(locale, prefix)
  return (cell) => {
    if (typeof cell === 'number') return then(cell)
    const match = shape.exec(cellText(cell))
    if (!match) return { why: `is no number written like ${example}` }
    const size = Number(plain(match.groups!.digits!))
    return then(match.groups!.minus || match.groups!.open ? -size : size)
  }
}

function numberShape(locale: string, prefix?: string) {
  const example = new Intl.NumberFormat(locale, { useGrouping: true }).formatToParts(-1234567.5)
  const sign = (type: string, other: string) => literal(example.find((part) => part.type === type)?.value ?? other)
  const [group, decimal] = [sign('group', ','), sign('decimal', '.')]
  const lead = prefix ? `(?:${literal(prefix)}\\s*)?` : ''
  const digits = `(?<digits>(?:\\d{1,3}(?:${group}\\d{3})+|\\d+)(?:${decimal}\\d+)?)`
  return {
    shape: new RegExp(`^(?<open>\\()?(?<minus>[-\u2212])?\\s*${lead}[-\u2212]?${digits}\\)?$`),
    plain: (text: string) => text.replace(new RegExp(group, 'g'), '').replace(new RegExp(decimal), '.'),
    example: `${prefix ? `${prefix} ` : ''}${new Intl.NumberFormat(locale, { useGrouping: true }).format(1234567.5)}`,
  }
}

function moments({ format }: ColumnRule, { locale }: Locale, usual: string, then: (wall: number) => Read): Reader {
  const read = datePattern(format ?? usual, locale)
  return (cell) => {
    if (cell instanceof Date) return then(Math.round(cell.getTime() / 1000) * 1000)
    const wall = read(cellText(cell))
    return wall === undefined ? { why: `is no date written like ${format ?? usual}` } : then(wall)
  }
}

const whole = (n: number): Read => (Number.isSafeInteger(n) ? { value: n } : { why: 'is not a whole number' })

function hundredths(amount: number): Read {
  const value = Math.round(amount * 100)
  const exact = Math.abs(value / 100 - amount) < 1e-9 * Math.max(1, Math.abs(amount))
  return exact && Number.isSafeInteger(value) ? { value } : { why: 'has more than two decimals' }
}

function utcOf(clock: ZoneClock): (wall: number) => Read {
  return (wall) => {
    const moment = clock.utc(wall)
    return moment ? { value: moment.toISOString() } : { why: 'is an hour that the clocks skipped' }
  }
}

const isoDay = (wall: number) => new Date(wall).toISOString().slice(0, 10)
const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s/g, '\\s')
