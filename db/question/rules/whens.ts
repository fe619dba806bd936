import type { Draft } from '../draft.ts'
import type { Rule } from '../pattern.ts'

/** "Sales on weekends vs weekdays". */
export const WEEKENDS: Rule<Draft>[] = [
  {
    name: 'weekends and weekdays',
    when: '(by|in|for|between|compare)* g:grain',
    make: (m, draft) => {
      if (m.one('g').grain !== 'weekend') return undefined
      draft.groups.push({ item: m.one('g'), each: false })
      return []
    },
  },
]

/** "The busiest month in terms of arrivals": the day of the arrival tells the month. */
export const WHEN_IT_IS: Rule<Draft>[] = [
  {
    name: 'in terms of arrivals',
    when: 'by (cnt of?)? c:tcol',
    make: (m) => {
      const best = [...m.before, ...m.after].find((each) => each.t === 'rank' && each.hint?.endsWith(':rows'))
      const when = [...m.before, ...m.after].find((each) => each.grain && !each.field)
      if (!best || !when || m.items[0]!.payload === 'per') return undefined
      when.field = m.one('c').field!
      return []
    },
  },
]
