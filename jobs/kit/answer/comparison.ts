import type { Dataset } from '#db/dataset.ts'
import type { Plan } from '#db/plan.ts'
import { showCell } from '../format.ts'
import type { BlockOf, Cell } from '../message.ts'
import { type Side, shortPeriod } from './compare.ts'
import type { Found } from './find.ts'
import { addsUp, measureName, nameOf, sayCell, sayChange, sayFilters, sayPeriod, upper, wasOrWere } from './words.ts'

type Table = BlockOf<'table'>
type Told = { plan: Plan; table: Table; base: Dataset; datasets: Dataset[] }

/** What two periods beside each other come to, in a sentence: the whole, or who moved most. */
export function comparison(told: Told, found: Found): string {
  const row = sumOf(told, found)
  return row ? moved({ ...told, table: { ...told.table, ...row } }, found) : movers(told, found)
}

/** The whole of a comparison: its one row, or days beside days added up, where they make a whole. */
function sumOf({ plan, table, base }: Told, { compared }: Found): Pick<Table, 'columns' | 'rows'> | undefined {
  const { by } = compared!.pair
  if (!by.length) return table
  if (by.some((each) => typeof each === 'string') || !plan.measures!.every((each) => addsUp(each, base)))
    return undefined
  const sum = (side: Side) => {
    const at = by.length + compared!.sides.indexOf(side)
    return table.rows.reduce((all, row) => all + Number(row[at] ?? 0), 0)
  }
  const [now, before] = [sum('now'), sum('before')]
  const cells = { now, before, change: now - before, growth: before ? (now - before) / before : null }
  return { columns: table.columns.slice(by.length), rows: [compared!.sides.map((side) => cells[side])] }
}

/** "Revenue last month was THB 3.9M, up 9% from THB 3.6M in Sep 2026." */
function moved({ plan, table, base, datasets }: Told, { compared }: Found): string {
  const { pair, sides } = compared!
  const cell = (side: string) => {
    const at = sides.indexOf(side as 'now')
    return at < 0 ? undefined : { value: table.rows[0]![at] as number | null, column: table.columns[at]! }
  }
  const [now, before, change, growth] = ['now', 'before', 'change', 'growth'].map(cell)
  const name = upper(
    [measureName(plan, base, datasets), sayFilters(pair.where, pair.by), sayPeriod(pair.now)].filter(Boolean).join(' '),
  )
  const when = pair.before.from && pair.before.from === pair.before.to ? 'on' : 'in'
  const from = `${sayCell(before!.value, before!.column)} ${when} ${shortPeriod(pair.before)}`
  const by = growth?.value != null ? sayRate(growth.value) : change?.value ? sayChange(change.value, change.column) : ''
  const rose = (now!.value ?? 0) - (before!.value ?? 0)
  const how = rose === 0 ? `the same as ${from}` : `${rose > 0 ? 'up' : 'down'} ${by} from ${from}`
  const was = wasOrWere(measureName(plan, base, datasets))
  return `${name} ${was} ${sayCell(now!.value, now!.column)}, ${how.replace(/ {2}/g, ' ')}.`
}

const sayRate = (rate: number) => showCell(Math.abs(rate), { unit: 'percent' })

/** "Bandung fell most in revenue last month: by THB 104,107 (-28.3%). 6 of 7 rose." */
function movers({ plan, table, base, datasets }: Told, { compared }: Found): string {
  const { pair, sides } = compared!
  const at = pair.by.length
  const [change, growth] = [at + sides.indexOf(sides.includes('change') ? 'change' : 'growth'), sides.indexOf('growth')]
  const rows = table.rows
    .filter((row) => typeof row[change] === 'number')
    .toSorted((a, b) => (a[change] as number) - (b[change] as number))
  const name = [measureName(plan, base, datasets), sayFilters(pair.where, pair.by), sayPeriod(pair.now)]
    .filter(Boolean)
    .join(' ')
  if (!rows.length) return `${upper(name)}: nothing to compare.`
  const mover = (row: Cell[], fell: boolean) => {
    const by = row[change] as number
    if (fell ? by >= 0 : by <= 0) return undefined
    const rate =
      at + growth !== change && growth >= 0 && typeof row[at + growth] === 'number'
        ? ` (${signed(row[at + growth] as number)})`
        : ''
    const size = `by ${sayChange(by, table.columns[change]!)}${rate}`
    return { who: `${nameOf(row, table.columns, at)} ${fell ? 'fell' : 'rose'} most`, size }
  }
  const asked = plan.order?.find((each) => 'show' in each)?.dir
  const [worst, best] = [mover(rows[0]!, true), mover(rows.at(-1)!, false)]
  const up = rows.filter((row) => (row[change] as number) > 0).length
  const whole = plan.limit || rows.length < 2 ? '' : ` ${up} of ${rows.length} rose.`
  const one = asked === 'asc' ? worst : asked === 'desc' ? best : undefined
  if (one) return `${upper(one.who)} in ${name}: ${one.size}.${whole}`
  const told = [best, worst].flatMap((each) => (each ? [`${each.who}, ${each.size}`] : []))
  return `${upper(name)}: ${told.join('; ') || 'nothing changed'}.${whole}`
}

const signed = (rate: number) => `${rate > 0 ? '+' : ''}${showCell(rate, { unit: 'percent' })}`
