import { type Draft, merged } from '../draft.ts'
import type { Item } from '../item.ts'
import type { Match, Rule } from '../pattern.ts'
import { bareMeasure } from '../sense.ts'

/** Groups, periods side by side, parts of the whole, growth, sorting: the shape of the answer. */
export const SHAPES: Rule<Draft>[] = [
  {
    name: 'share of the whole',
    when: 'share of? (agg of?)?',
    make: (m, draft) => {
      draft.share = true
      return [merged(m.items, { t: 'shared' })]
    },
  },
  { name: 'running total', when: 'run (of|in)?', make: (_, draft) => shown(draft, 'running') },
  { name: 'growth', when: 'growth (of|in|for)?', make: (_, draft) => shown(draft, 'growth') },
  { name: 'trend', when: '(in|of)? trend (of|in|for)?', make: (_, draft) => noted(draft, 'trend') },
  { name: 'compare', when: 'compare', make: (_, draft) => noted(draft, 'compare') },
]

export const GROUPS: Rule<Draft>[] = [
  {
    name: 'per time, adjective',
    when: 'g:grain m:(mea|num|hav)',
    make: (m, draft) => (grouped(draft, [m.one('g')], false), [m.one('m')]),
  },
  {
    name: 'done by them',
    when: 'verb by e:ent',
    make: (m) => (m.one('e').ent!.own && /[^s]s$/i.test(m.one('e').say) ? [m.one('e')] : undefined),
  },
  {
    name: 'ranked by',
    when: '(by|sort) by? sup? m:MEA',
    make: (m) => {
      const open = [...m.before, ...m.after].find(
        (each) => each.t === 'rank' && !each.measure && !each.hint && !each.field,
      )
      if (!open) return undefined
      open.measure = m.one('m').measure ?? bareMeasure(m.one('m').field!)
      return []
    },
  },
  {
    name: 'by these',
    when: '(by|hist)+ (of|in|for)? list:(GRP (LIST by? GRP)*)',
    make: (m, draft) => {
      const items = m.all('list').filter((each) => !/^(comma|and|or|by)$/.test(each.t))
      grouped(
        draft,
        items,
        m.items.some((each) => each.payload === 'per'),
      )
      return []
    },
  },
  {
    name: 'sorted by',
    when: 'sort (by|in|of)? (sup|agg)? what:(mea|num|dim|tcol|ent|grain|cnt|rank)? (in|from)? way:(asc|desc)?',
    make: (m, draft) => {
      const what = m.maybe('what')
      const dir = m.maybe('way')?.t as 'asc' | 'desc' | undefined
      draft.sort = { ...(what && { item: what }), ...(dir && { dir }) }
      return []
    },
  },
  {
    name: 'ascending or descending',
    when: '(in|from)? way:(asc|desc)',
    make: (m, draft) => {
      draft.sort = { ...draft.sort, dir: m.one('way').t as 'asc' }
      return []
    },
  },
  {
    name: 'and how many',
    when: 'cnt',
    make: (m, draft) =>
      draft.ranks.length + m.before.length > 0
        ? [merged(m.items, { t: 'mea', measure: { fn: 'count' }, said: true })]
        : undefined,
  },
  {
    name: 'the thing asked for',
    when: 'wh (of|in|for)? n:n? mod:(val|flag|cond|distinct)* g:(ent|dim|idc|grain|tcol)',
    make: (m, draft) => target(m, draft),
  },
]

function grouped(draft: Draft, items: Item[], each: boolean): void {
  for (const item of items) draft.groups.push({ item, each })
}

function target(m: Match, draft: Draft): Item[] {
  const limit = m.maybe('n')?.n
  if (m.all('mod').some((each) => each.t === 'distinct')) draft.distinct = true
  const mods = m.all('mod').filter((each) => each.t !== 'distinct')
  return [...mods, merged([m.one('g')], { ...m.one('g'), t: 'tgt', payload: m.one('g').t, ...(limit && { limit }) })]
}

function shown(draft: Draft, what: 'running' | 'growth'): Item[] {
  draft.show.push(what)
  return []
}

function noted(draft: Draft, what: 'trend' | 'compare'): Item[] {
  draft[what] = true
  return []
}
