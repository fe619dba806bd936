import type { Dataset } from '../dataset.ts'
import type { Condition, Scalar, Unit } from '../plan.ts'
import { amount, spanOf } from './amount.ts'
import { dayOf, grainOf, inPeriod, momentOf } from './days.ts'
import { datasetNamed, type Hop, meeting } from './find.ts'
import { bind, from, ofKind, type Place, place, quote, type Scope, walk, within } from './scope.ts'

export function where(scope: Scope, conditions: Condition[]): string {
  return conditions.map((each) => test(scope, each)).join(' AND ')
}

function test(scope: Scope, it: Condition): string {
  if ('any' in it) return `(${it.any.map((each) => test(scope, each)).join(' OR ')})`
  if ('all' in it) return `(${where(scope, it.all)})`
  if ('has' in it) return exists(scope, it)
  if ('unit' in it) return `${spanOf(scope, it)} ${it.op} ${bind(scope, it.than)}`
  if ('period' in it) {
    const inside = inPeriod(scope, timeOf(scope, it.column), it.period)
    return it.not ? `NOT (${inside})` : inside
  }
  if ('part' in it) {
    const sql = grainOf(timeOf(scope, it.column), it.part, scope.clock)
    return `${sql} ${it.not ? 'NOT IN' : 'IN'} (${it.is.map((each) => bind(scope, each)).join(', ')})`
  }
  const at = place(scope, it.column)
  if ('best' in it) return best(scope, at, it)
  if ('edge' in it) return atEdge(scope, at, it)
  if ('empty' in it) return emptiness(at, it.empty)
  if ('text' in it)
    return `${at.sql} ${it.not ? 'NOT LIKE' : 'LIKE'} ${bind(scope, likeText(it.text, it.at))} ESCAPE '\\'`
  if ('between' in it) {
    const [low, high] = it.between.map((each) => bind(scope, stored(at, each)))
    return `${at.sql} ${it.not ? 'NOT BETWEEN' : 'BETWEEN'} ${low} AND ${high}`
  }
  if ('is' in it) return equals(scope, at, it.is, it.not)
  return compare(scope, at, it)
}

function timeOf(scope: Scope, column: string | undefined): Place {
  const ref = column ?? scope.base.time?.column
  if (!ref) throw new Error(`${scope.base.name} has no time column`)
  return place(scope, ref)
}

function equals(scope: Scope, at: Place, is: Scalar | Scalar[], not = false): string {
  const list = Array.isArray(is) ? is : [is]
  const values = list.map((each) => bind(scope, stored(at, each)))
  const tested =
    values.length === 1 ? `${not ? '<>' : '='} ${values[0]}` : `${not ? 'NOT IN' : 'IN'} (${values.join(', ')})`
  return not ? `(${at.sql} ${tested} OR ${at.sql} IS NULL)` : `${at.sql} ${tested}`
}

function compare(scope: Scope, at: Place, it: Extract<Condition, { than: unknown }>): string {
  const { than } = it
  if (typeof than !== 'object') {
    const left = typeof than === 'string' && at.column.role === 'time' ? dayOf(at) : at.sql
    return `${left} ${it.op} ${bind(scope, stored(at, than))}`
  }
  if ('column' in than) {
    const other = place(scope, than.column)
    const moment = at.column.role === 'time' || at.column.kind === 'date' || at.column.kind === 'time'
    if (moment && than.grain)
      return `${grainOf(at, than.grain, scope.clock)} ${it.op} ${grainOf(other, than.grain, scope.clock)}`
    if (moment && than.plus) return later(scope, [at, other], it.op, than)
    if (moment && (at.column.kind !== other.column.kind || !(sorts(at) && sorts(other))))
      return `${dayOf(at)} ${it.op} ${dayOf(other)}`
    return than.plus ? `${at.sql} ${it.op} ${other.sql} + ${bind(scope, than.plus)}` : `${at.sql} ${it.op} ${other.sql}`
  }
  const inner = within(scope, scope.base)
  const { where: own, ...calc } = than.measure
  const value = amount(inner, calc).plain.replace(/ \/ 100\.0$/, '')
  const filter = own ? where(inner, own) : ''
  return `${at.sql} ${it.op} (SELECT ${value} ${from(inner)}${filter && ` WHERE ${filter}`})`
}

/** Text that sorts as the moments do. */
const sorts = ({ column }: Place): boolean =>
  /^(iso|month|year|compact|seconds|milliseconds)$/.test(column.days ?? 'iso')

/** Two clocks are held against each other to the second, days by the day. */
function later(
  scope: Scope,
  [at, other]: [Place, Place],
  op: string,
  { plus = 0, unit }: { plus?: number; unit?: Unit },
): string {
  const exact = unit && at.column.kind === 'time' && other.column.kind === 'time'
  const [fn, of] =
    exact || /hour|minute|second/.test(unit ?? '') ? (['datetime', momentOf] as const) : (['date', dayOf] as const)
  const [amount, name] = unit === 'week' ? [plus * 7, 'day'] : [plus, unit ?? 'day']
  return `${fn}(${of(at)}) ${op} ${fn}(${of(other)}, ${bind(scope, amount)} || ' ${name}s')`
}

/** The day of the latest row, or of the latest one of each. */
function atEdge(scope: Scope, at: Place, it: Extract<Condition, { edge: unknown }>): string {
  const inner = within(scope, at.dataset)
  const own = place(inner, at.name)
  const day = (one: Place) => (it.grain ? grainOf(one, it.grain, scope.clock) : sorts(one) ? one.sql : dayOf(one))
  const keys = it.per ?? []
  const inside = keys.map((each) => place(inner, each).sql)
  const fn = it.edge === 'last' ? 'MAX' : 'MIN'
  const filter = it.where?.length ? ` WHERE ${where(inner, it.where)}` : ''
  const grouped = inside.length ? ` GROUP BY ${inside.join(', ')}` : ''
  const found = `(SELECT ${[...inside, `${fn}(${day(own)})`].join(', ')} ${from(inner)}${filter}${grouped})`
  const outside = keys.map((each) => place(scope, each).sql)
  return keys.length ? `(${[...outside, day(at)].join(', ')}) IN ${found}` : `${day(at)} = ${found}`
}

function emptiness(at: Place, empty: boolean): string {
  const text = at.column.kind === 'text' ? ` ${empty ? 'OR' : 'AND'} ${at.sql} ${empty ? '=' : '<>'} ''` : ''
  return `(${at.sql} IS ${empty ? '' : 'NOT '}NULL${text})`
}

/** Money is asked for in whole units and kept in hundredths. */
function stored(at: Place, value: Scalar): Scalar {
  const money = at.column.kind === 'money' && at.dataset.table === undefined
  return money && typeof value === 'number' ? Math.round(value * 100) : value
}

function likeText(text: string, at: 'anywhere' | 'start' | 'end'): string {
  const safe = text.replace(/[\\%_]/g, (each) => `\\${each}`)
  return `${at === 'start' ? '' : '%'}${safe}${at === 'end' ? '' : '%'}`
}

/** A list of keys is made once, where no index would help to look for each. */
function exists(scope: Scope, it: Extract<Condition, { has: unknown }>): string {
  const dataset = datasetNamed(scope.datasets, it.dataset)!
  const meet = it.link ? meetingBy(scope.base, dataset, it.link) : meeting(scope.datasets, scope.base, dataset)
  if (!meet) throw new Error(`no way from ${scope.base.name} to ${it.dataset}`)
  const inner = within(scope, dataset)
  const left = keyEnd(scope, meet.left, meet.right)
  const right = keyEnd(inner, meet.right, meet.left)
  const tests = [`${right.sql} IS NOT NULL`, ...right.tests, ...it.has.map((each) => test(inner, each))]
  const keys = `(SELECT ${right.sql} ${from(inner)} WHERE ${tests.join(' AND ')})`
  const inside = [...left.tests, `${left.sql} IN ${keys}`].join(' AND ')
  if (left.tests.length) return it.not ? `NOT (${inside})` : `(${inside})`
  return it.not ? `(${left.sql} IS NULL OR ${left.sql} NOT IN ${keys})` : inside
}

/** Where several links lead here, the one that was meant. */
function meetingBy(base: Dataset, dataset: Dataset, column: string): { left: Hop[]; right: Hop[] } | undefined {
  const link = dataset.links?.find((each) => each.column === column && each.to === base.name)
  return (
    link && {
      left: [],
      right: [{ from: dataset, column, to: base, at: link.at, ...(link.when && { when: link.when }) }],
    }
  )
}

/** The key both sides share, seen from one side: its last link column, or the key itself when the way is empty. */
function keyEnd(scope: Scope, path: Hop[], other: Hop[]): { sql: string; tests: string[] } {
  const last = path.at(-1)
  if (!last) return { sql: `${scope.alias}.${quote(other.at(-1)!.at)}`, tests: [] }
  const alias = walk(scope, path.slice(0, -1))
  return { sql: `${alias}.${quote(last.column)}`, tests: ofKind(scope, last, alias) }
}

function best(scope: Scope, at: Place, it: Extract<Condition, { best: unknown }>): string {
  const inner = within(scope, scope.base)
  const group = place(inner, it.column)
  const { where: own, ...calc } = it.best.measure
  const value = amount(inner, calc).plain
  const filter = own ? ` WHERE ${where(inner, own)}` : ''
  const direction = it.best.dir === 'asc' ? 'ASC' : 'DESC'
  const select = `SELECT ${group.sql} ${from(inner)}${filter} GROUP BY 1 ORDER BY ${value} ${direction}, 1`
  return `${at.sql} IN (${select} LIMIT ${bind(scope, it.best.limit)})`
}
