import type { PlanMeasure } from '../plan.ts'
import type { Draft, Rank } from './draft.ts'
import type { Item } from './item.ts'
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
