import type { Cell, TableColumn, Unit } from './message.ts'

type As = { unit?: Unit | undefined; currency?: string | undefined; zone?: string | undefined }

export const NOTHING = '–'

/** A value as people read it. Money is in whole units, a percent is a ratio (0.125 is 12.5%), times are shown in `zone`. */
export function showCell(value: Cell, { unit = 'text', currency, zone }: As = {}): string {
  if (value === null || value === '') return NOTHING
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'string') return showWord(value, unit, zone)
  if (!Number.isFinite(value)) return NOTHING
  if (unit === 'money') return showMoney(value, currency)
  if (unit === 'count') return showCount(value)
  if (unit === 'percent') return showPercent(value)
  return unit === 'number' ? showNumber(value) : String(value)
}

function showWord(value: string, unit: Unit, zone?: string): string {
  if (unit === 'date') return showDay(value)
  return unit === 'time' ? showTime(value, zone) : value
}

/** "$1,234.50", "THB 1,234.50"; without a currency, for columns that name it in their title, "1,234.50". */
export function showMoney(amount: number, currency?: string): string {
  if (!currency) return digits(amount, { minimumFractionDigits: 2, maximumFractionDigits: 2 })
  if (!/^[A-Za-z]{3}$/.test(currency)) return `${showMoney(amount)} ${currency}`
  return digits(amount, { style: 'currency', currency })
}

export function showCount(value: number): string {
  return digits(value, { maximumFractionDigits: 0 })
}

/** Small numbers keep three digits that mean something: 0.00123 isn't shown as 0. */
export function showNumber(value: number): string {
  const tiny = value !== 0 && Math.abs(value) < 1
  return digits(value, tiny ? { maximumSignificantDigits: 3 } : { maximumFractionDigits: 2 })
}

export function showPercent(ratio: number): string {
  return digits(ratio, { style: 'percent', maximumFractionDigits: 1 })
}

/** For axes and places with little room: "1.2M", "$3.4K". */
export function showShort(value: number, { unit, currency }: As = {}): string {
  if (unit === 'percent') return showPercent(value)
  const money = unit === 'money' && currency && /^[A-Za-z]{3}$/.test(currency)
  const style: Intl.NumberFormatOptions = money ? { style: 'currency', currency } : {}
  return digits(value, { ...style, notation: 'compact', minimumFractionDigits: 0, maximumFractionDigits: 1 })
}

/** "1 file", "2,000 files": a number with the word for it. */
export function showMany(count: number, one: string, many = `${one}s`): string {
  return `${showCount(count)} ${count === 1 ? one : many}`
}

/** "2026-11-20" is "20 Nov 2026", "2026-11" is "Nov 2026"; what isn't a day or a month stays as it is. */
export function showDay(day: string): string {
  const found = /^(\d{4})-(\d\d)(?:-(\d\d))?$/.exec(day)
  const date = found && new Date(`${found[1]}-${found[2]}-${found[3] ?? '01'}T00:00:00Z`)
  if (!found || !date || Number.isNaN(date.getTime())) return day
  return [found[3] && date.getUTCDate(), MONTHS[date.getUTCMonth()], found[1]].filter(Boolean).join(' ')
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** A moment in a zone, "20 Nov 2026, 14:05"; without a zone it is UTC and says so. */
export function showTime(moment: string | Date, zone?: string): string {
  const date = new Date(moment)
  if (Number.isNaN(date.getTime())) return String(moment)
  const options: Intl.DateTimeFormatOptions = { dateStyle: 'medium', timeStyle: 'short', timeZone: zone ?? 'UTC' }
  const shown = new Intl.DateTimeFormat('en-GB', options).format(date).replace('Sept', 'Sep')
  return zone ? shown : `${shown} UTC`
}

/** "850 ms", "42 s", "3 min 5 s", "2 h 10 min", "3 days". */
export function showDuration(ms: number): string {
  const seconds = Math.round(ms / 1000)
  if (ms < 1000) return `${Math.max(0, Math.round(ms))} ms`
  if (seconds < 60) return `${seconds} s`
  if (seconds < 3600) return pair(Math.floor(seconds / 60), 'min', seconds % 60, 's')
  const minutes = Math.round(seconds / 60)
  return minutes < 48 * 60
    ? pair(Math.floor(minutes / 60), 'h', minutes % 60, 'min')
    : showMany(Math.round(minutes / 1440), 'day')
}

function pair(first: number, firstUnit: string, second: number, secondUnit: string): string {
  return second ? `${first} ${firstUnit} ${second} ${secondUnit}` : `${first} ${firstUnit}`
}

export function showBytes(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB']
  const step = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log(bytes) / Math.log(1024)))
  return `${digits(bytes / 1024 ** step, { maximumFractionDigits: step > 1 ? 1 : 0 })} ${units[step]}`
}

/** The title of a column carries the currency, so that its cells needn't repeat it. */
export function columnTitle({ name, unit, currency }: TableColumn): string {
  return unit === 'money' && currency && !name.includes(currency) ? `${name}, ${currency}` : name
}

/** The text of a cell under its title: numbers with separators, money without its currency. */
export function tableCell(value: Cell, { unit, zone }: TableColumn, elsewhere?: string): string {
  return showCell(value, { unit, zone: zone ?? elsewhere })
}

/** Numbers stand to the right, words to the left. */
export const isNumeric = (unit: Unit | undefined): boolean =>
  unit === 'count' || unit === 'money' || unit === 'percent' || unit === 'number'

function digits(value: number, options: Intl.NumberFormatOptions): string {
  const shown = new Intl.NumberFormat('en-US', options).format(value).replaceAll('\u00a0', ' ')
  return /^-[^1-9]*$/.test(shown) ? shown.slice(1) : shown
}
