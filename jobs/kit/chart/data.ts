import { showDay } from '../format.ts'
import type { Chart } from '../message.ts'
import { tidy } from './fit.ts'
import { currencyNote } from './numbers.ts'
import { colorOf, MOST, OTHER } from './scene.ts'

export type Values = (number | null)[]
export type Part = { name: string; color: string; values: Values; low: Values; high: Values }
/** A chart made ready to lay out: as many values as labels, nothing infinite, words without tricks. */
export type Data = Pick<Chart, 'type' | 'title' | 'unit' | 'currency'> & {
  labels: string[]
  /** The labels are days, months, hours …: they stand in a row, and not every one needs its words. */
  calendar: boolean
  series: Part[]
  note: string[]
}

const CALENDAR =
  /^(\d{4}|\d{4}-\d\d(-\d\d)?|\d{4}-W\d\d|Q[1-4]( \d{4})?|\d{4}[- ]?Q[1-4]|week \d+.*|\d\d?:\d\d|\w*day|(\d\d? )?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*( \d{2,4})?|mon|tue|wed|thu|fri|sat|sun)$/i

const DAY = /^\d{4}-\d\d(-\d\d)?$/

export function dataOf({ labels, series, title, type, unit, currency }: Chart): Data {
  const aligned = (values: Values = []) => labels.map((_, i) => finite(values[i]))
  const shown = series.slice(0, MOST)
  const year = yearOf(labels)
  return {
    ...{ type, title: tidy(title), unit },
    ...(currency && { currency }),
    labels: labels.map((label) => tidy(dayIn(year, label)) || '–'),
    calendar: labels.length > 1 && labels.every((label) => CALENDAR.test(label.trim())),
    series: shown.map((one, i) => ({
      name: tidy(one.name) || '–',
      color: colorOf(i),
      values: aligned(one.values),
      low: aligned(one.low),
      high: aligned(one.high),
    })),
    note: [currencyNote({ unit, currency }), year, left(series.length - shown.length)].filter(
      (note) => note !== undefined && !title.includes(note),
    ) as string[],
  }
}

/** The one year that all of the days or months are in: said once, it needn't be under every one. */
function yearOf(labels: string[]): string | undefined {
  const year = labels[0]?.slice(0, 4)
  return labels.length > 1 && labels.every((label) => DAY.test(label) && label.startsWith(year!)) ? year : undefined
}

const dayIn = (year: string | undefined, label: string): string => showDay(label).replace(year ? ` ${year}` : /$^/, '')

export const valuesOf = (data: Data): number[] =>
  data.series.flatMap(({ values, low, high }) => [...values, ...low, ...high]).filter((value) => value !== null)

/** The first of sorted bars or the largest of unsorted ones. The rest isn't summed: an average or a count of people has
 * no sum, and a picture can't know. */
export function keepMost(data: Data, most: number): Data {
  if (data.labels.length <= most) return data
  const sizes = data.labels.map((_, i) => Math.max(...data.series.map(({ values }) => Math.abs(values[i] ?? 0))))
  const kept = sorted(data.series[0]!.values)
    ? sizes.map((_, i) => i).slice(0, most)
    : byRank(sizes)
        .slice(0, most)
        .sort((a, b) => a - b)
  return { ...only(data, kept), note: [...data.note, left(data.labels.length - most)!] }
}

/** Parts of a whole can be summed: the smallest become one. */
export function foldLabels(data: Data, most: number): Data {
  const values = data.series[0]!.values.map((value) => value ?? 0)
  const order = byRank(values).filter((i) => values[i]! > 0)
  if (order.length <= most) return only(data, order)
  const rest = order.slice(most - 1)
  const top = only(data, order.slice(0, most - 1))
  const sum = rest.reduce((all, i) => all + values[i]!, 0)
  const [first] = top.series
  return {
    ...top,
    labels: [...top.labels, `Other (${rest.length})`],
    series: [{ ...first!, values: [...first!.values, sum] }],
  }
}

export const partColor = (data: Data, i: number): string =>
  /^Other \(\d+\)$/.test(data.labels[i]!) ? OTHER : colorOf(i)

function only(data: Data, kept: number[]): Data {
  const pick = <T>(from: T[]) => kept.map((i) => from[i]!)
  const series = data.series.map((one) => ({
    ...one,
    values: pick(one.values),
    low: pick(one.low),
    high: pick(one.high),
  }))
  return { ...data, labels: pick(data.labels), series }
}

function byRank(sizes: number[]): number[] {
  return sizes.map((_, i) => i).sort((a, b) => sizes[b]! - sizes[a]! || a - b)
}

function sorted(values: Values): boolean {
  const known = values.filter((value) => value !== null)
  const steps = known.slice(1).map((value, i) => value - known[i]!)
  return steps.every((step) => step <= 0) || steps.every((step) => step >= 0)
}

function finite(value: number | null | undefined): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

function left(count: number): string | undefined {
  return count > 0 ? `${count} more not shown` : undefined
}
