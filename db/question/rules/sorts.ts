import { type Draft, merged } from '../draft.ts'
import type { Item } from '../item.ts'
import type { Match, Rule } from '../pattern.ts'
import { bareMeasure, datasetsOf, hinted } from '../sense.ts'
import { turned } from './worst.ts'

/** By which measure the best are chosen. */
export const RANKED_BY: Rule<Draft>[] = [
  {
    name: 'things in order of a measure',
    when: 'sort g:(ent|dim|idc) by sup? m:MEA',
    make: (m, draft) => {
      draft.groups.push({ item: m.one('g'), each: false })
      return [m.one('m')]
    },
  },
  {
    name: 'ranked by',
    when: '(by|sort) by? sup? m:MEA',
    make: (m) => {
      const open = openRank(m)
      if (!open) return undefined
      open.measure = m.one('m').measure ?? bareMeasure(m.one('m').field!)
      open.dir = turned(open, open.measure) ?? open.dir!
      return []
    },
  },
]

/** "From tallest to shortest" ranks nobody. */
export const ENDS: Rule<Draft>[] = [
  {
    name: 'from tallest to shortest',
    when: 'sort (by|in|of)? s:sup in t:sup',
    make: (m, draft) => {
      const hint = m.one('s').hint
      const near = [...datasetsOf([...m.before, ...m.after]), ...draft.counted.map((each) => each.dataset)]
      const found = hint ? hinted(draft, hint, near) : undefined
      if (!found) return undefined
      draft.sort = { item: merged(m.items, { t: 'num', field: found.field }), dir: found.dir }
      return []
    },
  },
]

/** In which order the answer is told. */
export const SORTS: Rule<Draft>[] = [
  {
    name: 'sorted by',
    when: 'sort (by|in|of)? (sup|agg)? what:(mea|num|dim|tcol|ent|grain|cnt|rank|nameof)? (in|from)? way:(asc|desc)? ((comma|and)+ (by|sort)? then:(num|dim|tcol|ent|nameof) (in|from)? last:(asc|desc)?)?',
    make: (m, draft) => {
      const dirOf = (name: string) => m.maybe(name) && { dir: m.one(name).t as 'asc' | 'desc' }
      const next = m.maybe('then') && { next: { item: m.one('then'), ...dirOf('last') } }
      draft.sort = { ...(m.maybe('what') && { item: m.one('what') }), ...dirOf('way'), ...next }
      return []
    },
  },
  {
    name: 'ascending or descending',
    when: '(in|from)? way:(asc|desc)',
    make: (m, draft) => {
      const way = m.one('way')
      // "Starting from the earliest date" speaks of the months, not of what was counted in them.
      const byTime = /earliest|latest|chrono|oldest|newest|recent/i.test(way.say) && !draft.sort?.item
      draft.sort = { ...draft.sort, dir: way.t as 'asc', ...(byTime && { item: { ...way, grain: 'day' as const } }) }
      return []
    },
  },
]

/** "Top 3 of each branch by orders": the rank that still waits for what it goes by. */
export const openRank = (m: Match): Item | undefined =>
  [...m.before, ...m.after].find((each) => each.t === 'rank' && !each.measure && !each.hint && !each.field)
