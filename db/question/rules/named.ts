import { type Draft, merged } from '../draft.ts'
import type { Rule } from '../pattern.ts'
import { namedMeasure } from '../sense.ts'
import { singular } from '../words.ts'
import { mea, plainGrain } from './making.ts'

/** What becomes of the measures a dataset has names for: counted, averaged, left out, one for each of another. */
export const NAMED: Rule<Draft>[] = [
  {
    name: 'how many of a measure',
    when: '(cnt|much)+ of? m:mea',
    make: (m, draft) => {
      const own = namedMeasure(draft.atlas, m.one('m').measure!)
      const around = [...m.before, ...m.after].some((each) => /^(time|val|cond|by|sup|top|verb|dim)$/.test(each.t))
      if (own && 'distinct' in own.is && !around) return undefined
      return own && (own.unit === 'count' || m.items[0]!.t === 'much') ? [m.one('m')] : undefined
    },
  },
  {
    name: 'without what a measure counts',
    when: 'neg m:mea',
    make: (m, draft) => {
      const own = namedMeasure(draft.atlas, m.one('m').measure!)
      const kept = own && 'where' in own.is ? Object.entries(own.is.where ?? {}) : []
      const [column, is] = kept[0] ?? []
      return column && kept.length === 1
        ? [merged(m.items, { t: 'cond', condition: { column: `${own!.dataset.name}.${column}`, is: is!, not: true } })]
        : undefined
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
