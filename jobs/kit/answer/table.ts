import type { Answer } from '#db/plan/run.ts'
import type { Plan } from '#db/plan.ts'
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
export function tableOf({ columns, rows }: Pick<Answer, 'columns' | 'rows'>, plan: Plan): BlockOf<'table'> {
  const shown = columns.map(
    ({ name, unit, currency }): TableColumn => ({ name, unit: units[unit], ...(currency ? { currency } : {}) }),
  )
  const inHundred = hundredths(columns, plan)
  const cells = rows.map((row) =>
    row.map((value, i): Cell => (inHundred[i] && typeof value === 'number' ? value / 100 : cellOf(value))),
  )
  return { kind: 'table', columns: shown, rows: cells }
}

/** Shares, growth and measures asked for in percent come times a hundred; a dataset's own ratios come as they are. */
function hundredths(columns: Answer['columns'], plan: Plan): boolean[] {
  const own = new Set(
    (plan.measures ?? []).flatMap((measure, i) => ('measure' in measure && !measure.percent ? [i] : [])),
  )
  const groups = columns.length - (plan.measures?.length ?? 0) - (plan.show?.length ?? 0)
  return columns.map(({ unit }, at) => unit === 'percent' && !own.has(at - groups))
}

function cellOf(value: unknown): Cell {
  if (value === undefined || value === null) return null
  return typeof value === 'bigint' ? Number(value) : (value as Cell)
}
