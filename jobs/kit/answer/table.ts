import type { Answer } from '#db/plan/run.ts'
import type { By, Part, Plan } from '#db/plan.ts'
import type { BlockOf, Cell, TableColumn, Unit } from '../message.ts'

const units: Record<Answer['columns'][number]['unit'], Unit> = {
  count: 'count',
  money: 'money',
  percent: 'percent',
  number: 'number',
  text: 'text',
  day: 'date',
  month: 'date',
  time: 'time',
  duration: 'number',
}

type Rows = Pick<Answer, 'columns' | 'rows'>

/** An answer's columns and rows as a table. What a plan shows in hundredths becomes the ratio that faces show as percent. */
export function tableOf({ columns, rows }: Rows, plan?: Plan, zone?: string): BlockOf<'table'> {
  const named = (plan?.by ?? []).map(partOf)
  const shown = columns.map(({ name, unit, currency }): TableColumn => {
    const money = name === 'change' || name === 'running total' ? unitOf(columns) : undefined
    const clock = unit === 'time' && zone ? { zone } : {}
    return { name, unit: units[unit], ...(currency ? { currency } : {}), ...money, ...clock }
  })
  const cells = rows.map((row) =>
    row.map((value, i): Cell => {
      const name = named[i] && NAMES[named[i]]
      if (name && value !== null) return name(Number(value))
      return columns[i]?.inHundred && typeof value === 'number' ? value / 100 : cellOf(value)
    }),
  )
  return { kind: 'table', columns: shown, rows: cells }
}

/** A change and a running total are as much money as what they are of. */
function unitOf(columns: Answer['columns']): Partial<TableColumn> {
  const first = columns.find(({ unit }) => unit === 'money' || unit === 'count')
  return first ? { unit: units[first.unit], ...(first.currency ? { currency: first.currency } : {}) } : {}
}

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const MONTHS = 'January February March April May June July August September October November December'.split(' ')
/** Parts of the calendar come as numbers, and are read as names. */
const NAMES: Partial<Record<Part, (value: number) => string>> = {
  weekday: (value) => DAYS[value] ?? String(value),
  'month of year': (value) => MONTHS[value - 1] ?? String(value),
  'quarter of year': (value) => `Q${value}`,
  'hour of day': (value) => `${String(value).padStart(2, '0')}:00`,
}

const partOf = (it: By): Part | undefined => (typeof it === 'object' && 'grain' in it ? (it.grain as Part) : undefined)

function cellOf(value: unknown): Cell {
  if (value === undefined || value === null) return null
  return typeof value === 'bigint' ? Number(value) : (value as Cell)
}
