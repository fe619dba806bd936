import { pathTo } from '../../plan/find.ts'
import type { Condition, PlanMeasure } from '../../plan.ts'
import { type Draft, merged } from '../draft.ts'
import type { Entity, Field, Item } from '../item.ts'
import type { Match, Rule } from '../pattern.ts'
import { childMoney, countOf, mainMoney } from '../sense.ts'
import { having, isIt } from './making.ts'

/** Things whose rows are all of one kind, and what their rows come to against what they say themselves. */
export const ONLYS: Rule<Draft>[] = [
  {
    name: 'only of one value',
    when: 'e:(ent|tgt) (with|rel|verb|tcol|in)* only (verb|tcol|in|by|with|of|for)* v:val many:ent?',
    make: (m, draft) => {
      const [e, v] = [m.one('e'), m.one('v')]
      const { dataset } = v.field!
      const subject = e.ent?.dataset
      if (!e.ent?.own || dataset === subject || !pathTo(draft.atlas.datasets, dataset, subject!)) return undefined
      const own = { ...isIt(v), column: v.field!.name } as Condition
      const others = { ...own, not: true } as Condition
      const both: Condition[] = [
        { dataset: dataset.name, has: [own] },
        { dataset: dataset.name, has: [others], not: true },
      ]
      draft.modifiers.push(...m.items.filter((each) => each.t === 'tcol' || (each.ent && each !== e)))
      return [e, merged(m.items.slice(1), { t: 'cond', condition: { all: both } })]
    },
  },
  {
    name: 'raised more than its goal',
    when: 'e:(ent|tgt) rel? v:verb op:cmp b:num',
    make: (m, draft) => {
      const { ent } = m.one('e')
      const { field } = m.one('b')
      const money = RAISED.test(m.one('v').say) && ent?.own ? childMoney(draft.atlas, ent.dataset) : undefined
      if (!money || field!.dataset !== ent!.dataset || /^(n|num|unit)$/.test(m.after[0]?.t ?? '')) return undefined
      const measure: PlanMeasure = { minus: [money, { fn: 'max', column: field!.ref }] }
      return [m.one('e'), having(m, measure, m.one('op').op!, 0)]
    },
  },
  {
    name: 'rows that come to more than their whole says',
    when: 'e:(ent|dim) (verb|with|of|agg|in|rel|gen)* (a:(num|mea))? (verb|with|of|agg|in|rel|gen)* op:cmp (of|in)? b:num',
    make: (m, draft) => againstWhole(m, draft),
  },
]

/** Campaigns that raised more than their goal. */
const RAISED = /^(raised|earned|made|collected|took|spent|sold|brought in|generated)$/i

const ADDED = /^(sum|sums|add|adds|add up|total|totals|come|combined|altogether|in total)/i

function againstWhole(m: Match, draft: Draft): Item[] | undefined {
  const { field } = m.one('e')
  const ent = m.one('e').ent ?? draft.atlas.entities.find((each) => each.own && each.dataset === field?.dataset)
  const whole = m.one('b').field!
  const links = ent!.dataset.links?.filter((each) => each.to === whole.dataset.name) ?? []
  const summed = m.items.some((each) => each.fn === 'sum' || ADDED.test(each.say) || /^exceed/i.test(each.say))
  const own = m.maybe('a')?.field
  const near = m.items.at(-2)?.t === 'cmp' && m.items.at(-3) === m.one('e')
  const money = whole.words.some((word) => /^(fee|total|amount|price|cost|budget|goal|due|bill|limit)$/.test(word))
  if (!summed && !money && near && ent?.own && links.length === 1) return moreThan(m, draft, ent, countOf(ent), whole)
  const parts = own ? ({ fn: 'sum', column: own.ref } as const) : mainMoney(draft.atlas, ent!.dataset)
  if (!ent!.own || links.length !== 1 || !summed || !parts || (own && own.dataset !== ent!.dataset)) return undefined
  return moreThan(m, draft, ent!, parts, whole)
}

function moreThan(m: Match, draft: Draft, ent: Entity, parts: PlanMeasure, whole: Field): Item[] {
  draft.counted.push(ent)
  draft.modifiers.push(m.one('e'))
  return [having(m, { minus: [parts, { fn: 'max', column: whole.ref }] }, m.one('op').op!, 0)]
}
