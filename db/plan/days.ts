import { dayColumn } from '../dataset.ts'
import type { Grain, Period } from '../plan.ts'
import { bind, type Clock, type Place, quote, type Scope } from './scope.ts'

/** The local day of a column as 'YYYY-MM-DD', however the table writes it. */
export function dayOf(at: Place): string {
  const { sql, column } = at
  if (at.dataset.table === undefined) {
    return column.kind === 'time' ? `${at.alias}.${quote(dayColumn(at.name))}` : sql
  }
  switch (column.days) {
    case 'seconds':
      return `date(${sql}, 'unixepoch')`
    case 'milliseconds':
      return `date(${sql} / 1000, 'unixepoch')`
    case 'compact':
      return `substr(${sql},1,4)||'-'||substr(${sql},5,2)||'-'||substr(${sql},7,2)`
    case 'year':
      return `printf('%04d-01-01', ${sql})`
    case 'month':
      return `substr(${sql},1,7)||'-01'`
    case 'mdy':
      return parted(sql, 'M', 'D', 'Y')
    case 'dmy':
      return parted(sql, 'D', 'M', 'Y')
    case 'ymd':
      return parted(sql, 'Y', 'M', 'D')
    default:
      return `substr(${sql},1,10)`
  }
}

/** Three numbers between slashes, dots or dashes, padded or not. */
function parted(sql: string, ...order: ('Y' | 'M' | 'D')[]): string {
  const text = `replace(replace(${sql},'.','/'),'-','/')`
  const rest = `substr(${text}, instr(${text},'/')+1)`
  const parts = [
    `substr(${text},1,instr(${text},'/')-1)`,
    `substr(${rest},1,instr(${rest},'/')-1)`,
    `substr(${rest},instr(${rest},'/')+1,${order[2] === 'Y' ? 4 : 2})`,
  ]
  const part = (letter: 'Y' | 'M' | 'D') => `CAST(${parts[order.indexOf(letter)]} AS INTEGER)`
  const year = `(${part('Y')} + CASE WHEN ${part('Y')} < 70 THEN 2000 WHEN ${part('Y')} < 100 THEN 1900 ELSE 0 END)`
  return `CASE WHEN ${sql} LIKE '%_/%_' OR ${sql} LIKE '%_-%_' OR ${sql} LIKE '%_.%_' THEN printf('%04d-%02d-%02d', ${year}, ${part('M')}, ${part('D')}) END`
}

/** A moment that julianday() understands, for hours and for time between. */
export function momentOf(at: Place): string {
  const days = at.column.days
  if (at.dataset.table === undefined || !days || days === 'iso' || days === 'clock') return at.sql
  if (days === 'seconds') return `datetime(${at.sql}, 'unixepoch')`
  if (days === 'milliseconds') return `datetime(${at.sql} / 1000, 'unixepoch')`
  const clock = `CASE WHEN instr(${at.sql},':') > 0 THEN ' '||printf('%05s', trim(substr(${at.sql}, instr(${at.sql},':')-2, 5))) ELSE '' END`
  return days === 'mdy' || days === 'dmy' || days === 'ymd' ? `${dayOf(at)}||${clock}` : dayOf(at)
}

export function grainOf(at: Place, grain: Grain, clock: Clock): string {
  if (grain === 'hour of day' || grain === 'hour') return hourOf(at, grain, clock)
  return ofDay(dayOf(at), grain, clock)
}

function hourOf(at: Place, grain: Grain, clock: Clock): string {
  const shift = at.dataset.table === undefined && clock.minutes ? `, '${Math.round(clock.minutes)} minutes'` : ''
  if (at.column.days === 'clock') return clockHour(at)
  const moment = momentOf(at)
  return grain === 'hour'
    ? `strftime('%Y-%m-%d %H:00', ${moment}${shift})`
    : `CAST(strftime('%H', ${moment}${shift}) AS INTEGER)`
}

/** '8:05', '08:05:00' and '8:05 PM', without a day. */
function clockHour({ sql, column }: Place): string {
  const hour = `CAST(substr(${sql},1,instr(${sql},':')-1) AS INTEGER)`
  if (!/m$/i.test(String(column.range?.[0] ?? ''))) return hour
  return `(${hour} % 12 + CASE WHEN ${sql} LIKE '%p%m' THEN 12 ELSE 0 END)`
}

export function ofDay(day: string, grain: Grain, clock: Clock): string {
  switch (grain) {
    case 'week':
      return clock.weekStart === 'sunday'
        ? `date(${day}, '-6 days', 'weekday 0')`
        : `date(${day}, '-6 days', 'weekday 1')`
    case 'month':
      return `substr(${day},1,7)`
    case 'quarter':
      return `substr(${day},1,4)||'-Q'||((CAST(substr(${day},6,2) AS INTEGER)+2)/3)`
    case 'year':
      return `CAST(substr(${day},1,4) AS INTEGER)`
    case 'decade':
      return `CAST(substr(${day},1,3)||'0' AS INTEGER)`
    case 'weekday':
      return `CAST(strftime('%w', ${day}) AS INTEGER)`
    case 'weekend':
      return `CASE WHEN strftime('%w', ${day}) IN ('0', '6') THEN 'weekend' ELSE 'weekday' END`
    case 'month of year':
      return `CAST(substr(${day},6,2) AS INTEGER)`
    case 'day of month':
      return `CAST(substr(${day},9,2) AS INTEGER)`
    case 'quarter of year':
      return `((CAST(substr(${day},6,2) AS INTEGER)+2)/3)`
    default:
      return day
  }
}

/** Rows of a period. Plain comparisons with the stored text where it sorts like time, so that an index serves. */
export function inPeriod(scope: Scope, at: Place, period: Period): string {
  const ours = at.dataset.table === undefined
  const sorts = !ours && (at.column.days ?? 'iso') === 'iso'
  const sql = sorts ? at.sql : dayOf(at)
  const tests: string[] = []
  if (period.from) tests.push(`${sql} >= ${bind(scope, period.from)}`)
  if (period.to)
    tests.push(sorts ? `${sql} < ${bind(scope, dayAfter(period.to))}` : `${sql} <= ${bind(scope, period.to)}`)
  return tests.length ? tests.join(' AND ') : `${sql} IS NOT NULL`
}

export function dayAfter(day: string, days = 1): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}
