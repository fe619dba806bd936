import type { Dataset } from '#db/dataset.ts'
import { sayMeasure } from '#db/plan/naming.ts'
import type { By, Condition, Period, Plan, PlanMeasure } from '#db/plan.ts'
import { showCell, showMoney } from '../format.ts'
import type { Cell, TableColumn } from '../message.ts'
import { shortPeriod } from './compare.ts'

/** Words for the parts of a plan, as sentences need them. */
/** As questions, lessons and names are told apart: by their letters and figures alone. */
export const plainly = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()

export const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** In a sentence an amount needs no satang: "THB 940,510". */
export function sayCell(value: Cell, column: TableColumn): string {
  if (column.unit === 'money' && typeof value === 'number' && Math.abs(value) >= 1000)
    return showMoney(Math.round(value), column.currency).replace(/\.00(?=\D|$)/, '')
  return showCell(value, column)
}

/** How far an amount moved; a percentage moves by points. */
export function sayChange(by: number, column: TableColumn): string {
  const size = Math.abs(by)
  return column.unit === 'percent' && !column.name.endsWith('growth')
    ? `${showCell(Math.round(size * 1000) / 10, { unit: 'number' })} points`
    : sayCell(size, column)
}

export function measureName(plan: Plan, base: Dataset, datasets: Dataset[], at = 0): string {
  return sayMeasure(datasets, base, plan.measures![at]!)
}

/** A group of time: days, months, or two periods side by side. A thing known by its key is none. */
export const isTime = (it: By | undefined): boolean => typeof it === 'object' && ('grain' in it || 'periods' in it)

export function periodIn(where: Condition[] = []): Period | undefined {
  return where.flatMap((each) => ('period' in each && !each.not ? [each.period] : []))[0]
}

/** "last month", "in October", "since March": a period in the middle of a sentence. */
export function sayPeriod(period: Period | undefined): string {
  const said = (period?.say ?? '').replace(/ \(.*\)$/, '').replace(/^in /, '')
  if (period?.from && period.to && FOREIGN.test(said))
    return `${period.from === period.to ? 'on' : 'in'} ${shortPeriod(period)}`
  if (!said) return period?.from || period?.to ? `from ${period.from ?? 'the beginning'} to ${period.to ?? 'now'}` : ''
  const named = said.replace(/^[a-z]/, (letter) => (MONTH.test(said) ? letter.toUpperCase() : letter))
  if (/^(last|past|next) \d/.test(said)) return `in the ${said}`
  return STANDS.test(said) ? said : `in ${named}${BARE.test(said) && period?.from ? ` ${period.from.slice(0, 4)}` : ''}`
}

const STANDS = /^(last|this|past|next|the|today|yesterday|tomorrow|since|until|from|between|before|after|on|previous)/iu
/** What was said in another language is named in ours. */
const FOREIGN =
  /[\u0080-\uffff]|\b(bulan|minggu|hari|kemarin|tahun|pekan|kuartal|sejak|lalu|ini|januari|februari|maret|mei|juni|juli|agustus|oktober|desember)\b/i
/** A month or a quarter of which year? */
const BARE = /^(?:[a-z]{3,9}|q[1-4]|h[12])$/i
const MONTH = /^(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|q[1-4])/i

/** "for Bangkok and Jakarta", "without Furniture": the plain filters; the others stand in the plan as it is read back. */
export function sayFilters(where: Condition[] = [], by: By[] = []): string {
  const plain = where.flatMap((each) => ('is' in each && 'column' in each && !('part' in each) ? [each] : []))
  const names = (all: typeof plain) => all.flatMap(({ is }) => [is].flat().map(String))
  const sides: [string, string[]][] = [
    ['for', names(plain.filter(({ not, column }) => !not && !by.includes(column)))],
    ['without', names(plain.filter(({ not }) => not))],
  ]
  return sides.flatMap(([word, said]) => (said.length && said.length < 5 ? [`${word} ${both(said)}`] : [])).join(' ')
}

/** "Customers who bought were", "cost of goods was". */
export function wasOrWere(name: string): string {
  const head = name.replace(/ (who|of|per|in|with|without|from|sold|spent|earned) .*| (sold|spent|earned|bought)$/, '')
  return /s$/.test(head) && !/(ss|us)$/.test(head) ? 'were' : 'was'
}

export const both = (names: string[]): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`

/** Amounts whose parts make a whole: sums and counts, not averages, ratios or how many different ones. */
export function addsUp(it: PlanMeasure, base: Dataset): boolean {
  if ('measure' in it) return adds(base.measures[it.measure]?.is)
  const parts = 'minus' in it ? it.minus : 'plus' in it ? it.plus : undefined
  if (parts) return parts.every((each) => addsUp(each, base))
  return 'fn' in it && (it.fn === 'count' || it.fn === 'sum' || it.fn === 'missing')
}

function adds(is: unknown): boolean {
  if (typeof is !== 'object' || is === null) return false
  if ('minus' in is) return (is.minus as unknown[]).every(adds)
  return 'sum' in is || 'count' in is
}

/** What a row is called: its groups, without the one that stands elsewhere in the sentence. */
export function nameOf(row: Cell[], columns: TableColumn[], groups: number, without = -1): string {
  const names = row.slice(0, groups).map((cell, i) => showCell(cell, columns[i]!))
  return names.filter((_, i) => i !== without).join(', ')
}
