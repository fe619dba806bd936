import type { PlanMeasure } from '../../plan.ts'
import { type Draft, merged } from '../draft.ts'
import type { Item } from '../item.ts'
import type { Rule } from '../pattern.ts'
import { countOf, mainMoney, type NamedMeasure, namedMeasure, orderIn, piecesIn } from '../sense.ts'
import { singular } from '../words.ts'
import { everNot } from './absences.ts'
import { mea, plainGrain } from './making.ts'
import { isPer } from './ratios.ts'

/** What becomes of the measures a dataset has names for: counted, averaged, left out, one for each of another. */
export const NAMED: Rule<Draft>[] = [
  {
    name: 'measures of two datasets',
    when: 'v:val? a:mea mid:((in|of|time|val)*) sep:(vs|and|comma) w:val? b:mea',
    make: (m, draft) => {
      const [a, b] = [m.one('a'), m.one('b')].map((each) => namedMeasure(draft.atlas, each.measure!))
      if (!a || !b || a.dataset === b.dataset) return undefined
      const [first, second] = [ofValue(m.maybe('v'), m.one('a'), a, b), ofValue(m.maybe('w'), m.one('b'), b, a)]
      const money = a.unit === 'money' && b.unit === 'money' && a.currency === b.currency
      const part: PlanMeasure = { ratio: [first.measure, second.measure], percent: true, as: `% of ${b.say}` }
      const ratio = money && m.one('sep').t === 'vs' ? [mea(m, part, true)] : []
      return [
        ...first.rest,
        ...second.rest,
        ...m.all('mid').filter((each) => /^(time|val)$/.test(each.t)),
        mea(m, first.measure, true),
        mea(m, second.measure, true),
        ...ratio,
      ]
    },
  },
  {
    name: 'how many of a measure',
    when: '((cnt|much)+ of? m:mea|m:mea (in|of|val|time)* (cnt|much))',
    make: (m, draft) => {
      const own = namedMeasure(draft.atlas, m.one('m').measure!)
      const around = [...m.before, ...m.after].some((each) => /^(time|val|cond|by|sup|top|verb|dim)$/.test(each.t))
      if (own && 'distinct' in own.is && !around) return undefined
      return own && (own.unit === 'count' || m.items.some((each) => each.t === 'much'))
        ? m.items.filter((each) => /^(mea|time|val)$/.test(each.t))
        : undefined
    },
  },
  {
    name: 'without what a measure counts',
    when: 'no:neg m:mea',
    make: (m, draft) => {
      if (everNot(m, draft)) return undefined
      const own = namedMeasure(draft.atlas, m.one('m').measure!)
      const kept = own && 'where' in own.is ? Object.entries(own.is.where ?? {}) : []
      const [column, is] = kept[0] ?? []
      return column && kept.length === 1
        ? [merged(m.items, { t: 'cond', condition: { column: `${own!.dataset.name}.${column}`, is: is!, not: true } })]
        : undefined
    },
  },
  {
    name: 'measure per thing',
    when: 'a:mea by:by e:ent',
    make: (m, draft) => {
      const own = namedMeasure(draft.atlas, m.one('a').measure!)
      const adds = own && !('ratio' in own.is) && own.dataset.table === undefined
      return adds && isPer(m.one('by'), m.one('e'))
        ? [mea(m, { ratio: [m.one('a').measure!, countOf(m.one('e').ent!)] }, true)]
        : undefined
    },
  },
  {
    name: 'median order value',
    when: 'how:agg of? e:ent gen',
    make: (m, draft) => {
      const { fn } = m.one('how')
      const { own, dataset } = m.one('e').ent!
      const money = own || !/^(median|min|max)$/.test(fn ?? '') ? undefined : mainMoney(draft.atlas, dataset)
      if (!money || orderIn(draft.atlas, dataset) !== m.one('e').ent) return undefined
      draft.fold = { fn: fn! }
      draft.groups.push({ item: m.one('e'), each: false })
      return [mea(m, money, true)]
    },
  },
  {
    name: 'new ones of a period',
    when: 'v:val mods:(val*) e:(ent|mea)',
    make: (m, draft) => {
      const told = [...m.before, ...m.after].some((each) => each.t === 'time')
      const { ent, measure } = m.one('e')
      const dataset = ent?.dataset ?? namedMeasure(draft.atlas, measure!)?.dataset
      const joins = dataset?.time && /^(joined|created|registered|opened)$/.test(dataset.time.column)
      if (!/^(new|baru|ใหม่)$/i.test(m.one('v').say) || !told || !joins) return undefined
      draft.modifiers.push(m.one('v'))
      return [...m.all('mods'), m.one('e')]
    },
  },
  {
    name: 'lamps sold',
    when: '(cnt of?)? vals:(val (LIST val)*) (in|of)? verb:verb',
    make: (m, draft) => {
      const busy = [...m.before, ...m.after].some((each) => /^(mea|num|sup|top|cmp|cnt|much|share|ent)$/.test(each.t))
      const pieces = busy ? undefined : piecesIn(draft.atlas, m.all('vals')[0]!.field!.dataset)
      if (!pieces || m.one('verb').payload !== 'quantity unit') return undefined
      return [...m.all('vals'), mea([m.one('verb')], pieces, true)]
    },
  },
  {
    name: 'one measure as part of another',
    when: 'a:mea share b:mea',
    make: (m, draft) => {
      const [a, b] = [m.one('a').measure!, m.one('b').measure!]
      const say = namedMeasure(draft.atlas, b)?.say
      if (!say || JSON.stringify(a) === JSON.stringify(b)) return undefined
      return [mea(m, a, true), mea(m, b, true), mea(m, { ratio: [a, b], percent: true, as: `% of ${say}` }, true)]
    },
  },
  {
    name: 'a branch against a measure',
    when: 'v:(val|cond) vs b:mea',
    make: (m, draft) => {
      const b = namedMeasure(draft.atlas, m.one('b').measure!)
      const other = draft.atlas.datasets.find(
        (each) => each.time && each !== b?.dataset && mainMoney(draft.atlas, each),
      )
      const a = b?.unit === 'money' && other ? mainMoney(draft.atlas, other) : undefined
      if (!a || !b) return undefined
      const part: PlanMeasure = { ratio: [a, m.one('b').measure!], percent: true, as: `% of ${b.say}` }
      return [m.one('v'), mea(m, a, true), mea(m, m.one('b').measure!, true), mea(m, part, true)]
    },
  },
  {
    name: 'average orders per day',
    when: 'm:mea by:by g:grain',
    make: (m, draft) => {
      const [, noun] = /^(?:average|avg|mean) (?:number of )?(\p{L}+s)$/iu.exec(m.one('m').say) ?? []
      const counts = noun ? (draft.atlas.phrases.get(singular(noun.toLowerCase())) ?? []) : []
      const named = counts.flatMap((each) => ('named' in each ? [each.named] : []))[0]
      if (!named || m.one('by').payload !== 'per' || !plainGrain(m.one('g'))) return undefined
      draft.fold = { fn: 'average' }
      const measure = { measure: `${named.dataset.name}.${named.measure}` }
      return [mea(m, measure), merged([m.one('g')], { t: 'foldby', grain: m.one('g').grain! })]
    },
  },
  {
    name: 'average of a measure per period',
    when: 'how:agg m:mea by:by g:grain',
    make: (m, draft) => {
      const own = namedMeasure(draft.atlas, m.one('m').measure!)
      const adds = own && ('sum' in own.is || 'minus' in own.is || own.unit === 'count')
      if (m.one('how').fn !== 'average' || !adds || m.one('by').payload !== 'per' || !plainGrain(m.one('g')))
        return undefined
      draft.fold = { fn: 'average' }
      return [m.one('m'), merged([m.one('g')], { t: 'foldby', grain: m.one('g').grain! })]
    },
  },
  {
    name: 'measure per counted thing',
    when: 'a:mea by:by b:mea',
    make: (m, draft) => {
      const under = namedMeasure(draft.atlas, m.one('b').measure!)
      if (under?.unit !== 'count' || m.one('by').payload !== 'per') return undefined
      return [mea(m, { ratio: [m.one('a').measure!, m.one('b').measure!] }, true)]
    },
  },
]

/** "Marketing" of "marketing expenses" says which expenses; a value both datasets know says which rows of both. */
function ofValue(
  value: Item | undefined,
  it: Item,
  own: NamedMeasure,
  other: NamedMeasure,
): { measure: PlanMeasure; rest: Item[] } {
  const measure = it.measure!
  const both = value?.among?.some((each) => each.dataset === other.dataset)
  if (!value || both || value.field!.dataset !== own.dataset) return { measure, rest: value ? [value] : [] }
  const where = [{ column: value.field!.ref, is: value.value! }]
  return { measure: { ...measure, where, as: `${value.say} ${own.say}`.toLowerCase() }, rest: [] }
}
