import type { PlanMeasure } from '../../plan.ts'
import { type Draft, merged } from '../draft.ts'
import type { Item } from '../item.ts'
import type { Match, Rule } from '../pattern.ts'
import { bareMeasure, countOf } from '../sense.ts'
import { conditionsOf, mea } from './making.ts'

/** How far two sides are apart: "how many more men than women", "difference in pay between A and B". */
export const APART: Rule<Draft>[] = [
  {
    name: 'how many more of one than of the other',
    when: 'diff WHAT LINK a:SIDE e:(ent|dim)? LINK (than|vs) LINK b:SIDE f:(ent|dim)? LINK',
    make: gap,
  },
  {
    name: 'difference between two sides',
    when: 'diff WHAT LINK between? LINK a:SIDE e:(ent|dim)? LINK (and|vs|comma) LINK b:SIDE f:(ent|dim)?',
    make: gap,
  },
  {
    name: 'difference between two sides, of what behind them',
    when: 'diff a:SIDE (and|vs|than|comma) b:SIDE late:((in|of|for)* (cnt of? (ent|num)|agg? of? (num|mea)))',
    make: gap,
  },
]

function gap(m: Match, draft: Draft): Item[] | undefined {
  const said = [...m.all('what'), ...m.all('late'), ...m.all('e'), ...m.all('f')]
  const [a, b] = [m.one('a'), m.one('b')]
  if (said.some((each) => each.t === 'dim' && each.field !== a.field)) return undefined
  const measure = measureOf(said, a, draft, /^how (many|much)/i.test(m.items[0]!.say))
  const tests = [a, b].map(conditionsOf)
  if (
    !measure ||
    tests.some((each) => !each.length) ||
    a.field !== b.field ||
    (a.t === 'time') !== (b.t === 'time') ||
    (a.t === 'cond' && !a.field)
  )
    return undefined
  const sides = tests.map((where, i): PlanMeasure => ({ ...measure, where, as: [a, b][i]!.say }))
  const [left, right] = sides as [PlanMeasure, PlanMeasure]
  const made = [left, right, { minus: [left, right], as: 'difference' } as PlanMeasure]
  return made.map((each) => merged(m.items, mea(m, each, true)))
}

/** Things are counted, numbers added up or averaged as they are when nobody says how. */
function measureOf(said: Item[], side: Item, draft: Draft, much: boolean): PlanMeasure | undefined {
  const fn = said.find(({ t }) => t === 'agg')?.fn
  const own = said.find(({ t }) => t === 'mea')?.measure
  const field = said.find(({ t }) => t === 'num')?.field
  const ent = said.find(({ t }) => t === 'ent')?.ent
  if (own) return fn && fn !== 'sum' ? undefined : own
  if (field) return fn ? { fn, column: field.ref } : bareMeasure(field)
  if (fn) return undefined
  const counts = much || said.some(({ t }) => t === 'cnt')
  if (ent && counts) {
    draft.counted.push(ent)
    return countOf(ent)
  }
  return counts && side.field ? ({ fn: 'count', of: side.field.dataset.name } as PlanMeasure) : undefined
}
