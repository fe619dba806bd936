import type { Draft } from '../draft.ts'
import type { Rule } from '../pattern.ts'
import { cond } from './making.ts'

/** One column of a row against another: "return date after due date", "home branch not the branch of return". */
export const PAIRS: Rule<Draft>[] = [
  {
    name: 'column against a column',
    when: 'a:(num|idc|dim|tcol) (of|in|with|rel)? op:cmp b:(num|idc|dim|tcol)',
    make: (m) => {
      const [a, b] = [m.one('a').field!, m.one('b').field!]
      const same = a.dataset === b.dataset && a.ref !== b.ref && (m.one('a').t === 'num') === (m.one('b').t === 'num')
      return same ? [cond(m, a, { op: m.one('op').op!, than: { column: b.ref } })] : undefined
    },
  },
  {
    name: 'not the same column',
    when: 'a:(idc|dim) neg b:(idc|dim)',
    make: (m) => {
      const [a, b] = [m.one('a').field!, m.one('b').field!]
      const last = !/^(val|n|like|cmp)$/.test(m.after[0]?.t ?? '')
      return last && a.dataset === b.dataset && a.ref !== b.ref && m.items[1]!.payload !== 'none'
        ? [cond(m, a, { op: '!=', than: { column: b.ref } })]
        : undefined
    },
  },
]
