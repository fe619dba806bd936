import type { Condition } from '../../plan.ts'
import { type Draft, merged } from '../draft.ts'
import type { Rule } from '../pattern.ts'
import { cond, isIt } from './making.ts'

/** "With children", "with a discount or a tip": where there is any of it. */
export const SOME: Rule<Draft>[] = [
  {
    name: 'with some of one or the other',
    when: '(with|verb) list:((num|flag) (LIST (num|flag))+)',
    make: (m) => {
      const nums = m.all('list').filter(({ t }) => t === 'num' || t === 'flag')
      const from0 = nums.every(({ t, field }) => t === 'flag' || Number(field!.column.range?.[0]) === 0)
      const counts = m.before.some((each) => each.t === 'mea' || each.t === 'ent' || each.t === 'tgt')
      if (
        !from0 ||
        !counts ||
        nums.every(({ t }) => t === 'flag') ||
        /^(n|cmp|between|of|by|vs|asc|desc)$/.test(m.after[0]?.t ?? '')
      )
        return undefined
      const some = nums.map(
        (each): Condition => (each.t === 'flag' ? isIt(each) : { column: each.field!.ref, op: '>', than: 0 }),
      )
      const either = m.items.some((each) => each.t === 'or')
      return [merged(m.items, { t: 'cond', field: nums[0]!.field!, condition: either ? { any: some } : { all: some } })]
    },
  },
  {
    name: 'with a day of it',
    when: 'with c:tcol',
    make: (m) => {
      const { field } = m.one('c')
      const thing = m.before.at(-1)
      const own = thing?.ent?.dataset === field!.dataset || thing?.t === 'mea'
      return own && field!.column.missing && !/^(time|in|of|by|order|after|n|cmp|sup|vs)$/.test(m.after[0]?.t ?? '')
        ? [cond(m, field!, { empty: false })]
        : undefined
    },
  },
  {
    name: 'with some of it',
    when: '(with|v:verb) num:(num|dim|idc)',
    make: (m) => {
      const counts = m.before.some((each) => each.t === 'mea' || each.t === 'ent' || each.t === 'tgt')
      const { t, field } = m.one('num')
      const used = !m.maybe('v') || /^(used|use|uses|using|got|get)$/i.test(m.one('v').say)
      if (
        !counts ||
        !used ||
        /^(n|val|str|like|cmp|between|and|comma|sup|in|of|after|asc|desc|by|vs)$/.test(m.after[0]?.t ?? '')
      )
        return undefined
      if (field!.column.missing) return t === 'num' || !m.after.length ? [cond(m, field!, { empty: false })] : undefined
      return t === 'num' && Number(field!.column.range?.[0]) === 0 ? [cond(m, field!, { op: '>', than: 0 })] : undefined
    },
  },
]
