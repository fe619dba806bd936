import { type Draft, merged } from '../draft.ts'
import type { Item } from '../item.ts'
import type { Rule } from '../pattern.ts'

import { isDone, singular } from '../words.ts'
import { mea, timeOf } from './making.ts'

/** A noun before a noun only says which one is meant: customer segment, transaction status, user sessions. */
export const NOUNS: Rule<Draft>[] = [
  {
    name: 'by the number of',
    when: 'b:by cnt of? c:num',
    make: (m) => ((m.one('c').field!.column.distinct ?? 99) > 40 ? undefined : [m.one('b'), m.one('c')]),
  },
  {
    name: 'branch which',
    when: 'g:(ent|dim|grain|tcol) w:wh',
    make: (m) =>
      /^(mana|apa|mana saja|apa saja|ไหน|อะไร)$/i.test(m.one('w').say) ? [m.one('w'), m.one('g')] : undefined,
  },
  {
    name: 'thing with id n',
    when: 'e:ent (with|of|comma)* id:idc (of|with)? n:n',
    make: (m, draft) => {
      const { ent } = m.one('e')
      if (!ent!.own || !ent!.key || !/^(id|number|no)$/i.test(m.one('id').say)) return undefined
      draft.modifiers.push(m.one('e'), m.one('id'))
      return [merged(m.items, { t: 'cond', field: ent!.key, condition: { column: ent!.key.ref, is: m.one('n').n! } })]
    },
  },
  {
    name: 'day of the first one',
    when: '(g:(grain|tcol) of s:sup MODS e:ent|s:sup MODS e:ent g:(grain|tcol))',
    make: (m, draft) => {
      const [g, s, e] = [m.one('g'), m.one('s'), m.one('e')]
      const day = g.field ? (g.field.dataset === e.ent!.dataset ? g.field : undefined) : timeOf(e.ent!.dataset, draft)
      const apart = [...m.before, ...m.after].some((each) => /^(by|for)$/.test(each.t))
      const isDay = g.grain ? /^dates?$/i.test(g.say) : true
      if (!/:time$/.test(s.hint ?? '') || !day || !isDay || !apart || !e.ent!.own) return undefined
      draft.modifiers.push(e)
      return [...m.all('mods'), mea(m, { fn: s.hint!.startsWith('asc') ? 'min' : 'max', column: day.ref }, true)]
    },
  },
  {
    name: 'paid by card',
    when: 'p:(num|mea) (by|with|in) both? v:val',
    make: (m, draft) => {
      if (!/^paid$/i.test(m.one('p').say)) return undefined
      draft.modifiers.push(m.one('p'))
      return m.items.slice(1)
    },
  },
  {
    name: 'plays for',
    when: 'deed:verb for:for',
    make: (m) =>
      /^(play|plays|played|ran|run|drives|drove|rides|rode|writes|wrote)$/i.test(m.one('deed').say)
        ? [m.one('for')]
        : undefined,
  },
  {
    name: 'vaccinated for a value',
    when: 'd:dim (for|with|in|by)+ v:val',
    make: (m, draft) => {
      const [d, v] = [m.one('d'), m.one('v')]
      if (!isDone(d.say.toLowerCase()) || d.field !== v.field) return undefined
      draft.modifiers.push(d)
      return [v]
    },
  },
  { name: 'with it in the name', when: 'with? v:val in nameof', make: (m) => [m.one('v')] },
  { name: 'names of things', when: 'nameof of? a:ent', make: (m) => [joined(m.items[0]!, m.one('a'))] },
  {
    name: 'names of things',
    when: 'a:ent nameof',
    make: (m) => [merged(m.items, { ...m.one('a'), to: m.items[1]!.to })],
  },
  {
    name: 'name of a column',
    when: 'a:dim b:(dim|nameof)',
    make: (m, draft) => {
      const [a, b] = [m.one('a'), m.one('b')]
      if (b.field && b.field.words.join(' ') !== 'name') return undefined
      draft.modifiers.push(b)
      return [merged(m.items, { ...a, to: b.to })]
    },
  },
  {
    name: 'year of a day',
    when: '(c:tcol by? g:grain|g:grain of c:tcol)',
    make: (m) => {
      const c = m.one('c')
      if (/^date$/i.test(m.one('g').say) && m.items[0] === c && m.items.length === 2 && m.before.at(-1)?.t !== 'by')
        return [merged(m.items, { ...c, to: m.items[1]!.to })]
      const grain = merged(m.items, { t: 'grain', grain: m.one('g').grain!, field: m.one('c').field! })
      return [...m.items.filter((each) => each.t === 'by'), grain]
    },
  },
  {
    name: 'said twice over',
    when: 'a:num comma? b:num',
    make: (m) =>
      m.one('a').field === m.one('b').field && (m.items.length === 2 || m.items[1]!.say === '/')
        ? [joined(m.one('a'), m.one('b'))]
        : undefined,
  },
  {
    name: 'tax of so many percent',
    when: 'a:num p:share',
    make: (m) => {
      const { words, ref } = m.one('a').field!
      const told = /^(percent|percentage|%)$/i.test(m.one('p').say) && /^(\d+|percent)$/.test(words.at(-1)!)
      return told ? [mea(m, { fn: 'average', column: ref }, true)] : undefined
    },
  },
  {
    name: 'value of another column',
    when: 'v:val d:dim',
    make: (m, draft) => {
      const { field, among } = m.one('v')
      const d = m.one('d').field!
      // "French-language": where the language has that value, it is not the country.
      if (field !== d && among?.includes(d)) draft.soft += 0.3
      return undefined
    },
  },
  {
    name: 'value, and half of a value like it',
    when: 'a:val b:val',
    make: (m, draft) => {
      const [a, b] = [m.one('a'), m.one('b')]
      if (a.field !== b.field || a.to !== b.from || a.soft || !b.soft) return undefined
      if (!isDone(b.say.toLowerCase())) draft.soft += 0.5
      draft.modifiers.push(b)
      return [a]
    },
  },
  {
    name: 'thing before its column',
    when: 'a:ent b:(num|dim|idc)',
    make: (m, draft) => {
      const [a, b] = [m.one('a'), m.one('b')]
      const counts = m.before.findLast(({ t }) => t !== 'of')?.t === 'cnt'
      if (counts && b.t === 'num' && /^(cmp|between)$/.test(m.after[0]?.t ?? '')) return undefined
      // What was paid is a deed, the fees paid are an amount.
      if (isDone(b.say.toLowerCase()) && b.from !== a.to) return undefined
      if (/ed$/.test(b.say) || (isDone(a.say.toLowerCase()) && a.soft)) return undefined
      // The value of an order is more than the amount of one of its lines.
      if (!a.ent!.own && a.ent!.dataset.table === undefined && b.t === 'num') draft.soft += 0.4
      if (a.ent!.dataset === b.field!.dataset || namesIt(a, b)) return modified(draft, a, b)
      const far = throughLink(a, b)
      if (far) return modified(draft, a, far)
      draft.soft += 0.4
      return undefined
    },
  },
  {
    name: 'column before its thing',
    when: 'a:num b:ent',
    make: (m, draft) => {
      const [a, b] = [m.one('a'), m.one('b')]
      // "Coin payments" are payments: hardly the coins of them.
      if (b.ent!.own && a.field!.dataset === b.ent!.dataset && a.to === b.from) draft.soft += 0.15
      return undefined
    },
  },
  {
    name: 'column of a thing',
    when: 'b:(num|dim|tcol|idc|flag) of a:ent',
    make: (m, draft) => {
      const [a, b] = [m.one('a'), m.one('b')]
      if (a.ent!.dataset === b.field!.dataset && a.ent!.own) return undefined
      if (!a.ent!.dataset.links?.length && a.ent!.own && a.ent!.dataset !== b.field!.dataset) draft.soft += 0.2
      return undefined
    },
  },
  {
    name: 'column of a table called by these',
    when: 'a:ent b:ent n:num',
    make: (m, draft) => {
      const [a, b, n] = [m.one('a'), m.one('b'), m.one('n')]
      const said = [a, b].flatMap((each) => each.say.toLowerCase().split(' ')).map(singular)
      const found = draft.atlas.fields.filter(
        ({ dataset, words }) =>
          words.join(' ') === n.field!.words.join(' ') &&
          said.every((word) => dataset.words?.map(singular).includes(word)),
      )
      if (found.length !== 1) return undefined
      draft.modifiers.push(a, b, n)
      return [
        { ...merged([n], { ...n, field: found[0]!, from: a.from }), say: m.items.map((each) => each.say).join(' ') },
      ]
    },
  },
  {
    name: 'thing before a thing',
    when: 'a:ent b:ent',
    make: (m, draft) => {
      const [a, b] = [m.one('a'), m.one('b')]
      // "Customers traded" is a deed, not their trades.
      if (b.from > a.to || isDone(b.say.toLowerCase().split(' ')[0]!)) return undefined
      draft.soft += a.ent === b.ent ? 0 : 0.1
      if (a.ent!.own && !b.ent!.own && b.ent!.dataset !== a.ent!.dataset && linked(a, b)) return asSubject(draft, a, b)
      return linked(a, b) ? modified(draft, a, b) : undefined
    },
  },
]

/** "member balance" of member_balances: the table is called by the thing, too. */
const namesIt = ({ ent }: Item, { field }: Item): boolean =>
  ent!.own &&
  field!.dataset.links?.filter((each) => each.to === ent!.dataset.name).length === 1 &&
  field!.dataset.words?.some((word) => singular(word) === singular(ent!.words.at(-1)!)) === true

/** "sender country": the country of the user who is the sender. */
function throughLink(a: Item, b: Item): Item | undefined {
  const { via, dataset } = a.ent!
  const link = via && dataset.links?.find((each) => each.column === via.name && each.to === b.field!.dataset.name)
  return link && { ...b, field: { ...b.field!, ref: `${via.ref}>${b.field!.ref}` } }
}

function joined(a: Item, b: Item): Item {
  return merged([a, b], { ...b, from: a.from, say: `${a.say} ${b.say}` })
}

function linked(a: Item, b: Item): boolean {
  const names = (it: Item) => (it.ent!.dataset.links ?? []).map((each) => each.to)
  return (
    a.ent!.dataset === b.ent!.dataset ||
    names(b).includes(a.ent!.dataset.name) ||
    names(a).includes(b.ent!.dataset.name)
  )
}

/** "which employee supports": the link is only the verb of the thing. */
function asSubject(draft: Draft, a: Item, b: Item): Item[] {
  draft.modifiers.push(a)
  return [merged([a, b], { ...b, from: a.from, say: a.say })]
}

function modified(draft: Draft, a: Item, b: Item): Item[] {
  draft.modifiers.push(a)
  return [joined(a, b)]
}
