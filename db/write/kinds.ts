import type { ColumnKind, Value } from '../dataset.ts'
import type { Zone } from '../kit/zone.ts'

export type Stored = string | number | null
type Kind = {
  type: 'TEXT' | 'INTEGER' | 'REAL'
  /** What a value has to be, as the end of "… is not". */
  noun: string
  /** The value as it is kept, or undefined if it isn't one of these. Empty values don't come here. */
  read(value: NonNullable<Value>, zone: Zone | undefined): Stored | undefined
}

const LONGEST_TEXT = 32_768

export const kinds: Record<ColumnKind, Kind> = {
  text: { type: 'TEXT', noun: `text of at most ${LONGEST_TEXT} characters`, read: text },
  integer: { type: 'INTEGER', noun: 'a whole number', read: integer },
  number: { type: 'REAL', noun: 'a number', read: number },
  money: { type: 'INTEGER', noun: 'an amount in whole hundredths', read: money },
  bool: { type: 'INTEGER', noun: 'yes or no', read: bool },
  date: { type: 'TEXT', noun: 'a day like 2026-03-31', read: date },
  time: { type: 'TEXT', noun: 'a time like 2026-03-31T14:05:00Z', read: time },
}

function text(value: NonNullable<Value>): string | undefined {
  const said = typeof value === 'string' ? value : value instanceof Date ? isoOf(value.getTime()) : String(value)
  return said === undefined || said.length > LONGEST_TEXT || said.includes('\0') ? undefined : said
}

function integer(value: NonNullable<Value>): number | undefined {
  const said = typeof value === 'string' && /^[+-]?\d{1,16}$/.test(value) ? Number(value) : value
  return Number.isSafeInteger(said) ? (said as number) : undefined
}

function number(value: NonNullable<Value>): number | undefined {
  const said = typeof value === 'string' && /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value) ? Number(value) : value
  return Number.isFinite(said) ? (said as number) : undefined
}

/** Only a number: in "1250" nobody can see whether hundredths or whole units are meant. */
function money(value: NonNullable<Value>): number | undefined {
  return Number.isSafeInteger(value) ? (value as number) : undefined
}

const yes = new Set<unknown>([true, 1, 'true', '1', 'yes'])
const no = new Set<unknown>([false, 0, 'false', '0', 'no'])

function bool(value: NonNullable<Value>): number | undefined {
  const said = typeof value === 'string' ? value.toLowerCase() : value
  return yes.has(said) ? 1 : no.has(said) ? 0 : undefined
}

function date(value: NonNullable<Value>): string | undefined {
  const said = value instanceof Date ? isoOf(value.getTime())?.slice(0, 10) : value
  return typeof said === 'string' && said.length === 10 && isRealDay(said) ? said : undefined
}

const asKept = /^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/
const withZone = /^\d{4}-\d\d-\d\d[T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/
const withoutZone = /^\d{4}-\d\d-\d\d[T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?$/

/** Kept as UTC. A time that names no zone is one on the dataset's own clock; with no such clock it isn't a time. */
function time(value: NonNullable<Value>, zone: Zone | undefined): string | undefined {
  if (value instanceof Date) return isoOf(value.getTime())
  if (typeof value !== 'string' || !isRealDay(value)) return undefined
  if (asKept.test(value)) return value
  if (withZone.test(value)) return isoOf(Date.parse(value.replace(' ', 'T')))
  return withoutZone.test(value) ? isoOf(zone?.instantOf(value.replace(' ', 'T'))) : undefined
}

/** Years of four digits only, so that times sort as text. */
function isoOf(at: number | undefined): string | undefined {
  if (at === undefined || !(Math.abs(at) <= 8.64e15)) return undefined
  const iso = new Date(at).toISOString()
  return iso.length === 24 ? iso : undefined
}

const monthDays = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Whether text begins with a day of the calendar. */
function isRealDay(text: string): boolean {
  if (text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return false
  const [year, month, day] = [pair(text, 0) * 100 + pair(text, 2), pair(text, 5), pair(text, 8)]
  if (!(year >= 0 && day >= 1 && day <= (monthDays[month - 1] ?? 0))) return false
  return month !== 2 || day < 29 || (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0))
}

function pair(text: string, at: number): number {
  const [tens, ones] = [text.charCodeAt(at) - 48, text.charCodeAt(at + 1) - 48]
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN
}
