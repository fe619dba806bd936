import type { Answer } from '#db/plan/run.ts'
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

/** An answer's columns and rows as a table. What a plan shows in hundredths becomes the ratio that faces show as percent. */
export function tableOf({ columns, rows }: Pick<Answer, 'columns' | 'rows'>): BlockOf<'table'> {
  const shown = columns.map(
    ({ name, unit, currency }): TableColumn => ({ name, unit: units[unit], ...(currency ? { currency } : {}) }),
  )
  const cells = rows.map((row) =>
    row.map((value, i): Cell => (columns[i]?.inHundred && typeof value === 'number' ? value / 100 : cellOf(value))),
  )
  return { kind: 'table', columns: shown, rows: cells }
}

function cellOf(value: unknown): Cell {
  if (value === undefined || value === null) return null
  return typeof value === 'bigint' ? Number(value) : (value as Cell)
}
