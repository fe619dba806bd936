import type { Draft } from '../draft.ts'
import type { Item } from '../item.ts'
import type { Rule } from '../pattern.ts'
import { stem } from '../words.ts'
import { cond, truth } from './making.ts'

/** "Festival days and normal days", "on stormy days". */
export const DAYS_SO: Rule<Draft>[] = [
  {
    name: 'days that are so',
    when: 'v:(val|flag) g:(grain|unit)',
    make: (m) => (/^days$/i.test(m.one('g').say) ? [m.one('v')] : undefined),
  },
]

/** "With central air vs without". */
const WITHOUT: Rule<Draft> = {
  name: 'with it against without',
  when: 'with? a:flag (vs|and|or|comma)+ no:neg',
  make: (m, draft) => {
    if (
      !/^(without|not|no)$/i.test(m.one('no').say) ||
      /^(flag|val|ent|num|dim|cond|tcol|verb)$/.test(m.after[0]?.t ?? '')
    )
      return undefined
    draft.groups.push({ item: { ...m.one('a'), t: 'dim' }, each: false })
    return []
  },
}

/** "Cancelled and not cancelled": the two sides of one column, side by side. */
export const AGAINST_NOT: Rule<Draft>[] = [
  WITHOUT,
  {
    name: 'those who are against those who are not',
    when: 'between? a:flag (vs|and|comma|than)+ (in|for|of|with)* (neg b:flag|usual)',
    make: (m, draft) => {
      if (m.maybe('b') && m.one('a').field !== m.one('b').field) return undefined
      draft.groups.push({ item: { ...m.one('a'), t: 'dim' }, each: false })
      return []
    },
  },
]

/** "Those who left and those who stayed". */
export const SIDE_BY_SIDE: Rule<Draft>[] = [
  {
    name: 'those of one side and of the other',
    when: 'between? a:(flag|cond) (vs|and|comma)+ (rel|of|in|for|with)* b:(flag|cond)',
    make: (m, draft) => {
      const [a, b] = [m.one('a'), m.one('b')]
      const sides = a.field && a.field === b.field && a.field.column.role === 'flag'
      const is = (it: Item) => JSON.stringify(it.condition ?? { column: it.field!.ref, is: truth(it.field!, true) })
      if (!sides || is(a) === is(b)) return undefined
      draft.groups.push({ item: { ...a, t: 'dim' }, each: false })
      return []
    },
  },
]

/** Two columns of one row that do not say the same. */
export const UNLIKE: Rule<Draft>[] = [
  {
    name: 'one column unlike another',
    when: '(with|rel)? a:dim (with|rel|verb)* (differs|neg cmp:cmp) b:dim',
    make: (m) =>
      m.one('a').field === m.one('b').field || (m.maybe('cmp') && m.one('cmp').op !== '=')
        ? undefined
        : [cond(m, m.one('a').field!, { op: '!=', than: { column: m.one('b').field!.ref } })],
  },
  {
    name: 'another one than was planned',
    when: '(v:(verb|dim|tcol))? distinct c:(dim|idc) than (b:(verb|dim|tcol))?',
    make: (m, draft) => {
      const { dataset, words } = m.one('c').field!
      const kin = draft.atlas.fields.filter((each) => each.dataset === dataset && each.words.at(-1) === words.at(-1))
      const said = [...m.all('v'), ...m.all('b')].map((each) => stem(each.say.toLowerCase()))
      const named = kin.filter((each) => each.words.some((word) => said.includes(stem(word))))
      const [a, b, ...others] = named.length > 1 ? named : kin
      if (!a || !b || others.length || !named.length) return undefined
      draft.modifiers.push(...m.items)
      return [cond(m, a, { op: '!=', than: { column: b.ref } })]
    },
  },
]
