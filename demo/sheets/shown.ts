import type { Cell, Value } from './book.ts'

const DAY = 86_400_000
/** Day 0 of a sheet. */
const EPOCH = Date.UTC(1899, 11, 30)
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const DEFAULTS: Record<string, string> = {
  DATE: 'm/d/yyyy',
  TIME: 'h:mm:ss',
  DATE_TIME: 'm/d/yyyy h:mm:ss',
  PERCENT: '0.00%',
  CURRENCY: '"$"#,##0.00',
  NUMBER: '#,##0.00',
}

export type NumberFormat = { type?: string; pattern?: string }

export function numberFormat(cell: Cell): NumberFormat | undefined {
  return cell.format?.numberFormat as NumberFormat | undefined
}

export const isDate = (format: NumberFormat | undefined): boolean => /^(DATE|TIME|DATE_TIME)$/.test(format?.type ?? '')

/** What people see in the cell. */
export function shown(cell: Cell, value: Value): string {
  const format = numberFormat(cell)
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  if (typeof value === 'string') return value
  if (!format?.type || format.type === 'TEXT') return String(Number(value.toPrecision(15)))
  const pattern = format.pattern ?? DEFAULTS[format.type] ?? '0'
  return isDate(format) ? showDate(value, pattern) : showNumber(value, pattern)
}

export function toSerial(iso: string): number {
  return (Date.parse(iso) - EPOCH) / DAY
}

function showDate(serial: number, pattern: string): string {
  const date = new Date(EPOCH + Math.round(serial * DAY))
  const two = (n: number) => String(n).padStart(2, '0')
  const month = date.getUTCMonth()
  const parts: Record<string, string> = {
    yyyy: String(date.getUTCFullYear()),
    yy: two(date.getUTCFullYear() % 100),
    mmm: MONTHS[month] ?? '',
    mm: two(month + 1),
    m: String(month + 1),
    dd: two(date.getUTCDate()),
    d: String(date.getUTCDate()),
    hh: two(date.getUTCHours()),
    h: String(date.getUTCHours()),
    ss: two(date.getUTCSeconds()),
  }
  const minutes = two(date.getUTCMinutes())
  // After hours, "mm" means minutes.
  const timed = pattern.replace(/(h+[^a-z]*)mm?/g, (_, before: string) => `${before}\u0000`)
  return timed.replace(/yyyy|yy|mmm|mm|m|dd|d|hh|h|ss/g, (token) => parts[token] ?? token).replaceAll('\u0000', minutes)
}

function showNumber(value: number, pattern: string): string {
  const clean = pattern.replace(/\[\$([^\]-]*)[^\]]*\]/g, '"$1"').split(';')[0] ?? pattern
  const body = /[#0][#0,]*(\.[0#]+)?/.exec(clean.replace(/"[^"]*"/g, (text) => ' '.repeat(text.length)))
  if (!body) return String(value)
  const places = body[1] ? body[1].length - 1 : 0
  const amount = clean.includes('%') ? value * 100 : value
  const digits = Math.abs(amount).toLocaleString('en-US', {
    minimumFractionDigits: places,
    maximumFractionDigits: places,
    useGrouping: body[0].includes(','),
  })
  const before = clean.slice(0, body.index).replaceAll('"', '')
  const after = clean.slice(body.index + body[0].length).replaceAll('"', '')
  return `${amount < 0 ? '-' : ''}${before}${digits}${after}`
}
