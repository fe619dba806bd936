import type { Draft } from '../draft.ts'
import type { Rule } from '../pattern.ts'

/** In which order the answer is told. */
export const SORTS: Rule<Draft>[] = [
  {
    name: 'sorted by',
    when: 'sort (by|in|of)? (sup|agg)? what:(mea|num|dim|tcol|ent|grain|cnt|rank)? (in|from)? way:(asc|desc)?',
    make: (m, draft) => {
      const dir = m.maybe('way')?.t as 'asc' | 'desc' | undefined
      draft.sort = { ...(m.maybe('what') && { item: m.one('what') }), ...(dir && { dir }) }
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
