import type { Dataset } from '../dataset.ts'
import type { By, Grain, Order, Period, Plan, PlanMeasure } from '../plan.ts'
import { bookOf, quickIndex } from '../quick.ts'
import { amount, type Sum } from './amount.ts'
import { beside } from './beside.ts'
import { pagesFor } from './booked.ts'
import { withComparison } from './compare.ts'
import { dayOf, grainOf, inPeriod, ofDay } from './days.ts'
import { datasetNamed } from './find.ts'
import { borrowedBy } from './lens.ts'
import { columnOut, groupOut, measureOut, type Out, shownOut } from './naming.ts'
import { bind, bound, type Clock, from, newScope, place, quote, type Scope } from './scope.ts'
import { where } from './where.ts'
import { wrap } from './wrap.ts'

/** `isBooked`: the day book says what the rows say. `counted`: a last column says how many rows all groups are made from. */
type How = { isBooked?: boolean; counted?: boolean }
export type Compiled = { sql: string; params: unknown[]; columns: Out[] }

/**
 * One SELECT for a checked plan. Only names of datasets and columns become identifiers; every value is bound. It reads
 * the day book where that is enough and says what the rows say.
 */
export function compile(plan: Plan, datasets: Dataset[], clock: Clock = {}, how: How = {}): Compiled {
  const base = datasetNamed(datasets, plan.dataset)
  if (!base) throw new Error(`no dataset ${plan.dataset}`)
  const whole = withComparison(plan, base)
  const scope = newScope(datasets, base, clock, how.isBooked ? pagesFor(whole, base, datasets) : undefined)
  return whole.measures?.length ? groups(scope, whole, how.counted) : rows(scope, whole)
}

function rows(scope: Scope, plan: Plan): Compiled {
  const columns = plan.rows?.length ? plan.rows : Object.keys(scope.base.columns)
  const places = columns.map((ref) => place(scope, ref))
  const money = places.map((at) => at.column.kind === 'money' && at.dataset.table === undefined)
  const list = places.map((at, i) => `${at.sql}${money[i] ? ' / 100.0' : ''} AS ${quote(`c${i}`)}`)
  const filter = plan.where?.length ? `\nWHERE ${where(scope, plan.where)}` : ''
  const order = (plan.order ?? []).map((each) => orderOfRows(scope, each))
  const head = `SELECT ${plan.distinct ? 'DISTINCT ' : ''}${list.join(', ')}`
  const sorted = order.length ? `\nORDER BY ${order.join(', ')}` : ''
  const tail = `${sorted}${plan.limit ? `\nLIMIT ${bind(scope, plan.limit)}` : ''}`
  const first = places.slice(0, plan.each).map((at) => at.sql)
  const sql = plan.nth
    ? nthRows(scope, plan.nth, `${head}, DENSE_RANK() OVER (${sorted}) AS r0`, filter, list)
    : plan.each
      ? eachRows(
          scope,
          plan.limit!,
          `${head}, ROW_NUMBER() OVER (PARTITION BY ${first.join(', ')}${sorted}) AS r0`,
          filter,
          list,
        )
      : `${head}\n${from(scope)}${filter}${tail}`
  return { ...bound(scope, sql), columns: columns.map((ref) => columnOut(scope.datasets, scope.base, ref)) }
}

/** The rows at one place: who earns the second most. */
function nthRows(scope: Scope, nth: number, head: string, filter: string, list: string[]): string {
  const names = list.map((_, i) => `c${i}`).join(', ')
  return `SELECT ${names} FROM (${head}\n${from(scope)}${filter})\nWHERE r0 = ${bind(scope, nth)}`
}

/** The first rows of every group: each customer's last order. */
function eachRows(scope: Scope, limit: number, head: string, filter: string, list: string[]): string {
  const names = list.map((_, i) => `c${i}`).join(', ')
  return `SELECT ${names} FROM (${head}\n${from(scope)}${filter})\nWHERE r0 <= ${bind(scope, limit)}\nORDER BY c0`
}

function orderOfRows(scope: Scope, it: Order): string {
  const way = it.dir === 'asc' ? 'ASC' : 'DESC'
  if (!('column' in it)) throw new Error('rows are ordered by a column')
  const at = place(scope, it.column)
  const sql = at.column.role === 'time' && at.column.days !== 'iso' ? dayOf(at) : at.sql
  return it.dir === 'asc' ? `${sql} IS NULL, ${sql} ${way}` : `${sql} ${way}`
}

function groups(scope: Scope, plan: Plan, counted = false): Compiled {
  const count: PlanMeasure[] = counted ? [{ fn: 'count' }] : []
  const all = { ...plan, measures: [...plan.measures!, ...count] }
  const shared = borrowedBy(plan, scope.datasets, scope.base).length > 0 || plan.measures!.some(({ on }) => on)
  const core = shared ? beside(scope, all, coreOf) : coreOf(scope, all)
  const columns = [
    ...(plan.by ?? []).map((each) => groupOut(scope.datasets, scope.base, each)),
    ...plan.measures!.map((each) => measureOut(scope.datasets, scope.base, each)),
    ...shownOut(plan),
    ...count.map((): Out => ({ name: 'rows counted', unit: 'count' })),
  ]
  return wrap(scope, plan, core, columns)
}

/** The groups of one dataset with their sums. */
function coreOf(scope: Scope, plan: Plan): string {
  const by = (plan.by ?? []).map((each) => group(scope, each))
  const sums = plan.measures!.map((each) => amount(scope, each))
  const filter = plan.where?.length ? `\nWHERE ${where(scope, plan.where)}` : ''
  const hidden = keysOf(scope, plan.by ?? [])
  const apart = keysOf(scope, (plan.by ?? []).slice(0, plan.each ?? 0))
  const having = (plan.having ?? []).filter((each) => typeof each.than === 'number')
  const havingSql = having.map(
    (each) => `${toTest(amount(scope, each.measure).plain, each.measure)} ${each.op} ${bind(scope, each.than)}`,
  )
  const keys = foldKeys(scope, plan, sums)
  return keys ? folded(scope, plan, keys, sums, filter) : plain(scope, by, sums, filter, { hidden, apart }, havingSql)
}

/** What is left of two sums that are the same is nothing, and not a trillionth. */
const toTest = (sql: string, it: PlanMeasure): string => ('minus' in it ? `ROUND(${sql}, 6)` : sql)

/** What tells two groups of one name apart, and two of those within which the best are chosen. */
type Keys = { hidden: string[]; apart: string[] }

function keysOf(scope: Scope, by: By[]): string[] {
  return by.flatMap((each) =>
    typeof each === 'object' && 'key' in each && each.key ? [place(scope, each.key).sql] : [],
  )
}

function group(scope: Scope, it: By): string {
  if (typeof it === 'string') return place(scope, it).sql
  if ('grain' in it) return grainOf(place(scope, it.column), it.grain, scope.clock)
  const at = place(scope, it.column)
  if ('periods' in it)
    return cases(
      it.periods.map((each) => [inPeriod(scope, at, each), periodName(each)]),
      scope,
    )
  if ('bands' in it) return bands(scope, at.sql, it.bands)
  return at.sql
}

function periodName(it: Period): string {
  return it.say ?? (it.from === it.to ? it.from! : `${it.from ?? ''}…${it.to ?? ''}`)
}

function cases(list: [string, string][], scope: Scope): string {
  return `CASE ${list.map(([test, name]) => `WHEN ${test} THEN ${bind(scope, name)}`).join(' ')} END`
}

function bands(scope: Scope, sql: string, edges: number[]): string {
  const names = edges.map((edge, i) => (i ? `${edges[i - 1]}-${edge}` : `under ${edge}`))
  const list = edges.map((edge, i): [string, string] => [`${sql} < ${bind(scope, edge)}`, names[i]!])
  return cases(list, scope).replace(/ END$/, ` ELSE ${bind(scope, `${edges.at(-1)} and more`)} END`)
}

function plain(scope: Scope, by: string[], sums: Sum[], filter: string, keys: Keys, having: string[]): string {
  const { hidden, apart } = keys
  const list = [
    ...by.map((sql, i) => `${sql} AS b${i}`),
    ...sums.map((sum, i) => `${sum.plain} AS m${i}`),
    ...apart.map((sql, i) => `${sql} AS h${i}`),
  ]
  const all = [...by.map((_, i) => String(i + 1)), ...hidden]
  const grouped = all.length ? `\nGROUP BY ${all.join(', ')}` : ''
  const tested = having.length ? `\nHAVING ${having.join(' AND ')}` : ''
  return `SELECT ${list.join(', ')}\n${from(scope)}${filter}${grouped}${tested}`
}

/**
 * Sums are added up along our index first, which needs no sorting, and then over what is left by the groups that were
 * asked for. Undefined when the plan asks for something that doesn't add up that way.
 */
function foldKeys(scope: Scope, plan: Plan, sums: Sum[]): string[] | undefined {
  const by = plan.by ?? []
  const plainBy = by.every((each) => typeof each === 'string' || isDays(scope, each))
  if (!by.length || !plainBy || plan.having?.length || sums.some((sum) => !sum.parts)) return undefined
  const wanted = by.map((each) => keyOf(scope, each))
  const index = orderOf(scope).map((name) => `${scope.alias}.${quote(name)}`)
  const deepest = Math.max(
    ...wanted.map((key) => (index.includes(key) ? index.indexOf(key) : Number.POSITIVE_INFINITY)),
  )
  if (deepest < index.length) return index.slice(0, deepest + 1)
  return by.some((each) => isDays(scope, each)) ? [...new Set(wanted)] : undefined
}

/** The columns that rows come sorted by; by what tells them apart there is hardly anything to add up. */
function orderOf({ base, pages }: Scope): string[] {
  if (pages) return [bookOf(base)!.day, pages]
  return base.table === undefined ? quickIndex(base).filter((name) => base.columns[name]?.role !== 'id') : []
}

const keyOf = (scope: Scope, it: By): string =>
  isDays(scope, it) ? dayOf(place(scope, it.column)) : place(scope, it as string).sql

function isDays(scope: Scope, it: By): it is { column: string; grain: Grain } {
  const ours = scope.base.table === undefined
  return (
    ours && typeof it === 'object' && 'grain' in it && it.column === scope.base.time?.column && !/hour/.test(it.grain)
  )
}

function folded(scope: Scope, plan: Plan, keys: string[], sums: Sum[], filter: string): string {
  const parts = sums.map((sum, i) => sum.parts!.map((part, j) => ({ ...part, name: `p${i}_${j}` })))
  const list = [
    ...keys.map((key, i) => `${key} AS k${i}`),
    ...parts.flat().map((part) => `${part.sql} AS ${part.name}`),
  ]
  const first = `SELECT ${list.join(', ')} ${from(scope)}${filter} GROUP BY ${keys.map((_, i) => i + 1).join(', ')}`
  const outer = plan.by!.map((each, i) => {
    const key = `k${keys.indexOf(keyOf(scope, each))}`
    return `${isDays(scope, each) ? ofDay(key, each.grain, scope.clock) : key} AS b${i}`
  })
  const wholes = sums.map((sum, i) => `${sum.whole(parts[i]!.map((part) => `${part.over}(${part.name})`))} AS m${i}`)
  return `SELECT ${[...outer, ...wholes].join(', ')}\nFROM (${first})\nGROUP BY ${outer.map((_, i) => i + 1).join(', ')}`
}
