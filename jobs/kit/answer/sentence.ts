import type { Dataset } from '#db/dataset.ts'
import { describePlan, several } from '#db/plan/describe.ts'
import type { By, Plan } from '#db/plan.ts'
import { showCell, showMany } from '../format.ts'
import type { BlockOf, Cell, TableColumn } from '../message.ts'
import { shift } from './compare.ts'
import { comparison } from './comparison.ts'
import type { Found } from './find.ts'
import { isPart, partSentence } from './part.ts'
import { grainOf, shares } from './shares.ts'
import {
  addsUp,
  both,
  measureName,
  nameOf,
  periodIn,
  sayCell,
  sayFilters,
  sayPeriod,
  upper,
  wasOrWere,
} from './words.ts'

/** Of the rows of a list it is said which ones there are none of. */
function nothing({ plan, base, today }: Told): string {
  const absent = plan.rows && plan.where?.some((each) => 'has' in each)
  return `There ${absent ? `are no such ${base.say}` : 'is nothing'} ${scope(plan)}`
    .trim()
    .concat(toCome(plan, today), '.')
}

type Table = BlockOf<'table'>
type Told = { plan: Plan; table: Table; base: Dataset; datasets: Dataset[]; today: string }

/** The answer in one sentence, made from the plan and its rows alone. */
export function sentenceFor(found: Found, base: Dataset, datasets: Dataset[], today: string): string {
  const { plan, table, compared } = found
  const told: Told = { plan, table, base, datasets, today }
  if (!table.rows.length) return nothing(told)
  if (compared) return comparison(told, found)
  if (isPart(plan)) return partSentence(told, scope(plan))
  if (!plan.measures?.length) return listed(told, found.truncated)
  if (plan.fold || !plan.by?.length) return single(told)
  if (plan.having?.length && overTime(plan.by[0]!)) return keptDays(told)
  return plan.by.some(overTime) && !plan.order?.length ? course(told) : leader(told)
}

const REACHES = { '<': 'under', '<=': 'at most', '>': 'over', '>=': 'at least', '=': 'exactly', '!=': 'other than' }

/** "8 days last month had revenue under THB 100,000." */
function keptDays({ plan, table, base, datasets }: Told): string {
  const [one, column] = [table.columns[0]!.name, table.columns[plan.by!.length]!]
  const tests = plan.having!.map(({ op, than }) =>
    [REACHES[op], than === 'average' ? 'the average' : sayCell(than, column)].join(' '),
  )
  const days = `${showMany(table.rows.length, one, several(one))} ${scope(plan)}`.trim()
  return `${days} had ${measureName(plan, base, datasets)} ${both(tests)}.`
}

const overTime = (it: By) => typeof it === 'object' && 'grain' in it && / of |weekday|weekend/.test(it.grain) === false
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
  const many = column.unit === 'count' && wasOrWere(name) === 'were' && !periodIn(plan.where) && value !== 1
  if (many) return `${`There are ${sayCell(value, column)} ${name} ${scope(plan)}`.trim()}.`
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
  const one = table.columns[0]!.name
  if (names.length > MOST_NAMES && names.length === table.rows.length)
    return `All ${showMany(names.length, one, several(one))} have the same ${about}: ${sayCell(best, column)}.`
  const counted = column.unit === 'count' && wasOrWere(measureName(plan, base, datasets)) === 'were'
  const most = counted ? (low ? 'fewest' : 'most') : low ? 'lowest' : 'highest'
  const who = names.length > MOST_NAMES ? showMany(names.length, one, several(one)) : both(names)
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
