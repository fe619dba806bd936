import { type Draft, merged } from '../draft.ts'
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
/** "Who earns the most, men or women?" */
export const ONE_OR_OTHER: Rule<Draft>[] = [
  {
    name: 'this one or that one',
    when: '(comma|in|of|between)* a:val (or|comma or) b:val',
    make: (m) => {
      const [a, b] = [m.one('a'), m.one('b')]
      const ranked = m.before.some(({ t }) => /^(rank|sup|top)$/.test(t))
      const asked = [...m.before, ...m.after].some(({ t }) => /^(tgt|dim|ent|idc|grain|cnt)$/.test(t))
      if (a.field !== b.field || !ranked || asked || a.at || b.at) return undefined
      const is = [a.value!, b.value!]
      return [
        merged(m.items, { t: 'cond', field: a.field!, condition: { column: a.field!.ref, is } }),
        merged(m.items, { t: 'tgt', payload: 'dim', field: a.field!, say: a.field!.words.join(' ') }),
      ]
    },
  },
]

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
