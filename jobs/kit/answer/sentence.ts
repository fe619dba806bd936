import type { Dataset } from '#db/dataset.ts'
import { describePlan, several } from '#db/plan/describe.ts'
import type { By, Plan } from '#db/plan.ts'
import { showCell, showMany } from '../format.ts'
import type { BlockOf, Cell, TableColumn } from '../message.ts'
import { type Side, shift, shortPeriod } from './compare.ts'
import type { Found } from './find.ts'
import { isPart, partSentence } from './part.ts'
import { grainOf, shares } from './shares.ts'
import { addsUp, both, measureName, periodIn, sayCell, sayFilters, sayPeriod, upper, wasOrWere } from './words.ts'

type Table = BlockOf<'table'>
type Told = { plan: Plan; table: Table; base: Dataset; datasets: Dataset[]; today: string }

/** The answer in one sentence, made from the plan and its rows alone. */
export function sentenceFor(found: Found, base: Dataset, datasets: Dataset[], today: string): string {
  const { plan, table, compared } = found
  const told: Told = { plan, table, base, datasets, today }
  if (!table.rows.length) return `There is nothing ${scope(plan)}`.trim().concat(toCome(plan, today), '.')
  if (compared) {
    const row = sumOf(told, found)
    return row ? moved({ ...told, table: { ...table, ...row } }, found) : movers(told, found)
  }
  if (isPart(plan)) return partSentence(told, scope(plan))
  if (!plan.measures?.length) return listed(told, found.truncated)
  if (plan.fold || !plan.by?.length) return single(told)
  return plan.by.some(overTime) && !plan.order?.length ? course(told) : leader(told)
}

const overTime = (it: By) => typeof it === 'object' && 'grain' in it && / of |weekday/.test(it.grain) === false
const toCome = (plan: Plan, today: string) =>
  (periodIn(plan.where)?.from ?? '') > today ? ': those days are still to come' : ''
const scope = (plan: Plan) =>
  [sayFilters(plan.where, plan.by), sayPeriod(periodIn(plan.where))].filter(Boolean).join(' ')

function single({ plan, table, base, datasets, today }: Told): string {
  if (plan.fold?.spread) return `${describePlan(plan, datasets)}.`
  if (plan.fold?.fn === 'count') return counted(plan, table.rows[0]![0] ?? null, datasets)
  const cells = table.columns.map((column, i) => `${column.name} ${sayCell(table.rows[0]![i] ?? null, column)}`)
  if (plan.measures!.length > 1 || plan.fold) return `${upper([scope(plan), both(cells)].filter(Boolean).join(': '))}.`
  const name = measureName(plan, base, datasets)
  const [value, column] = [table.rows[0]![0] ?? null, table.columns[0]!]
  if (value === null) return `There is no ${name} ${scope(plan)}`.trim().concat(toCome(plan, today), '.')
  if (name.startsWith('different '))
    return `${`There were ${sayCell(value, column)} ${several(name)} ${scope(plan)}`.trim()}.`
  return `${upper([name, scope(plan), wasOrWere(name)].filter(Boolean).join(' '))} ${sayCell(value, column)}.`
}

/** "1,149 customers have more than 10 orders.": the plan as it is read back, with the number in it. */
function counted(plan: Plan, count: Cell, datasets: Dataset[]): string {
  const said = describePlan(plan, datasets).replace(/^How many /, `${showCell(count, { unit: 'count' })} `)
  return `${count === 1 ? said.replace(/s have /, ' has ') : said}.`
}

/** "Bangkok had the highest revenue last month: THB 940,510, 24% of THB 3.9M." */
function leader(told: Told): string {
  const { plan, table, base, datasets, today } = told
  const at = plan.by!.length
  const { column, values } = amounts(table, at)
  const about = [measureName(plan, base, datasets), scope(plan)].filter(Boolean).join(' ')
  if (!values.length) return first(told, about)
  const low = plan.order?.[0]?.dir === 'asc'
  const best = low ? Math.min(...values) : Math.max(...values)
  const names = table.rows.filter((row) => row[at] === best).map((row) => nameOf(row, table.columns, at))
  const most = column.unit === 'count' ? (low ? 'fewest' : 'most') : low ? 'lowest' : 'highest'
  const who = names.length > MOST_NAMES ? showMany(names.length, 'group') : both(names)
  const has = table.rows.length === 1 && !plan.limit ? 'had' : `had the ${most}`
  const time = plan.by!.findIndex(overTime)
  const open = time < 0 ? '' : soFar(table.rows.find((row) => row[at] === best)?.[time], today, plan.by![time])
  return `${upper(who)} ${has} ${about}: ${sayCell(best, column)}${open}${names.length > 1 ? ' each' : partOf(told, best, values)}.`
}

/** Moments and names have an order and no size: the first row is what was asked for. */
function first({ plan, table: { rows, columns } }: Told, about: string): string {
  const at = plan.by!.length
  const row = rows.find((each) => each[at] !== null)
  return row
    ? `${upper(nameOf(row, columns, at))} comes first: ${about} ${showCell(row[at]!, columns[at]!)}.`
    : `There is no ${about}.`
}

const MOST_NAMES = 3

/** What part of the whole it is, where all parts are there and add up. */
function partOf({ plan, table, base }: Told, best: number, values: number[]): string {
  const whole = values.reduce((sum, value) => sum + value, 0)
  const cut = plan.limit || plan.having || plan.order?.[0]?.dir === 'asc' || table.rows.length < 2
  if (cut || whole <= 0 || values.some((value) => value < 0) || !addsUp(plan.measures![0]!, base)) return ''
  const column = table.columns[plan.by!.length]!
  return `, ${showCell(best / whole, { unit: 'percent' })} of ${sayCell(whole, column)}`
}

/** "Revenue was highest in Oct 2026 (THB 3.9M) and stands at … in Nov 2026." */
function course({ plan, table, base, datasets, today }: Told): string {
  const at = plan.by!.length
  const time = plan.by!.findIndex(overTime)
  const about = [measureName(plan, base, datasets), scope(plan)].filter(Boolean).join(' ')
  if (plan.show?.includes('share') && at === 2)
    return upper(shares({ table, time, what: about, grain: grainOf(plan.by![time]) }))
  const { column, values } = amounts(table, at)
  const best = table.rows.find((row) => row[at] === Math.max(...values))
  if (!best) return `There is no ${about}.`
  const day = (row: Cell[]) => showCell(row[time] ?? null, table.columns[time]!)
  const others = plan.by!.length > 1 ? ` (${nameOf(best, table.columns, at, time)})` : ''
  const last = table.rows.at(-1)!
  const end =
    plan.by!.length === 1 && last !== best
      ? `; the last, ${day(last)}, has ${sayCell(last[at] ?? null, column)}${soFar(last[time], today, plan.by![time])}`
      : ''
  const name = upper(measureName(plan, base, datasets))
  return `${name} ${wasOrWere(name)} highest ${preposition(plan.by![time]!)} ${day(best)}${others}: ${sayCell(best[at] ?? null, column)}${end}.`
}

const preposition = (it: By) => {
  const grain = grainOf(it)
  return /^(day|weekday)$/.test(grain) ? 'on' : /hour/.test(grain) ? 'at' : grain === 'week' ? 'in the week of' : 'in'
}

/** The day, week, month, quarter or year that today is in isn't over. */
function soFar(start: Cell | undefined, today: string, it: By | undefined): string {
  const [said, grain] = [String(start ?? '-'), grainOf(it)]
  const week = grain === 'week' && said <= today && shift(said, 7) > today
  const quarter = grain === 'quarter' && said === `${today.slice(0, 4)}-Q${Math.ceil(Number(today.slice(5, 7)) / 3)}`
  return week || quarter || today.startsWith(said) ? ' so far' : ''
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
  const by =
    growth?.value != null ? sayRate(growth.value) : change?.value ? sayCell(Math.abs(change.value), change.column) : ''
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
    const size = `by ${sayCell(Math.abs(by), table.columns[change]!)}${rate}`
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

function listed({ plan, table, base }: Told, truncated: boolean): string {
  const { rows, columns } = table
  if (rows.length === 1 && columns.length <= 2)
    return `${upper(both(rows[0]!.map((cell, i) => `${columns[i]!.name} ${showCell(cell, columns[i]!)}`)))}.`
  const many = `${truncated ? 'more than ' : ''}${showMany(rows.length, plan.distinct ? 'value' : 'row')}`
  const first = plan.limit === rows.length ? 'The first' : 'I found'
  return `${first} ${many} of ${base.say}${scope(plan) ? ` ${scope(plan)}` : ''}.`
}

function amounts(table: Table, at: number): { column: TableColumn; values: number[] } {
  return {
    column: table.columns[at]!,
    values: table.rows.flatMap((row) => (typeof row[at] === 'number' ? [row[at]] : [])),
  }
}

/** What a row is called: its groups, without the one that stands elsewhere in the sentence. */
function nameOf(row: Cell[], columns: TableColumn[], groups: number, without = -1): string {
  const names = row.slice(0, groups).map((cell, i) => showCell(cell, columns[i]!))
  return names.filter((_, i) => i !== without).join(', ')
}
