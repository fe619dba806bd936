import { type Draft, merged } from '../draft.ts'
import type { Item } from '../item.ts'
import type { Match, Rule } from '../pattern.ts'

/** What is to be shown, one after the other: "the name and age of the patients", "make, model and average price". */
export const NAME_LISTS: Rule<Draft>[] = [
  {
    name: 'name and more of a thing',
    when: 'n:nameof (SEP agg? (COL|cnt))+ (of|for|in|by|with)+ (val|flag|agg|distinct)* e:ent',
    make: (m) => nameOf(m, m.one('n')),
  },
  {
    name: 'more and name of a thing',
    when: '(COL SEP)+ n:nameof (SEP agg? (COL|cnt))* (of|for|in|by|with)+ (val|flag|agg|distinct)* e:ent',
    make: (m) => nameOf(m, m.one('n')),
  },
]

/** Columns before an amount are what it is grouped by. */
export const SHOWN_LISTS: Rule<Draft>[] = [
  {
    name: 'columns and an amount of each',
    when: 'list:((dim|idc|ent|flag) (SEP (dim|idc|ent|flag))*) sep:SEP m:mea (deed:(verb|tcol)? last:by)?',
    make: (m, draft) => {
      const trails = m.maybe('last')
      if (trails && (trails.payload !== 'per' || m.after.length > 0)) return undefined
      if (m.maybe('deed')) draft.modifiers.push(m.one('deed'))
      const free = m.before.every(({ t }) => /^(comma|time|of|in|for|stop)$/.test(t))
      if (!free || m.after.some(({ t }) => t === 'rank' || t === 'by') || draft.groups.length) return undefined
      const list = m.all('list').filter(({ t }) => !/^(comma|and)$/.test(t))
      for (const item of list) draft.groups.push({ item, each: false })
      return [m.one('m')]
    },
  },
]

function nameOf(m: Match, name: Item): Item[] | undefined {
  const { ent, say } = m.one('e')
  if (!ent?.own || !ent.label.length) return undefined
  const named = merged([name], {
    ...m.one('e'),
    from: name.from,
    to: name.to,
    say: `${name.say} ${say}`,
    payload: 'and',
  })
  return m.items.map((each) => (each === name ? named : each))
}
