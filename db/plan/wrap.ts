import type { By, Direction, Grain, Order, Plan } from '../plan.ts'
import { amount } from './amount.ts'
import type { Compiled } from './compile.ts'
import type { Out } from './naming.ts'
import { bind, bound, quote, type Scope } from './scope.ts'

/** What happens to grouped rows: parts of the whole, changes, places, best of each group, one number over all of them. */
export function wrap(scope: Scope, plan: Plan, core: string, columns: Out[]): Compiled {
  const names = unique(columns)
  if (plan.fold?.spread) return spread(scope, plan, core, names)
  if (plan.fold) return folded(scope, plan, core, names)
  const by = plan.by?.length ?? 0
  const order = orders(plan)
  const shown = (plan.show ?? []).map((each, i) => `${SHOWN[each]!(plan, order)} AS s${i}`)
  const place = placing(scope, plan, order)
  const inner = ['*', ...shown, ...place.columns].join(', ')
  const measures = plan.measures!.length
  const sources = [...range(by, 'b'), ...range(measures, 'm'), ...range(shown.length, 's')]
  // One column more than the plan asks for: the rows of all groups, also of those that a limit leaves out.
  if (sources.length < names.length) sources.push(`SUM(m${measures}) OVER ()`)
  const list = sources.map((name, i) => `${name} AS ${quote(names[i]!.name)}`).join(', ')
  const source = shown.length || place.columns.length ? `(SELECT ${inner} FROM grouped)` : 'grouped'
  const tests = [...place.tests, ...havingAverage(scope, plan)]
  const filter = tests.length ? `\nWHERE ${tests.join(' AND ')}` : ''
  const limit = plan.limit && !place.columns.length ? `\nLIMIT ${bind(scope, plan.limit)}` : ''
  const sorted = order.length ? `\nORDER BY ${[...eachFirst(plan), ...order.map(orderSql)].join(', ')}` : ''
  const sql = `WITH grouped AS (\n${core}\n)\nSELECT ${list}\nFROM ${source}${filter}${sorted}${limit}`
  return { ...bound(scope, sql), columns: names }
}

type Ordered = { name: string; dir: Direction }

function orders(plan: Plan): Ordered[] {
  const said = (plan.order ?? []).flatMap((each) => nameOfOrder(plan, each))
  if (said.length || !plan.by?.length) return said
  if (plan.by.some(isCalendar)) return plan.by.map((_, i) => ({ name: `b${i}`, dir: 'asc' }))
  return [{ name: 'm0', dir: 'desc' }]
}

function nameOfOrder(plan: Plan, it: Order): Ordered[] {
  if ('by' in it) return [{ name: `b${it.by}`, dir: it.dir }]
  if ('show' in it) {
    const shown = (plan.show ?? []).indexOf(it.show)
    return shown < 0 ? [] : [{ name: `s${shown}`, dir: it.dir }]
  }
  if ('measure' in it)
    return [{ name: `m${typeof it.measure === 'number' ? it.measure : plan.measures!.length - 1}`, dir: it.dir }]
  const at = (plan.by ?? []).findIndex((each) => (typeof each === 'string' ? each : each.column) === it.column)
  return at < 0 ? [] : [{ name: `b${at}`, dir: it.dir }]
}

const orderSql = (it: Ordered) => `${it.name} ${it.dir === 'asc' ? 'ASC NULLS LAST' : 'DESC'}`
const range = (n: number, letter: string) => Array.from({ length: n }, (_, i) => `${letter}${i}`)
const eachFirst = (plan: Plan) => (plan.each ? range(plan.each, 'b') : [])

/** Best and worst, best of each group, and ties at the cut need a place beside every row; a plain limit doesn't. */
function placing(scope: Scope, plan: Plan, order: Ordered[]): { columns: string[]; tests: string[] } {
  if (plan.nth && order.length)
    return {
      columns: [`DENSE_RANK() OVER (ORDER BY ${order.map(orderSql).join(', ')}) AS r0`],
      tests: [`r0 = ${bind(scope, plan.nth)}`],
    }
  if (!plan.limit || !(plan.each || plan.both || plan.ties)) return { columns: [], tests: [] }
  const fn = plan.ties ? 'RANK' : 'ROW_NUMBER'
  const apart = (plan.by ?? [])
    .slice(0, plan.each)
    .filter((each) => typeof each === 'object' && 'key' in each && each.key)
  const within = plan.each ? `PARTITION BY ${[...range(plan.each, 'b'), ...range(apart.length, 'h')].join(', ')} ` : ''
  const over = (list: Ordered[]) => `${fn}() OVER (${within}ORDER BY ${list.map(orderSql).join(', ')})`
  const back = order.map((each): Ordered => ({ ...each, dir: each.dir === 'asc' ? 'desc' : 'asc' }))
  const limit = bind(scope, plan.limit)
  if (!plan.both) return { columns: [`${over(order)} AS r0`], tests: [`r0 <= ${limit}`] }
  return { columns: [`${over(order)} AS r0`, `${over(back)} AS r1`], tests: [`(r0 <= ${limit} OR r1 <= ${limit})`] }
}

function havingAverage(scope: Scope, plan: Plan): string[] {
  return (plan.having ?? []).flatMap((each) => {
    if (each.than !== 'average') return []
    const same = plan.measures!.findIndex((one) => JSON.stringify(one) === JSON.stringify(each.measure))
    const name = same >= 0 ? `m${same}` : amount(scope, each.measure).plain
    return [`${name} ${each.op} (SELECT AVG(${name}) FROM grouped)`]
  })
}

type Window = (plan: Plan, order: Ordered[]) => string
const SHOWN: Record<string, Window> = {
  share: (plan) => `100.0 * m0 / SUM(m0) OVER (${eachTime(plan)})`,
  running: (plan) => `SUM(m0) OVER (${calendarOrder(plan)} ROWS UNBOUNDED PRECEDING)`,
  change: (plan) => `m0 - LAG(m0) OVER (${calendarOrder(plan)})`,
  growth: (plan) =>
    `100.0 * (m0 - LAG(m0) OVER (${calendarOrder(plan)})) / NULLIF(LAG(m0) OVER (${calendarOrder(plan)}), 0)`,
  rank: (_, order) => `RANK() OVER (ORDER BY ${order.map(orderSql).join(', ')})`,
}

/** The share of a channel in each month is its part of that month. */
function eachTime({ by = [] }: Plan): string {
  const times = by.flatMap((each, i) => (isCalendar(each) ? [`b${i}`] : []))
  return times.length && times.length < by.length ? `PARTITION BY ${times.join(', ')}` : ''
}

function calendarOrder(plan: Plan): string {
  const names = (plan.by ?? []).map((each, i) => ({ name: `b${i}`, time: isCalendar(each) }))
  const [time, rest] = [names.filter((each) => each.time), names.filter((each) => !each.time)]
  const sorted = time.length ? time : rest
  const apart = time.length && rest.length ? `PARTITION BY ${rest.map((each) => each.name).join(', ')} ` : ''
  return `${apart}ORDER BY ${sorted.map((each) => each.name).join(', ')}`
}

function isCalendar(it: By): it is { column: string; grain: Grain } | { column: string; periods: [] } {
  return typeof it === 'object' && ('grain' in it || 'periods' in it)
}

const FOLDS: Record<string, (name: string) => string> = {
  count: () => 'COUNT(*)',
  average: (name) => `AVG(1.0 * ${name})`,
  sum: (name) => `SUM(${name})`,
  min: (name) => `MIN(${name})`,
  max: (name) => `MAX(${name})`,
  median: (name) => `MEDIAN(${name})`,
}

/** How many groups there are of every amount. */
function spread(scope: Scope, plan: Plan, core: string, names: Out[]): Compiled {
  const columns: Out[] = [names[plan.by!.length]!, { name: 'groups', unit: 'count' }]
  const list = ['m0', 'COUNT(*)'].map((sql, i) => `${sql} AS ${quote(columns[i]!.name)}`)
  const sql = `WITH grouped AS (\n${core}\n)\nSELECT ${list.join(', ')}\nFROM grouped\nGROUP BY m0\nORDER BY m0`
  return { ...bound(scope, sql), columns }
}

function folded(scope: Scope, plan: Plan, core: string, names: Out[]): Compiled {
  const { fn, keep = 0 } = plan.fold!
  const fold = FOLDS[fn]!
  const groups = plan.by?.length ?? 0
  const measures = fn === 'count' ? [0] : plan.measures!.map((_, i) => i)
  const columns = [
    ...names.slice(0, keep),
    ...measures.map(
      (i): Out =>
        fn === 'count'
          ? { name: 'groups', unit: 'count' }
          : { ...names[groups + i]!, name: `${fn} of ${names[groups + i]!.name}` },
    ),
  ]
  const list = [...range(keep, 'b'), ...measures.map((i) => fold(`m${i}`))].map(
    (sql, i) => `${sql} AS ${quote(columns[i]!.name)}`,
  )
  const tests = havingAverage(scope, plan)
  const filter = tests.length ? `\nWHERE ${tests.join(' AND ')}` : ''
  const kept = keep ? `\nGROUP BY ${range(keep, 'b').join(', ')}\nORDER BY ${orderOfFold(plan, keep)}` : ''
  const limit = keep && plan.limit ? `\nLIMIT ${bind(scope, plan.limit)}` : ''
  const sql = `WITH grouped AS (\n${core}\n)\nSELECT ${list.join(', ')}\nFROM grouped${filter}${kept}${limit}`
  return { ...bound(scope, sql), columns }
}

function orderOfFold(plan: Plan, keep: number): string {
  const dir = plan.order?.[0]?.dir === 'asc' ? 'ASC' : 'DESC'
  return plan.by!.slice(0, keep).some(isCalendar) ? range(keep, 'b').join(', ') : `${keep + 1} ${dir}`
}

function unique(columns: Out[]): Out[] {
  return columns.map((each, i) => {
    const before = columns.slice(0, i).filter((other) => other.name === each.name).length
    return before ? { ...each, name: `${each.name} ${before + 1}` } : each
  })
}
