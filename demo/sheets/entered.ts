import type { Cell, Value } from './book.ts'
import { TEXT_LIMIT } from './book.ts'
import { invalid } from './errors.ts'
import { toSerial } from './shown.ts'

type Entered = Pick<Cell, 'value' | 'formula'> & { numberFormat?: { type: string; pattern?: string } }
type Reader = [pattern: RegExp, read: (found: RegExpExecArray, locale: string) => Entered | undefined]

/** What typing this text into a cell would make of it. */
export function entered(input: Value, locale: string): Entered {
  check(input)
  if (typeof input !== 'string') return { value: input }
  for (const [pattern, read] of READERS) {
    const found = pattern.exec(input.trim())
    const cell = found && read(found, locale)
    if (cell) return cell
  }
  return { value: input }
}

export function raw(input: Value): Entered {
  check(input)
  return { value: input }
}

function check(input: Value): void {
  if (typeof input === 'string' && input.length > TEXT_LIMIT)
    throw invalid(`Your input contains more than the maximum of ${TEXT_LIMIT} characters in a single cell.`)
}

const READERS: Reader[] = [
  [/^'([\s\S]*)$/, (found) => ({ value: found[1] ?? '' })],
  [/^=[\s\S]+$/, (found) => ({ formula: found[0] })],
  [/^(true|false)$/i, (found) => ({ value: found[0].toLowerCase() === 'true' })],
  [/^[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$/, (found) => ({ value: toNumber(found[0]) })],
  [
    /^([+-]?[\d.]+)%$/,
    (found) => ({ value: toNumber(found[1]) / 100, numberFormat: { type: 'PERCENT', pattern: '0.00%' } }),
  ],
  [
    /^(-?)\$([\d,]+(?:\.\d+)?)$/,
    (found) => ({
      value: toNumber(`${found[1]}${found[2]}`),
      numberFormat: { type: 'CURRENCY', pattern: '"$"#,##0.00' },
    }),
  ],
  [
    /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T](\d{1,2}:\d{2}(?::\d{2})?))?$/,
    (found) => date(found[1], found[2], found[3], found[4]),
  ],
  [
    /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?: (\d{1,2}:\d{2}(?::\d{2})?))?$/,
    ([, a, b, year, time], locale) => (locale === 'en_US' ? date(year, a, b, time) : withDays(date(year, b, a, time))),
  ],
  [/^\+[A-Za-z(][\s\S]*$/, (found) => ({ formula: `=${found[0]}` })],
]

const toNumber = (text = ''): number => Number(text.replaceAll(',', ''))

function date(year = '', month = '', day = '', time?: string): Entered | undefined {
  const clock = time
    ? `${time.padStart(time.length === 4 || time.length === 7 ? time.length + 1 : 0, '0')}`.padEnd(8, ':00')
    : '00:00:00'
  const value = toSerial(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}T${clock}Z`)
  if (Number.isNaN(value)) return undefined
  return { value, numberFormat: { type: time ? 'DATE_TIME' : 'DATE' } }
}

/** Outside America the day comes first, in what is typed and in what is shown. */
function withDays(cell: Entered | undefined): Entered | undefined {
  if (!cell?.numberFormat) return cell
  const { type } = cell.numberFormat
  return { ...cell, numberFormat: { type, pattern: type === 'DATE' ? 'dd/mm/yyyy' : 'dd/mm/yyyy hh:mm:ss' } }
}
