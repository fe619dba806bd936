import type { Dataset } from '../dataset.ts'
import type { Condition, Plan, PlanMeasure } from '../plan.ts'
import { less, more, over, timesOf } from './amount.ts'
import { borrowed, borrowedBy, columnIn, conditionIn, groupIn, type Lens, leavesOf } from './lens.ts'
import { bind, type Scope, within } from './scope.ts'

type Leaf = { measure: PlanMeasure; dataset: Dataset }

/**
 * Measures of several datasets over the groups they share. Each dataset is added up by itself, and what came is laid side
 * by side group by group: no row stands beside another one, so none is counted twice.
 */
export function beside(scope: Scope, plan: Plan, coreOf: (scope: Scope, plan: Plan) => string): string {
  const leaves: Leaf[] = []
  const take = (measure: PlanMeasure): string => {
    const dataset =
      ('measure' in measure && borrowed(scope.datasets, scope.base, measure.measure)?.dataset) || scope.base
    const text = JSON.stringify(measure)
    const at = leaves.findIndex((each) => JSON.stringify(each.measure) === text)
    return `MAX(l${at < 0 ? leaves.push({ measure, dataset }) - 1 : at})`
  }
  const made = plan.measures!.map((each, i) => `${expression(each, take)} AS m${i}`)
  const having = (plan.having ?? []).filter((each) => typeof each.than === 'number')
  const tests = having.map((each) => `${expression(each.measure, take)} ${each.op} ${bind(scope, each.than)}`)
  const keys = (plan.by ?? []).flatMap((each) =>
    typeof each === 'object' && 'key' in each && each.key ? [each.key] : [],
  )
  const groups = [...(plan.by ?? []).map((_, i) => `b${i}`), ...keys.map((_, i) => `b${plan.by!.length + i}`)]
  const parts = [scope.base, ...borrowedBy(plan, scope.datasets, scope.base)].map((dataset) =>
    partOf({ scope, plan, keys, groups, leaves }, dataset, coreOf),
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

type Whole = { scope: Scope; plan: Plan; keys: string[]; groups: string[]; leaves: Leaf[] }

/** One dataset's share of it: its own groups and measures, and nothing where the others' stand. */
function partOf(
  { scope, plan, keys, groups, leaves }: Whole,
  dataset: Dataset,
  coreOf: (scope: Scope, plan: Plan) => string,
): string {
  const lens: Lens = { datasets: scope.datasets, from: scope.base, to: dataset }
  const own = leaves.filter((each) => each.dataset === dataset)
  if (!own.length) return partOfNothing(groups, leaves)
  const by = [...(plan.by ?? []).map((each) => groupIn(lens, each)!), ...keys.map((each) => columnIn(lens, each)!)]
  const where = (plan.where ?? []).map((each) => conditionIn(lens, each)!)
  const measures = own.map(({ measure }) => ownMeasure(lens, measure))
  const core = coreOf(within(scope, dataset), { dataset: dataset.name, measures, by, where })
  const columns = leaves.map((each, i) => `${each.dataset === dataset ? `m${own.indexOf(each)}` : 'NULL'} AS l${i}`)
  return `SELECT ${[...groups, ...columns].join(', ')} FROM (\n${core})`
}

const partOfNothing = (groups: string[], leaves: Leaf[]): string =>
  `SELECT ${[...groups, ...leaves.map((_, i) => `l${i}`)].map((name) => `NULL AS ${name}`).join(', ')} WHERE 0`

function ownMeasure(lens: Lens, it: PlanMeasure): PlanMeasure {
  const where = (it.where ?? []).map((each) => conditionIn(lens, each)!)
  const there = 'measure' in it ? borrowed(lens.datasets, lens.from, it.measure) : undefined
  return { ...it, ...(there && { measure: there.measure }), ...(where.length && { where }) } as PlanMeasure
}
