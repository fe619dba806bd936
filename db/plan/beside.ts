import type { Dataset } from '../dataset.ts'
import type { By, Condition, Plan, PlanMeasure } from '../plan.ts'
import { less, more, over, timesOf } from './amount.ts'
import { borrowed, borrowedBy, columnIn, conditionIn, groupIn, type Lens, leavesOf } from './lens.ts'
import { bind, type Scope, within } from './scope.ts'

/** `on`: the day by which it is counted, where that isn't the one the others go by. */
type Leaf = { measure: PlanMeasure; dataset: Dataset; on?: string | undefined }

/**
 * Measures of several datasets over the groups they share. Each dataset is added up by itself, and what came is laid side
 * by side group by group: no row stands beside another one, so none is counted twice.
 */
export function beside(scope: Scope, plan: Plan, coreOf: (scope: Scope, plan: Plan) => string): string {
  const leaves: Leaf[] = []
  const apart = plan.measures!.some(({ on }) => on)
  const take = (measure: PlanMeasure): string => {
    const dataset =
      ('measure' in measure && borrowed(scope.datasets, scope.base, measure.measure)?.dataset) || scope.base
    const text = JSON.stringify(measure)
    const at = leaves.findIndex((each) => JSON.stringify(each.measure) === text)
    const name = `MAX(l${at < 0 ? leaves.push({ measure, dataset, on: measure.on }) - 1 : at})`
    // Where one day had none, there were none.
    return apart ? `COALESCE(${name}, 0)` : name
  }
  const made = plan.measures!.map((each, i) => `${expression(each, take)} AS m${i}`)
  const having = (plan.having ?? []).filter((each) => typeof each.than === 'number')
  const tests = having.map((each) => `${expression(each.measure, take)} ${each.op} ${bind(scope, each.than)}`)
  const keys = (plan.by ?? []).flatMap((each) =>
    typeof each === 'object' && 'key' in each && each.key ? [each.key] : [],
  )
  const groups = [...(plan.by ?? []).map((_, i) => `b${i}`), ...keys.map((_, i) => `b${plan.by!.length + i}`)]
  const days = [undefined, ...new Set(leaves.flatMap(({ on }) => on ?? []))]
  const tables = [scope.base, ...borrowedBy(plan, scope.datasets, scope.base)]
  const parts = tables.flatMap((dataset) =>
    days
      .filter((on) => !on || dataset === scope.base)
      .map((on) => partOf({ scope, plan, keys, groups, leaves, on }, dataset, coreOf)),
  )
  const list = [...groups.slice(0, plan.by?.length ?? 0), ...made].join(', ')
  const grouped = groups.length ? `\nGROUP BY ${groups.join(', ')}` : ''
  const tested = tests.length ? `\nHAVING ${tests.join(' AND ')}` : ''
  return `SELECT ${list} FROM (\n${parts.join('\nUNION ALL\n')}\n)${grouped}${tested}`
}

function expression(it: PlanMeasure, take: (leaf: PlanMeasure) => string, around: Condition[] = []): string {
  const where = [...around, ...(it.where ?? [])]
  const both = (pair: [PlanMeasure, PlanMeasure]) =>
    pair.map((each) => expression(each, take, where)) as [string, string]
  const times = timesOf(it)
  const sql = joined(it, both) ?? take(leavesOf(it, around)[0]!)
  return times === undefined ? sql : `${times} * ${sql}`
}

function joined(it: PlanMeasure, both: (pair: [PlanMeasure, PlanMeasure]) => [string, string]): string | undefined {
  if ('ratio' in it) return over(...both(it.ratio))
  if ('minus' in it) return less(...both(it.minus))
  return 'plus' in it ? more(...both(it.plus)) : undefined
}

type Whole = { scope: Scope; plan: Plan; keys: string[]; groups: string[]; leaves: Leaf[]; on: string | undefined }

/** One dataset's share of it: its own groups and measures, and nothing where the others' stand. */
function partOf(
  { scope, plan, keys, groups, leaves, on }: Whole,
  dataset: Dataset,
  coreOf: (scope: Scope, plan: Plan) => string,
): string {
  const lens: Lens = { datasets: scope.datasets, from: scope.base, to: dataset }
  const mine = (each: Leaf) => each.dataset === dataset && each.on === on
  const own = leaves.filter(mine)
  if (!own.length) return partOfNothing(groups, leaves)
  const by = [
    ...(plan.by ?? []).map((each) => byDay(groupIn(lens, each)!, dataset, on)),
    ...keys.map((each) => columnIn(lens, each)!),
  ]
  const where = (plan.where ?? []).map((each) => ofDay(conditionIn(lens, each)!, dataset, on))
  if (on) where.push({ column: on, empty: false })
  const measures = own.map(({ measure }) => ownMeasure(lens, measure))
  const core = coreOf(within(scope, dataset), { dataset: dataset.name, measures, by, where })
  const columns = leaves.map((each, i) => `${mine(each) ? `m${own.indexOf(each)}` : 'NULL'} AS l${i}`)
  return `SELECT ${[...groups, ...columns].join(', ')} FROM (\n${core})`
}

/** The same months, told by another day of the rows. */
const byDay = (it: By, { time }: Dataset, on?: string): By =>
  on && typeof it === 'object' && it.column === time?.column ? { ...it, column: on } : it

const ofDay = (it: Condition, { time }: Dataset, on?: string): Condition =>
  on && ('period' in it || 'part' in it) && (it.column ?? time?.column) === time?.column ? { ...it, column: on } : it

const partOfNothing = (groups: string[], leaves: Leaf[]): string =>
  `SELECT ${[...groups, ...leaves.map((_, i) => `l${i}`)].map((name) => `NULL AS ${name}`).join(', ')} WHERE 0`

function ownMeasure(lens: Lens, it: PlanMeasure): PlanMeasure {
  const where = (it.where ?? []).map((each) => conditionIn(lens, each)!)
  const there = 'measure' in it ? borrowed(lens.datasets, lens.from, it.measure) : undefined
  return { ...it, ...(there && { measure: there.measure }), ...(where.length && { where }) } as PlanMeasure
}
