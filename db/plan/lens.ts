import type { Dataset } from '../dataset.ts'
import type { By, Calc, Condition, Plan, PlanMeasure } from '../plan.ts'
import { findColumn } from './find.ts'

/** A measure of another dataset, named with it: 'targets.target' in a plan of sales. */
export type Borrowed = { dataset: Dataset; measure: string }

export function borrowed(datasets: Dataset[], base: Dataset, name: string): Borrowed | undefined {
  if (name in base.measures) return undefined
  return datasets.flatMap((dataset) => {
    const measure = name.startsWith(`${dataset.name}.`) ? name.slice(dataset.name.length + 1) : ''
    return measure in dataset.measures ? [{ dataset, measure }] : []
  })[0]
}

/** The named measure a plan means, of its own dataset or of another. */
export function measureNamed(
  datasets: Dataset[],
  base: Dataset,
  name: string,
): Dataset['measures'][string] | undefined {
  const there = borrowed(datasets, base, name)
  return there ? there.dataset.measures[there.measure] : base.measures[name]
}

/** The two amounts another one is made of. */
export function pairOf(it: Calc): [PlanMeasure, PlanMeasure] | undefined {
  if ('ratio' in it) return it.ratio
  if ('minus' in it) return it.minus
  return 'plus' in it ? it.plus : undefined
}

/** What a measure is made of: sums, counts and named measures, each with all that narrows it. */
export function leavesOf(it: PlanMeasure, around: Condition[] = []): PlanMeasure[] {
  const where = [...around, ...(it.where ?? [])]
  const pair = pairOf(it)
  if (pair) return pair.flatMap((each) => leavesOf(each, where))
  const { as: _, percent: __, where: ___, factor: ____, told: _____, ...bare } = it
  return [{ ...bare, ...(where.length && { where }) } as PlanMeasure]
}

export function borrowedBy(plan: Plan, datasets: Dataset[], base: Dataset): Dataset[] {
  const all = [...(plan.measures ?? []), ...(plan.having ?? []).map((each) => each.measure)].flatMap((each) =>
    leavesOf(each),
  )
  const found = all.flatMap((each) =>
    'measure' in each ? (borrowed(datasets, base, each.measure)?.dataset ?? []) : [],
  )
  return [...new Set(found)]
}

/** A dataset seen from another one: which of its columns says the same as a column there. */
export type Lens = { datasets: Dataset[]; from: Dataset; to: Dataset }

export function columnIn({ datasets, from, to }: Lens, ref: string): string | undefined {
  if (from === to) return ref
  const own = ref.startsWith(`${to.name}.`) ? ref.slice(to.name.length + 1) : undefined
  if (own !== undefined && own in to.columns) return own
  if (ref === from.time?.column) return to.time?.column
  const link = from.links?.find((each) => each.column === ref)
  const same = link && to.links?.find((each) => each.to === link.to && each.at === link.at)
  if (same) return same.column
  if (ref in from.columns) return ofParent({ datasets, from, to }, ref)
  return findColumn(datasets, from, ref) && findColumn(datasets, to, ref) ? ref : undefined
}

/** Both copy the country of the branch they name: only what a common parent tells is the same matter. */
function ofParent({ datasets, from, to }: Lens, ref: string): string | undefined {
  const parents = (from.links ?? []).filter((link) => to.links?.some((each) => each.to === link.to))
  const parent = parents.find((link) => datasets.find(({ name }) => name === link.to)?.columns[ref])
  return parent && (ref in to.columns ? ref : `${parent.to}.${ref}`)
}

/** The group as the other dataset has it; its key becomes a group of its own. */
export function groupIn(lens: Lens, it: By): By | undefined {
  const ref = typeof it === 'string' ? it : it.column
  const column = columnIn(lens, ref)
  if (column === undefined || (typeof it === 'object' && 'bands' in it)) return undefined
  return typeof it === 'string' || 'key' in it ? column : { ...it, column }
}

export function conditionIn(lens: Lens, it: Condition): Condition | undefined {
  const all = (list: Condition[]) => {
    const made = list.flatMap((each) => conditionIn(lens, each) ?? [])
    return made.length === list.length ? made : undefined
  }
  if (lens.from === lens.to) return it
  if ('any' in it || 'all' in it) {
    const made = all('any' in it ? it.any : it.all)
    return made && ('any' in it ? { any: made } : { all: made })
  }
  if ('has' in it || 'best' in it || 'edge' in it || ('than' in it && typeof it.than === 'object')) return undefined
  if (('period' in it || 'part' in it) && !it.column) return lens.to.time && it
  const column = 'column' in it && it.column ? columnIn(lens, it.column) : undefined
  return column === undefined ? undefined : ({ ...it, column } as Condition)
}
