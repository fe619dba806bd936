import type { Amount } from '../dataset.ts'
import type { Calc, Condition, Fn, PlanMeasure, Unit } from '../plan.ts'
import { momentOf } from './days.ts'
import { bind, type Place, place, type Scope } from './scope.ts'
import { where } from './where.ts'

/** An aggregate as SQL: written plainly, or in parts that add up over smaller groups, and how the parts make the whole. */
export type Sum = {
  plain: string
  parts?: { sql: string; over: 'SUM' | 'MIN' | 'MAX' }[]
  whole: (parts: string[]) => string
}

export function amount(scope: Scope, it: PlanMeasure, inherited: Condition[] = []): Sum {
  const conditions = [...inherited, ...(it.where ?? [])]
  const sum = calc(scope, it, conditions)
  const times = timesOf(it)
  return times === undefined ? sum : through(sum, (sql) => `${times} * ${sql}`)
}

/** What an amount is multiplied by, as SQL. */
export function timesOf({ percent, factor }: PlanMeasure): string | undefined {
  if (percent) return '100.0'
  return factor === undefined ? undefined : `(${Number(factor)})`
}

function calc(scope: Scope, it: Calc, conditions: Condition[]): Sum {
  if ('measure' in it) return named(scope, scope.base.measures[it.measure]!.is, conditions)
  if ('ratio' in it) return both(scope, it.ratio, conditions, over)
  if ('minus' in it) return both(scope, it.minus, conditions, less)
  if ('plus' in it) return both(scope, it.plus, conditions, more)
  if ('correlation' in it) return correlation(scope, it.correlation)
  const filter = filterOf(scope, conditions)
  if ('unit' in it) return aggregate(it.fn, spanOf(scope, it), filter)
  if (!('column' in it)) return simple(countOf(scope, filter), 'SUM')
  const at = place(scope, it.column)
  return inWholeUnits(at, it.fn, aggregate(it.fn, operand(scope, it, at), filter))
}

function countOf({ pages, alias }: Scope, filter: string): string {
  return pages ? `COALESCE(SUM(${alias}._rows)${filter}, 0)` : `COUNT(*)${filter}`
}

export const over = (a: string, b: string): string => `(1.0 * ${a} / NULLIF(${b}, 0))`
export const less = (a: string, b: string): string => `(COALESCE(${a}, 0) - COALESCE(${b}, 0))`
export const more = (a: string, b: string): string => `(COALESCE(${a}, 0) + COALESCE(${b}, 0))`

function filterOf(scope: Scope, conditions: Condition[]): string {
  return conditions.length ? ` FILTER (WHERE ${where(scope, conditions)})` : ''
}

function operand(scope: Scope, it: { times?: string; less?: string }, at: Place): string {
  const less = it.less ? `(${at.sql} - ${place(scope, it.less).sql})` : at.sql
  return it.times ? `${less} * ${place(scope, it.times).sql}` : less
}

function inWholeUnits(at: Place, fn: Fn, sum: Sum): Sum {
  const money = at.column.kind === 'money' && at.dataset.table === undefined
  if (!money || fn === 'count' || fn === 'distinct' || fn === 'missing') return sum
  return through(sum, (sql) => `${sql} / ${fn === 'variance' ? '10000.0' : '100.0'}`)
}

const UNIT_OF_DAY: Record<Unit, string> = {
  day: '1.0',
  hour: '24.0',
  minute: '1440.0',
  second: '86400.0',
  week: '(1 / 7.0)',
  month: '(1 / 30.4375)',
  year: '(1 / 365.25)',
}

/** The time from one moment of a row to another, or to today. */
export function spanOf(scope: Scope, it: { from: string; to: string; unit: Unit }): string {
  const now = () => bind(scope, scope.clock.today ?? 'now')
  const [start, end] = [momentOf(place(scope, it.from)), it.to === 'now' ? now() : momentOf(place(scope, it.to))]
  return `((julianday(${end}) - julianday(${start})) * ${UNIT_OF_DAY[it.unit]})`
}

function aggregate(fn: Fn, x: string, filter: string): Sum {
  switch (fn) {
    case 'count':
      return simple(`COUNT(${x})${filter}`, 'SUM')
    case 'sum':
      return simple(`SUM(${x})${filter}`, 'SUM')
    case 'min':
      return simple(`MIN(${x})${filter}`, 'MIN')
    case 'max':
      return simple(`MAX(${x})${filter}`, 'MAX')
    case 'average':
      return {
        plain: `AVG(${x})${filter}`,
        parts: [
          { sql: `SUM(${x})${filter}`, over: 'SUM' },
          { sql: `COUNT(${x})${filter}`, over: 'SUM' },
        ],
        whole: ([a, b]) => `(1.0 * ${a} / NULLIF(${b}, 0))`,
      }
    case 'missing':
      return whole(`(COUNT(*)${filter} - COUNT(NULLIF(${x}, ''))${filter})`)
    case 'distinct':
      return whole(`COUNT(DISTINCT ${x})${filter}`)
    case 'median':
      return whole(`MEDIAN(${x})${filter}`)
    default:
      return spread(fn, x, filter)
  }
}

/** Of a sample: divided by one less than the number of rows. */
function spread(fn: Fn, x: string, filter: string): Sum {
  const [n, sum, squares] = [`COUNT(${x})${filter}`, `SUM(${x})${filter}`, `SUM(1.0 * (${x}) * (${x}))${filter}`]
  const variance = `((${squares} - 1.0 * ${sum} * ${sum} / NULLIF(${n}, 0)) / NULLIF(${n} - 1, 0))`
  return whole(fn === 'variance' ? variance : `sqrt(max(0, ${variance}))`)
}

function correlation(scope: Scope, [a, b]: [string, string]): Sum {
  const x = `CAST(${place(scope, a).sql} AS REAL)`
  const y = `CAST(${place(scope, b).sql} AS REAL)`
  const pair = ` FILTER (WHERE ${x} IS NOT NULL AND ${y} IS NOT NULL)`
  const avg = (sql: string) => `AVG(${sql})${pair}`
  const spread = (v: string) => `(${avg(`${v} * ${v}`)} - ${avg(v)} * ${avg(v)})`
  return whole(`(${avg(`${x} * ${y}`)} - ${avg(x)} * ${avg(y)}) / NULLIF(sqrt(${spread(x)} * ${spread(y)}), 0)`)
}

function named(scope: Scope, it: Amount, conditions: Condition[]): Sum {
  if ('minus' in it)
    return join(
      it.minus.map((each) => named(scope, each, conditions)),
      less,
    )
  if ('ratio' in it)
    return join(
      it.ratio.map((each) => named(scope, each, conditions)),
      over,
    )
  const own = Object.entries(('where' in it && it.where) || {}).map(([column, is]) => ({ column, is }))
  return calc(scope, calcOf(it), [...conditions, ...own])
}

function calcOf(it: Exclude<Amount, { minus: unknown } | { ratio: unknown }>): Calc {
  if ('sum' in it) return { fn: 'sum', column: it.sum }
  if ('average' in it) return { fn: 'average', column: it.average }
  if ('distinct' in it) return { fn: 'distinct', column: it.distinct }
  return it.count === '*' ? { fn: 'count' } : { fn: 'count', column: it.count }
}

function both(
  scope: Scope,
  pair: [PlanMeasure, PlanMeasure],
  conditions: Condition[],
  make: (a: string, b: string) => string,
): Sum {
  return join(
    pair.map((each) => amount(scope, each, conditions)),
    make,
  )
}

function join(sums: Sum[], make: (a: string, b: string) => string): Sum {
  const [a, b] = sums as [Sum, Sum]
  const parts = a.parts && b.parts ? [...a.parts, ...b.parts] : undefined
  const cut = a.parts?.length ?? 0
  return {
    plain: make(a.plain, b.plain),
    ...(parts && { parts }),
    whole: (each) => make(a.whole(each.slice(0, cut)), b.whole(each.slice(cut))),
  }
}

function through(sum: Sum, change: (sql: string) => string): Sum {
  return { ...sum, plain: change(sum.plain), whole: (parts) => change(sum.whole(parts)) }
}

function simple(sql: string, over: 'SUM' | 'MIN' | 'MAX'): Sum {
  return { plain: sql, parts: [{ sql, over }], whole: ([one]) => one! }
}

function whole(sql: string): Sum {
  return { plain: sql, whole: () => sql }
}
