import { type Draft, merged } from '../draft.ts'
import type { Item } from '../item.ts'
import type { Rule } from '../pattern.ts'
import { isDone } from '../words.ts'

/** A noun before a noun only says which one is meant: customer segment, transaction status, user sessions. */
export const NOUNS: Rule<Draft>[] = [
  {
    name: 'branch which',
    when: 'g:(ent|dim|grain|tcol) w:wh',
    make: (m) =>
      /^(mana|apa|mana saja|apa saja|ไหน|อะไร)$/i.test(m.one('w').say) ? [m.one('w'), m.one('g')] : undefined,
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
    name: 'thing before its column',
    when: 'a:ent b:(num|dim|idc)',
    make: (m, draft) => {
      const [a, b] = [m.one('a'), m.one('b')]
      if (/ed$/.test(b.say) || (isDone(a.say.toLowerCase()) && a.soft)) return undefined
      // The value of an order is more than the amount of one of its lines.
      if (!a.ent!.own && a.ent!.dataset.table === undefined && b.t === 'num') draft.soft += 0.4
      if (a.ent!.dataset === b.field!.dataset) return modified(draft, a, b)
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
    name: 'thing before a thing',
    when: 'a:ent b:ent',
    make: (m, draft) => {
      const [a, b] = [m.one('a'), m.one('b')]
      // "Customers traded" is a deed, not their trades.
      if (b.from > a.to || isDone(b.say.toLowerCase())) return undefined
      draft.soft += a.ent === b.ent ? 0 : 0.1
      if (a.ent!.own && !b.ent!.own && b.ent!.dataset !== a.ent!.dataset && linked(a, b)) return asSubject(draft, a, b)
      return linked(a, b) ? modified(draft, a, b) : undefined
    },
  },
]

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
