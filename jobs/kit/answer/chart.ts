import type { Plan } from '#db/plan.ts'
import { isNumeric, showDay } from '../format.ts'
import type { BlockOf, Chart } from '../message.ts'

const CALENDAR = /^(hour|day|week|month|quarter|year)$/
const FEWEST = 2
const MOST = 60

/** The chart that helps to see a table, if one does: time as a line, parts as bars. */
export function chartOf(table: BlockOf<'table'>, plan: Plan, title: string): BlockOf<'chart'> | undefined {
  const numbers = table.columns.flatMap((column, i) => (isNumeric(column.unit) ? [i] : []))
  const labels = table.columns.flatMap((column, i) => (isNumeric(column.unit) ? [] : [i]))
  if (plan.chart === 'table' || !plan.by?.length || !numbers.length || !labels.length) return undefined
  if (table.rows.length < FEWEST || table.rows.length > MOST * 8) return undefined
  const overTime = plan.by.some((each) => typeof each === 'object' && 'grain' in each && CALENDAR.test(each.grain))
  const type = plan.chart === 'line' || (overTime && plan.chart !== 'bar') ? 'line' : 'bar'
  const made = labels.length > 1 ? crossed(table, labels, numbers[0]!, type) : side(table, labels[0]!, numbers, type)
  return made && made.labels.length >= FEWEST && made.labels.length <= MOST
    ? { kind: 'chart', chart: { ...made, title } }
    : undefined
}

type Made = Omit<Chart, 'title'>

/** One group: every measure of the first one's unit is a series. */
function side(table: BlockOf<'table'>, label: number, numbers: number[], type: 'line' | 'bar'): Made {
  const { unit = 'number', currency } = table.columns[numbers[0]!]!
  const alike = numbers
    .filter((i) => table.columns[i]!.unit === unit && table.columns[i]!.currency === currency)
    .slice(0, 4)
  const series = alike.map((i) => ({
    name: table.columns[i]!.name,
    values: table.rows.map((row) => row[i] as number | null),
  }))
  const labels = table.rows.map((row) => labelOf(row[label] ?? null))
  return {
    type: type === 'bar' && series.length > 1 ? 'grouped' : type,
    labels,
    series,
    unit,
    ...(currency ? { currency } : {}),
  }
}

/** Two groups: the one with fewer members makes the series. */
function crossed(
  table: BlockOf<'table'>,
  [first, second]: number[],
  number: number,
  type: 'line' | 'bar',
): Made | undefined {
  const kinds = (at: number) => [...new Set(table.rows.map((row) => labelOf(row[at] ?? null)))]
  const [a, b] = [kinds(first!), kinds(second!)]
  const [across, along] =
    type === 'line'
      ? isDay(table, first!)
        ? [first!, second!]
        : [second!, first!]
      : a.length >= b.length
        ? [first!, second!]
        : [second!, first!]
  const [labels, names] = [kinds(across), kinds(along)]
  if (names.length > 8) return undefined
  const { unit = 'number', currency } = table.columns[number]!
  const found = new Map(
    table.rows.map((row) => [
      `${labelOf(row[across] ?? null)}\n${labelOf(row[along] ?? null)}`,
      row[number] as number | null,
    ]),
  )
  const series = names.map((name) => ({ name, values: labels.map((label) => found.get(`${label}\n${name}`) ?? null) }))
  return { type: type === 'bar' ? 'grouped' : 'line', labels, series, unit, ...(currency ? { currency } : {}) }
}

const isDay = (table: BlockOf<'table'>, at: number) => /^\d{4}(-|$)/.test(String(table.rows[0]?.[at] ?? ''))
const labelOf = (value: string | number | boolean | null) =>
  value === null || value === '' ? '–' : showDay(String(value))
