import { pathTo } from '../plan/find.ts'
import type { Plan } from '../plan.ts'
import type { Draft } from './draft.ts'
import type { Field, Item } from './item.ts'
import { singular } from './words.ts'

/** A word whose column stands in more than one table; `far`: in one of them so much nearer that nobody means this one. */
export type Unclear = { say: string; far: boolean }

/** A column of a table nobody named, while another table within reach has one of that name. */
export function unclear(path: Item[], plan: Plan, draft: Draft): Unclear | undefined {
  const { datasets, fields } = draft.atlas
  const base = datasets.find((each) => each.name === plan.dataset)!
  const text = JSON.stringify(plan)
  const named = new Set(path.flatMap((each) => (each.ent ? [each.ent.dataset] : [])))
  const way = (field: Field) => pathTo(datasets, base, field.dataset)?.length ?? Number.POSITIVE_INFINITY
  for (const { t, field, say, among = [] } of path) {
    if (!/^(dim|val|num)$/.test(t) || !field || field.dataset === base || named.has(field.dataset)) continue
    if (!text.includes(`${field.dataset.name}.${field.name}`)) continue
    if (field.dataset.words?.some((word) => say.toLowerCase().includes(singular(word)))) continue
    // "Asking rent" is no monthly rent.
    const inFull =
      t === 'num' && field.words.length > 1 && field.words.every((word) => say.toLowerCase().includes(word))
    if (inFull && !fields.some((other) => other !== field && other.words.join() === field.words.join())) continue
    const ending = (other: Field) => other.words.at(-1) === field.words.at(-1) && other.dataset !== field.dataset
    const like = (other: Field) =>
      ending(other) &&
      (other.words.length === 1 || other.dataset === base || other.words.join() === field.words.join()) &&
      !(t === 'num' && other.column.role !== 'measure')
    const others = t === 'val' ? among.filter(({ dataset }) => dataset !== field.dataset) : fields.filter(like)
    if (!others.some((other) => Number.isFinite(way(other)))) continue
    const rivals = t === 'val' ? others : fields.filter((each) => ending(each) && each.column.role === 'dimension')
    return { say, far: way(field) - Math.min(...rivals.map(way)) > 1 }
  }
  return undefined
}
