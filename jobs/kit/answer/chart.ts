import type { Plan } from '#db/plan.ts'
import { isNumeric, showCell } from '../format.ts'
import type { BlockOf, Cell, Chart } from '../message.ts'
import type { Found } from './find.ts'

type Table = BlockOf<'table'>
type Made = Omit<Chart, 'title'>

const CALENDAR = /^(hour|day|week|month|quarter|year|hour of day|month of year)$/
const FEWEST = 2
const MOST = 60
/** A line can run through every day of a year or two. */
const MOST_ON_LINE = 800
const MOST_SERIES = 7
const MOST_MOVERS = 12
const MOST_COLUMNS = 4

/** The chart that helps to see an answer, if one does: time as a line, parts as bars, shares as parts of a whole. */
export function chartOf({ plan, table, compared }: Found, title: string): BlockOf<'chart'> | undefined {
  const groups = compared?.pair.by ?? plan.by ?? []
  if (plan.chart === 'table' || plan.fold || !groups.length || table.rows.length < FEWEST) return undefined
  const numbers = table.columns.flatMap((column, i) => (i >= groups.length && isNumeric(column.unit) ? [i] : []))
  if (!numbers.length || groups.length > 2) return undefined
  const first = plan.order?.some((each) => 'show' in each)
    ? { ...table, rows: table.rows.slice(0, MOST_MOVERS) }
    : table
  const cut = groups.length === 2 && (plan.limit || plan.each)
  const made =
    groups.length === 2 && !cut
      ? withoutAxis(crossed(table, plan, numbers[0]!))
      : side(cut ? joined(first) : first, plan, cut ? [numbers[0]! - 1] : numbers, compared?.sides)
  return made.labels.length >= FEWEST && made.labels.length <= (made.type === 'line' ? MOST_ON_LINE : MOST)
    ? { kind: 'chart', chart: { ...made, title } }
    : undefined
}

/** The best pairs of two groups are no whole table: each pair is a bar of its own. */
function joined({ columns, rows, ...table }: Table): Table {
  const name = (row: Cell[]) => [0, 1].map((at) => showCell(row[at] ?? null, columns[at])).join(', ')
  return { ...table, columns: columns.slice(1), rows: rows.map((row) => [name(row), ...row.slice(2)]) }
}

const grainAt = (plan: Plan, at: number) => {
  const it = plan.by?.[at]
  return typeof it === 'object' && 'grain' in it && CALENDAR.test(it.grain)
}

function typeOf(plan: Plan, overTime: boolean): 'line' | 'bar' | 'share' {
  if (plan.chart) return plan.chart === 'line' ? 'line' : 'bar'
  const parts = plan.show?.includes('share')
  return parts && overTime === (plan.by?.length === 2) ? 'share' : overTime ? 'line' : 'bar'
}

/** One group: a series for each measure of the first one's unit; a comparison shows before beside now. */
function side(table: Table, plan: Plan, numbers: number[], sides?: string[]): Made {
  const first = table.columns[numbers[0]!]!
  const alike = numbers.filter((i) => {
    const { unit, currency, name } = table.columns[i]!
    return unit === first.unit && currency === first.currency && !/^(change|running total|rank)$/.test(name)
  })
  const change = plan.order?.some((each) => 'show' in each) ? numbers[sides?.indexOf('change') ?? -1] : undefined
  const shown = change ? [change] : sides ? [numbers[1]!, numbers[0]!] : alike.slice(0, 4)
  const type = typeOf(plan, grainAt(plan, 0))
  const many = type === 'bar' && shown.length > 1
  return {
    ...unitOf(table, numbers[0]!),
    type: many ? 'grouped' : type === 'share' && shown.length > 1 ? 'grouped' : type,
    labels: table.rows.map((row) => labelOf(row[0] ?? null)),
    series: shown.map((i) => ({
      name: table.columns[i]!.name,
      values: table.rows.map((row) => row[i] as number | null),
    })),
  }
}

/** Two groups: time, or else the one with more members, runs along; the largest of the other make the series. */
function crossed(table: Table, plan: Plan, number: number): Made & { along: number } {
  const kinds = [0, 1].map((at) => [...new Set(table.rows.map((row) => labelOf(row[at] ?? null)))])
  const [first, second] = [grainAt(plan, 0), grainAt(plan, 1)]
  const along = first || (!second && kinds[0]!.length >= kinds[1]!.length) ? 0 : 1
  const found = new Map(table.rows.map((row) => [keyOf(row, along), row[number] as number | null]))
  const total = (name: string) => kinds[along]!.reduce((sum, label) => sum + (found.get(`${label}\n${name}`) ?? 0), 0)
  const names = kinds[1 - along]!.toSorted((a, b) => total(b) - total(a)).slice(0, MOST_SERIES)
  const labels = /^\d/.test(kinds[along]![0] ?? '') ? kinds[along]!.toSorted() : kinds[along]!
  const type = typeOf(plan, first || second)
  return {
    ...unitOf(table, number),
    along,
    type: type === 'bar' ? 'grouped' : type,
    labels,
    series: names.map((name) => ({ name, values: labels.map((label) => found.get(`${label}\n${name}`) ?? null) })),
  }
}

function unitOf({ columns }: Table, at: number): Pick<Chart, 'unit' | 'currency'> {
  const { unit = 'number', currency } = columns[at]!
  return { unit, ...(currency ? { currency } : {}) }
}

const keyOf = (row: Cell[], along: number) => `${labelOf(row[along] ?? null)}\n${labelOf(row[1 - along] ?? null)}`
/** Days and months stay as they are: the picture knows how to shorten them. */
const labelOf = (value: Cell) => (value === null || value === '' ? '–' : String(value))

const withoutAxis = ({ along: _, ...made }: ReturnType<typeof crossed>): Made => made

/** Two groups as rows and columns, where there are few enough columns for a phone. */
export function crossTable({ plan, table, compared }: Found): Table | undefined {
  const plain = (plan.show ?? []).every((each) => each === 'share')
  const plainly = plan.by?.length === 2 && plan.measures?.length === 1 && plain && !plan.limit
  if (compared || !plainly || table.rows.length < FEWEST) return undefined
  const share = table.columns.findIndex(({ name }) => name === 'share')
  const at = share < 0 ? 2 : share
  const { along, labels, series } = crossed(table, plan, at)
  if (series.length > MOST_COLUMNS) return undefined
  const amounts = series.map(({ name }) => ({ ...table.columns[at]!, name }))
  const rows = labels.map((label, i): Cell[] => [label, ...series.map(({ values }) => values[i] ?? null)])
  return { kind: 'table', columns: [table.columns[along]!, ...amounts], rows }
}
