import { type Draft, merged } from '../draft.ts'
import type { Item } from '../item.ts'
import type { Match, Rule } from '../pattern.ts'
import { countOf } from '../sense.ts'
import { conditionsOf, mea } from './making.ts'
import { openRank, RANKED_BY, SORTS } from './sorts.ts'
import { WEEKENDS, WHEN_IT_IS } from './whens.ts'

/** Parts of the whole, growth, running totals, trends: what is shown beside the measures. */
export const SHAPES: Rule<Draft>[] = [
  {
    name: 'share of the whole',
    when: 'share of? (agg of?)? rel?',
    make: (m, draft) => {
      const [next] = m.after
      const each = next?.t === 'by' && next.payload === 'per'
      if (!each && !/^(mea|num|ent|val|cnt|flag|hav|cond|idc)$/.test(next?.t ?? '')) return undefined
      // "The share of each colour in Lyon": parts of what is there; "the share of each that is late": a part of each.
      if (each && draft.hinge === undefined) return noted(draft, () => draft.show.push('share'))
      draft.share = true
      return [merged(m.items, { t: 'shared' })]
    },
  },
  { name: 'and this number', when: 'sep:SEP num:num', make: (m) => [{ ...m.one('num'), payload: 'and' }] },
  { name: 'one measure beside another', when: 'a:(num|mea) vs b:(num|mea)', make: (m) => [m.one('a'), m.one('b')] },
  {
    name: 'one period against another',
    when: 'a:time vs b:time',
    make: (m, draft) => noted(draft, () => draft.show.push('change', 'growth')).concat(m.one('a'), m.one('b')),
  },
  {
    name: 'one period or another',
    when: 'a:time or b:time',
    make: (m) => [
      merged(m.items, {
        t: 'cond',
        condition: { any: [{ period: m.one('a').period! }, { period: m.one('b').period! }] },
      }),
    ],
  },
  { name: 'running total', when: 'run (of|in)?', make: (_, draft) => noted(draft, () => draft.show.push('running')) },
  {
    name: 'growth',
    when: 'growth (of|in|for)?',
    make: (m, draft) =>
      // "Employees who have changed jobs" grew by nothing.
      /^changed$/i.test(m.items[0]!.say) && /^(with|rel|verb)$/.test(m.before.at(-1)?.t ?? '')
        ? undefined
        : noted(draft, () =>
            draft.show.push(
              ...(/\bchange(d|s)?\b/i.test(m.items[0]!.say) && !/percent|%|rate/i.test(m.items[0]!.say)
                ? (['change', 'growth'] as const)
                : (['growth'] as const)),
            ),
          ),
  },
  {
    name: 'trend',
    when: '(in|of)? trend (of|in|for)?',
    make: (_, draft) => noted(draft, () => Object.assign(draft, { trend: true })),
  },
  {
    name: 'fell behind',
    when: 'behind',
    make: (_, draft) => noted(draft, () => Object.assign(draft, { behind: true })),
  },
  { name: 'compare', when: 'compare', make: (_, draft) => noted(draft, () => Object.assign(draft, { compare: true })) },
  {
    name: 'how many of them',
    when: 'cntof (with|verb|in|for|rel|by|of)* parts:((val|flag|cond|time) (with|verb|in|comma)*)+',
    make: (m) => {
      const count = m.before.findLast(
        ({ measure }) => measure && 'fn' in measure && /^(count|distinct)$/.test(measure.fn),
      )
      const parts = m.all('parts').filter(({ t }) => /^(val|flag|cond|time)$/.test(t))
      return count && [mea(m, { ...count.measure!, where: parts.flatMap(conditionsOf) }, true)]
    },
  },
  {
    name: 'and this many things',
    when: 'm:mea sep:SEP e:ent',
    make: (m, draft) => (m.one('m').said && plural(m.one('e')) ? [m.one('m'), counted(draft, m.one('e'))] : undefined),
  },
]

export const GROUPS: Rule<Draft>[] = [
  {
    name: 'spread of things by',
    when: 'hist (of|in)? what:(ent|mea|num) by:(by|in|of)+',
    make: (m, draft) => [
      m.one('what').ent ? counted(draft, m.one('what')) : m.one('what'),
      { ...m.all('by').at(-1)!, t: 'by' },
    ],
  },
  {
    name: 'spread, after its column',
    when: 'g:(dim|flag) hist',
    make: (m, draft) => {
      draft.hist = true
      draft.groups.push({ item: m.one('g'), each: false })
      return []
    },
  },
  ...WEEKENDS,
  {
    name: 'per time, adjective',
    when: 'g:grain MODS m:(mea|num|hav)',
    make: (m, draft) => {
      draft.groups.push({ item: m.one('g'), each: false })
      return [...m.all('mods'), m.one('m')]
    },
  },
  {
    name: 'per time, said behind it',
    when: 'm:mea g:grain',
    make: (m, draft) => {
      if (!/^(daily|weekly|monthly|quarterly|yearly|hourly|harian|mingguan|bulanan|tahunan)$/i.test(m.one('g').say))
        return undefined
      draft.groups.push({ item: m.one('g'), each: false })
      return [m.one('m')]
    },
  },
  {
    name: 'things per time, adjective',
    when: 'g:grain e:ent',
    make: (m, draft) => {
      if (!/ly$/i.test(m.one('g').say) || !plural(m.one('e'))) return undefined
      draft.groups.push({ item: m.one('g'), each: false })
      return [counted(draft, m.one('e'))]
    },
  },
  {
    name: 'done by them',
    when: 'verb by e:ent',
    make: (m, draft) => {
      draft.doer = true
      return m.one('e').ent!.own && plural(m.one('e')) ? [m.one('e')] : undefined
    },
  },
  {
    name: 'by those from there',
    when: 'by e:ent with:(in|of|with|rel)+ v:(val|cond)',
    make: (m) =>
      m.one('e').ent!.own &&
      plural(m.one('e')) &&
      /^by$/i.test(m.items[0]!.say) &&
      m.one('v').field?.dataset === m.one('e').ent!.dataset
        ? [m.one('e'), m.one('v')]
        : undefined,
  },
  {
    name: 'ranked by how many things',
    when: '(by|sort) cnt? m:ent',
    make: (m, draft) => {
      const open = openRank(m)
      if (!open || m.items[0]!.payload === 'per' || !plural(m.one('m')) || !m.one('m').ent!.own) return undefined
      draft.counted.push(m.one('m').ent!)
      open.measure = countOf(m.one('m').ent!)
      return []
    },
  },
  ...WHEN_IT_IS,
  ...RANKED_BY,
  {
    name: 'by these',
    when: '(by|hist)+ (of|in|for)? list:(GRP (gen? LIST by? GRP)*)',
    make: (m, draft) => {
      const items = m.all('list').filter((each) => !/^(comma|and|or|by|gen)$/.test(each.t))
      if (m.items.some((each) => each.t === 'hist')) draft.hist = true
      for (const item of items) draft.groups.push({ item, each: m.items.some((each) => each.payload === 'per') })
      return []
    },
  },
  ...SORTS,
  {
    name: 'and how many',
    when: 'cnt',
    make: (m, draft) => {
      // "Loyal customers, how many": of what has a number of its own, no second number is asked for.
      if (m.before.some(({ t }) => t === 'mea') && !/^(and|comma)$/.test(m.before.at(-1)!.t)) return undefined
      return draft.ranks.length + m.before.length + draft.groups.length > 0
        ? [mea(m, { fn: 'count' }, true)]
        : undefined
    },
  },
  {
    name: 'who',
    when: 'wh',
    make: (m, draft) => {
      const next = m.after[0]
      const under = m.before.length === 0 && next?.t === 'cond' && next.field?.column.role === 'id'
      if (!/^who/i.test(m.items[0]!.say) || (!under && /^(ent|dim|n|val|flag|cond)$/.test(next?.t ?? '')))
        return undefined
      draft.who = true
      return []
    },
  },
  {
    name: 'the thing asked for',
    when: 'wh (of|in|for)? n:n? mods:(val|flag|cond|distinct)* g:(ent|dim|idc|grain|tcol|num)',
    make: target,
  },
  { name: 'and this thing', when: 'SEP e:ent', make: (m) => [{ ...m.one('e'), payload: 'and' }] },
]

function noted(_: Draft, note: () => unknown): Item[] {
  note()
  return []
}

function counted(draft: Draft, it: Item): Item {
  draft.counted.push(it.ent!)
  return mea([it], countOf(it.ent!), true)
}

const plural = (it: Item): boolean => /[^s]s$/i.test(it.say)

function target(m: Match, draft: Draft): Item[] | undefined {
  if (
    m.one('g').t === 'num' &&
    !(
      Number(m.one('g').field!.column.distinct) <= 25 &&
      draft.ranks.length + m.after.filter((each) => each.t === 'rank').length > 0
    )
  )
    return undefined
  const limit = m.maybe('n')?.n
  if (m.all('mods').some((each) => each.t === 'distinct')) draft.distinct = true
  const mods = m.all('mods').filter((each) => each.t !== 'distinct')
  return [...mods, merged([m.one('g')], { ...m.one('g'), t: 'tgt', payload: m.one('g').t, ...(limit && { limit }) })]
}
