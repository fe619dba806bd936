import type { Condition } from '../../plan.ts'
import { type Draft, merged } from '../draft.ts'
import type { Field, Item } from '../item.ts'
import type { Match, Rule } from '../pattern.ts'
import { nearby, values } from './making.ts'

/** One of the things, by its name or its number. */
export const WHOSE: Rule<Draft>[] = [
  {
    name: 'a thing by name',
    when: 'by? e:ent vals:(val (LIST val)*)',
    make: (m, draft) => {
      const { dataset, label, own } = m.one('e').ent!
      if (m.before.at(-1)?.t === 'wh') return undefined
      const fits = (it: Item) =>
        !it.field ||
        (own
          ? it.field.dataset === dataset && (label.includes(it.field) || it.field.column.role === 'label')
          : label.includes(it.field))
      if (!m.all('vals').every(fits)) return undefined
      if (own) draft.named = m.one('e')
      return [values(m, m.all('vals'))]
    },
  },
  {
    name: 'a thing by its id',
    when: 'by? e:ent (with|in|of)* c:idc (of|op:cmp)? n:n',
    make: (m, draft) => {
      const { ent } = m.one('e')
      const plain = /^(ids?|numbers?|no|keys?|codes?)$/i.test(m.one('c').say)
      if (!ent?.own || !ent.key || !plain || (m.maybe('op')?.op ?? '=') !== '=') return undefined
      draft.modifiers.push(m.one('c'))
      const is = ent.key.column.kind === 'text' ? String(m.one('n').n) : m.one('n').n!
      return [merged(m.items, { t: 'cond', field: ent.key, condition: { column: through(m, ent.key), is } })]
    },
  },
  {
    name: 'not what a note defined',
    when: 'neg:neg (of|with|in)* c:cond',
    make: (m) => {
      const { condition } = m.one('c')
      const plain = condition && 'is' in condition && 'column' in condition && !condition.not
      return plain && m.one('neg').payload !== 'none'
        ? [merged(m.items, { ...m.one('c'), condition: { ...condition, not: true } as Condition })]
        : undefined
    },
  },
]

/** "Managed by Ann Lee", "whose manager is Ann Lee": rows by the name of the one above them. */
export const UNDER: Rule<Draft>[] = [
  {
    name: 'under somebody',
    when: 'u:under vals:(val val?)',
    make: (m, draft) => {
      const vals = m.all('vals')
      const target = vals[0]!.field?.dataset
      const known = vals.every(({ field }) => field?.dataset === target && target?.label?.includes(field!.name))
      const under = m.one('u')
      const above = ABOVE[under.say.toLowerCase().split(' ')[0]!] ?? ABOVE.reports!
      const leads = (each: Field) =>
        each.dataset.links?.some(({ column, to }) => column === each.name && to === target?.name)
      const all = draft.atlas.fields.filter((each) => leads(each) && each.words.some((word) => above.test(word)))
      const near = all.filter(({ dataset }) => nearby(m, draft).includes(dataset))
      const [link, ...others] = near.length ? near : all
      if (known && link && !others.length) {
        const tests = vals.map(({ field, value }): Condition => ({ column: `${link.ref}>${field!.ref}`, is: value! }))
        return [merged(m.items, { t: 'cond', field: link, condition: tests.length > 1 ? { all: tests } : tests[0]! })]
      }
      return / by$/.test(under.say) ? [{ ...under, t: 'verb' }, { ...under, t: 'by' }, ...vals] : undefined
    },
  },
]

/** Who it is that somebody is managed by. */
const ABOVE: Record<string, RegExp> = {
  reports: /^(reports?|manager|supervisor|boss|superior|lead|leader|head)$/,
  managed: /^(reports?|manager|boss|superior)$/,
  supervised: /^(reports?|supervisor|manager)$/,
  led: /^(lead|leader|captain|manager)$/,
  headed: /^(head|chair|manager|leader)$/,
  mentored: /^mentor$/,
  coached: /^coach$/,
  advised: /^advis[eo]r$/,
}

/** "coupons of the merchant with ID 1": the merchant of the coupon, not another one the row has, too. */
function through({ before }: Match, { dataset, ref }: Field): string {
  const whose = before.findLast((each) => each.ent?.own)?.ent?.dataset
  const [link, ...others] = (whose?.links ?? []).filter((each) => each.to === dataset.name)
  return link && !others.length ? `${whose!.name}.${link.column}>${ref}` : ref
}
