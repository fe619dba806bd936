import type { Dataset } from '../dataset.ts'
import type { By, Condition, Period, Plan, PlanMeasure } from '../plan.ts'
import { dayAfter } from './days.ts'
import { datasetNamed, findColumn, meeting } from './find.ts'
import { borrowed, borrowedBy, conditionIn, groupIn, type Lens, pairOf } from './lens.ts'
import { sayColumn } from './naming.ts'

/** What is wrong with a plan, in plain words; nothing when it can be compiled. Takes anything: a model may have filled it. */
export function checkPlan(plan: Plan, datasets: Dataset[]): string[] {
  const base = datasetNamed(datasets, plan?.dataset)
  if (!base) return [`There is no dataset "${plan?.dataset}". I know ${list(datasets.map((each) => each.name))}.`]
  const look = { datasets, base }
  try {
    return [
      ...(plan.measures ?? []).flatMap((each) => measure(look, each)),
      ...(plan.by ?? []).flatMap((each) => group(look, each)),
      ...(plan.rows ?? []).flatMap((each) => column(look, each)),
      ...(plan.where ?? []).flatMap((each) => condition(look, each)),
      ...(plan.having ?? []).flatMap((each) => measure(look, each.measure)),
      ...(plan.order ?? []).flatMap((each) => ('column' in each ? column(look, each.column) : [])),
      ...shape(plan),
      ...besides(look, plan),
      ...[base, ...borrowedBy(plan, datasets, base)].flatMap((each) => inWholeMonths(plan, each)),
    ]
  } catch {
    return ['The plan is not written as a plan is.']
  }
}

type Look = { datasets: Dataset[]; base: Dataset }

function shape(plan: Plan): string[] {
  const by = plan.by?.length ?? 0
  const problems: [unknown, string][] = [
    [by && !plan.measures?.length, 'Groups need a measure.'],
    [plan.having?.length && !by, 'A condition on totals needs groups.'],
    [plan.each && plan.each >= (by || plan.rows?.length || 0), 'The best of each group needs a group within it.'],
    [plan.each && !plan.limit, 'The best of each group needs a number.'],
    [
      plan.nth !== undefined && !(Number.isInteger(plan.nth) && plan.nth > 1 && plan.order?.length),
      'A place is a whole number above 1, in an order.',
    ],
    [plan.fold && !by, 'One number over groups needs groups.'],
    [plan.rows?.length && plan.measures?.length, 'A plan lists rows or measures them, not both.'],
    [
      plan.limit !== undefined && !(Number.isInteger(plan.limit) && plan.limit > 0),
      'The limit is a whole number above 0.',
    ],
  ]
  return problems.filter(([wrong]) => wrong).map(([, say]) => say)
}

/** What stands beside another dataset's numbers must be known there, too. */
function besides({ datasets, base }: Look, plan: Plan): string[] {
  return borrowedBy(plan, datasets, base).flatMap((to) =>
    notKnown({ datasets, from: base, to }, plan.by ?? [], plan.where ?? []),
  )
}

function notKnown(lens: Lens, by: By[], where: Condition[]): string[] {
  const groups = by
    .filter((each) => !groupIn(lens, each))
    .map((each) => (typeof each === 'string' ? each : each.column))
  const tests = where
    .filter((each) => !conditionIn(lens, each))
    .flatMap((each) => ('column' in each ? [each.column ?? ''] : ['that']))
  const missing = [...groups, ...tests].map((ref) => sayColumn(lens.datasets, lens.from, ref))
  return missing.length ? [`${lens.to.say} are not kept by ${list([...new Set(missing)])}`] : []
}

/** Targets of a month say nothing about a day of it. */
function inWholeMonths(plan: Plan, { time, say }: Dataset): string[] {
  const grains = (plan.by ?? []).flatMap((each) => (typeof each === 'object' && 'grain' in each ? [each.grain] : []))
  const periods = (plan.where ?? []).flatMap((each) => ('period' in each && !each.not ? [each.period] : []))
  const fine = grains.every((each) => /month$|month of year|quarter|year/.test(each)) && periods.every(isWhole)
  return time?.grain !== 'month' || fine ? [] : [`${say} are kept by the month: ask for whole months`]
}

function isWhole({ from, to, say = '' }: Period): boolean {
  const started = !from || from.endsWith('-01')
  return started && (!to || dayAfter(to).endsWith('-01') || (from !== undefined && /to date|so far|[mqy]td/i.test(say)))
}

function column({ datasets, base }: Look, ref: string): string[] {
  if (typeof ref === 'string' && findColumn(datasets, base, ref)) return []
  return [`${base.say} has no "${ref}". It has ${list(Object.keys(base.columns))}.`]
}

const NUMBERS = ['sum', 'average', 'median', 'deviation', 'variance']

function measure(look: Look, it: PlanMeasure): string[] {
  const there = 'measure' in it ? borrowed(look.datasets, look.base, it.measure) : undefined
  if (there) return notKnown({ datasets: look.datasets, from: look.base, to: there.dataset }, [], it.where ?? [])
  const own = (it.where ?? []).flatMap((each) => condition(look, each))
  if ('measure' in it) return it.measure in look.base.measures ? own : [...own, noMeasure(look.base, it.measure)]
  const pair = pairOf(it)
  if (pair) return [...own, ...pair.flatMap((each) => measure(look, each))]
  if ('correlation' in it) return [...own, ...it.correlation.flatMap((each) => column(look, each))]
  if ('unit' in it) return [...own, ...moments(look, it)]
  if (!('column' in it)) return own
  const others = [it.times, it.less].flatMap((each) => (each ? column(look, each) : []))
  return [...own, ...column(look, it.column), ...others, ...multiplied(look, it.column, it.fn)]
}

const moments = (look: Look, { from, to }: { from: string; to: string }): string[] =>
  [from, to].flatMap((each) => (each === 'now' ? [] : column(look, each)))

function noMeasure(base: Dataset, name: string): string {
  const known = Object.keys(base.measures)
  return `${base.say} has no measure "${name}". ${known.length ? `It has ${list(known)}.` : 'It has none by name.'}`
}

/** A number of a linked row stands beside many rows here: adding it up would count it many times. */
function multiplied({ datasets, base }: Look, ref: string, fn: string): string[] {
  const found = findColumn(datasets, base, ref)
  if (!found) return []
  if (NUMBERS.includes(fn) && ['date', 'bool'].includes(found.column.kind)) return [`${ref} is not a number.`]
  const paired = found.path.length === 1 && base.key.length === 2 && base.key.includes(found.path[0]!.column)
  return found.path.length && !paired && fn === 'sum'
    ? [`A total of ${ref} would count ${found.dataset.say} many times.`]
    : []
}

function group(look: Look, it: By): string[] {
  if (typeof it === 'string') return column(look, it)
  return [...column(look, it.column), ...('key' in it && it.key ? column(look, it.key) : [])]
}

function condition(look: Look, it: Condition): string[] {
  if ('any' in it) return it.any.flatMap((each) => condition(look, each))
  if ('all' in it) return it.all.flatMap((each) => condition(look, each))
  if ('has' in it) return related(look, it)
  if ('unit' in it) return moments(look, it)
  if ('period' in it || 'part' in it) {
    const ref = it.column ?? look.base.time?.column
    return ref ? column(look, ref) : [`${look.base.say} has no time, so it has no periods.`]
  }
  const best = 'best' in it ? measure(look, it.best.measure) : []
  const than = 'than' in it && typeof it.than === 'object' ? it.than : undefined
  const other = than && 'column' in than ? column(look, than.column) : than ? measure(look, than.measure) : []
  return [...column(look, it.column), ...best, ...other]
}

function related(look: Look, it: Extract<Condition, { has: unknown }>): string[] {
  const dataset = datasetNamed(look.datasets, it.dataset)
  if (!dataset) return [`There is no dataset "${it.dataset}".`]
  if (!meeting(look.datasets, look.base, dataset)) return [`${look.base.say} and ${dataset.say} are not linked.`]
  return it.has.flatMap((each) => condition({ ...look, base: dataset }, each))
}

function list(names: string[]): string {
  return names.length > 12 ? `${names.slice(0, 12).join(', ')} …` : names.join(', ')
}
