import { pathTo } from '../plan/find.ts'
import type { Condition, PlanMeasure } from '../plan.ts'
import type { Draft, Rank } from './draft.ts'
import type { Item } from './item.ts'
import { columnsOf, unique } from './listing.ts'
import type { Loose } from './loose.ts'
import { childMoney, countOf, datasetsOf, isDeal, mainMoney, orderIn } from './sense.ts'

/** What the best are the best by, when nobody said: how often they come, or their money. */
export function countFor(draft: Draft, rank: Rank, target: Item | undefined): PlanMeasure | undefined {
  if (rank.hint?.endsWith(':rows')) return countedRows(draft, target)
  const dataset = datasetsOf([...(target ? [target] : []), ...draft.outputs])[0]
  if (!dataset) return undefined
  if (rank.vague) return undefined
  draft.soft += draft.atlas.datasets.length > 1 && !target?.ent?.own && !isDeal(dataset) ? 0.5 : 0.1
  const rows = draft.atlas.datasets.length === 1 && target?.field !== undefined && !rank.judged && rank.limit
  return (
    mainMoney(draft.atlas, dataset) ??
    childMoney(draft.atlas, dataset) ??
    // "Top 5 destinations" where nothing has a price: those that come most often.
    (rows ? ({ fn: 'count', of: dataset.name } as PlanMeasure) : undefined)
  )
}

/** "most popular product": the rows that point at it, orders rather than their lines when one table holds both. */
function countedRows(draft: Draft, target: Item | undefined): PlanMeasure | undefined {
  const others = draft.outputs.filter((each) => each.t === 'ent' && each !== target)
  const said = others.find((each) => !each.behind)
  if (said) return countOf(said.ent!)
  if (!target) return undefined
  const dataset = datasetsOf([target])[0]
  if (others.some((each) => each.ent!.dataset !== dataset)) return { fn: 'count' }
  if (target.ent?.own && dataset) {
    const children = draft.atlas.datasets.filter((each) => each.links?.some((link) => link.to === dataset.name))
    const child = children.sort((a, b) => (b.rows ?? 0) - (a.rows ?? 0))[0]
    if (child) return { fn: 'count', of: child.name } as PlanMeasure
  }
  const order = orderIn(draft.atlas, dataset)
  if (order && target.ent !== order) return countOf(order)
  return dataset ? ({ fn: 'count', of: dataset.name } as PlanMeasure) : { fn: 'count' }
}

/** "Players of the team with the highest revenue": they all belong to that one team. */
export function ofTheBest(draft: Draft, { field, limit, hint, dir }: Rank, { ent }: Item): Loose | undefined {
  const { datasets } = draft.atlas
  const far = field && ent?.own && field.dataset !== ent.dataset && pathTo(datasets, ent.dataset, field.dataset)
  const named = draft.outputs.some((each) => each.ent?.own && each.ent.dataset === field?.dataset)
  if (!far || !named || limit || hint || draft.groups.length + draft.measures.length > 0) return undefined
  const measure = { fn: dir === 'desc' ? ('max' as const) : ('min' as const), column: field.ref }
  const best: Condition = { column: field.ref, op: '=', than: { measure } }
  const shown = [
    ...columnsOf({ t: 'ent', ent, from: 0, to: 1, say: '', score: 0 }),
    ...(draft.asked ?? []).flatMap(columnsOf),
  ]
  return { where: [...draft.where, best], rows: unique([...shown, field.ref]), home: ent.dataset.name }
}
