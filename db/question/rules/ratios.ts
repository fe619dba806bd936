import type { PlanMeasure } from '../../plan.ts'
import { type Draft, merged } from '../draft.ts'
import type { Field, Item } from '../item.ts'
import type { Match, Rule } from '../pattern.ts'
import { bareMeasure, countOf, mainMoney } from '../sense.ts'
import { fnOf, GAPS } from './gaps.ts'
import { isIt, mea, plainGrain, summed, total } from './making.ts'

/** Averages per thing and per period, rates, ranges: what two amounts make. */
export const RATIOS: Rule<Draft>[] = [
  ...GAPS,
  {
    name: 'difference between two aggregates',
    when: 'diff (in|of)? f:agg of? a:num and g:agg of? b:num',
    make: (m) => {
      const amount = (how: Item, of: Item): PlanMeasure => ({ fn: how.fn!, column: of.field!.ref })
      return [mea(m, { minus: [amount(m.one('f'), m.one('a')), amount(m.one('g'), m.one('b'))] }, true)]
    },
  },
  {
    name: 'one amount divided by another',
    when: '(how:agg of?)? a:(num|mea) div agg? b:(num|mea)',
    make: (m) => {
      const [a, b] = [m.one('a'), m.one('b')].map((each) => each.measure ?? (each.field && bareMeasure(each.field)))
      const apart = m.maybe('how') && m.one('how').fn !== 'sum'
      return a && b && !apart ? [mea(m, { ratio: [summed(a), summed(b)] }, true)] : undefined
    },
  },
  {
    name: 'one amount as a percentage of another',
    when: 'a:(num|mea) by:share how:agg? b:(num|mea)',
    make: (m) => {
      if (m.maybe('how') && m.one('how').fn !== 'sum') return undefined
      const [a, b] = [m.one('a'), m.one('b')].map((each) => each.measure ?? (each.field && bareMeasure(each.field)))
      return a && b && /(percent|%|percentage|share|proportion|fraction) of$/i.test(m.one('by').say)
        ? [mea(m, { ratio: [summed(a), summed(b)], percent: true }, true)]
        : undefined
    },
  },
  {
    name: 'part that one amount is of another',
    when: 'share of? agg? a:num (verb|with)* by:(by|in) b:num',
    make: (m) => {
      const [a, b] = [m.one('a').field!, m.one('b').field!]
      const adds = a !== b && a.column.additive !== false && b.column.additive !== false
      const part = /^from$/i.test(m.one('by').say) || m.items.some(({ t }) => t === 'verb')
      const sum = ({ ref }: Field): PlanMeasure => ({ fn: 'sum', column: ref })
      return adds && part ? [mea(m, { ratio: [sum(b), sum(a)], percent: true }, true)] : undefined
    },
  },
  {
    name: 'average of yes and no',
    when: 'how:agg (of|cnt)* flag:flag',
    make: (m) => (m.one('how').fn === 'average' ? [mea(m, rateOf(m.one('flag')), true)] : undefined),
  },
  { name: 'rate of a value', when: 'val:(val|flag) of? rate', make: (m) => [mea(m, rateOf(m.one('val')), true)] },
  {
    name: 'rate of a value of a thing',
    when: 'e:ent val:(val|flag) rate',
    make: (m) => [mea([m.one('val'), m.items[2]!], rateOf(m.one('val')), true)],
  },
  {
    name: 'several aggregates of one column',
    when: 'list:((agg|sup) (SEP (agg|sup))+) (of|in|for)? of:num',
    make: (m) => {
      const said = m.all('list').filter((each) => /^(agg|sup)$/.test(each.t))
      const fns = said.map(fnOf)
      if (!fns.every(Boolean) || said.every((each) => each.t === 'sup')) return undefined
      return fns.map((fn) => mea(m, { fn: fn!, column: m.one('of').field!.ref }))
    },
  },
  {
    name: 'highest and lowest of one column',
    when: 'a:(sup|agg) and b:(sup|agg) (of|in|for)? of:num',
    make: (m) => {
      const fns = [m.one('a'), m.one('b')].map(fnOf)
      return fns.every(Boolean) ? fns.map((fn) => mea(m, { fn: fn!, column: m.one('of').field!.ref })) : undefined
    },
  },
  {
    name: 'average of a per-period total',
    when: 'how:agg per:grain of? what:(num|ent|mea)',
    make: (m, draft) => {
      const inner = total(m.one('what'), draft)
      if (m.one('how').fn !== 'average' || !inner || !plainGrain(m.one('per'))) return undefined
      draft.fold = { fn: 'average' }
      return [mea(m, inner), merged([m.one('per')], { t: 'foldby', grain: m.one('per').grain! })]
    },
  },
  {
    name: 'highest per-period total',
    when: 'how:(sup|agg) per:grain of? what:(num|mea)',
    make: (m, draft) => {
      const fn = fnOf(m.one('how'))
      const inner = total(m.one('what'), draft)
      if (
        !/^(min|max|median)$/.test(fn ?? '') ||
        !inner ||
        !plainGrain(m.one('per')) ||
        m.before.some((each) => /^(grain|ent|dim)$/.test(each.t))
      )
        return undefined
      draft.fold = { fn: fn! }
      return [mea(m, inner), merged([m.one('per')], { t: 'foldby', grain: m.one('per').grain! })]
    },
  },
  {
    name: 'average order value',
    when: 'how:agg of? ent:ent gen',
    make: (m, draft) => {
      const money = m.one('how').fn === 'average' ? mainMoney(draft.atlas, m.one('ent').ent!.dataset) : undefined
      return money && [mea(m, { ratio: [money, countOf(m.one('ent').ent!)], as: `average ${m.one('ent').say} value` })]
    },
  },
  {
    name: 'average bill',
    when: 'how:agg of? ent:ent',
    make: (m, draft) => {
      const bill = /^(bill|payment|invoice|donation|expense|refund|fine|deposit)$/.test(m.one('ent').ent!.words.at(-1)!)
      const money = bill && m.one('ent').ent!.own ? mainMoney(draft.atlas, m.one('ent').ent!.dataset) : undefined
      const column = money && 'column' in money && !('times' in money) ? money.column : undefined
      return column && m.one('how').fn === 'average' && m.after[0]?.t !== 'by'
        ? [mea(m, { fn: 'average', column }, true)]
        : undefined
    },
  },
  {
    name: 'average amount per thing',
    when: 'how:agg (of|gen)? (cnt of?)? num:num (of|gen)? by:by MODS ent:ent',
    make: (m) => {
      const field = m.one('num').field!
      if (m.one('how').fn !== 'average' || !isPer(m.one('by'), m.one('ent'), field)) return undefined
      return [...m.all('mods'), mea(m, { ratio: [{ fn: 'sum', column: field.ref }, countOf(m.one('ent').ent!)] })]
    },
  },
  {
    name: 'average of a measure per thing',
    when: 'how:agg (of|gen)? m:mea (of|gen)? by:by MODS ent:ent',
    make: (m) => {
      const inner = m.one('m').measure!
      const summed = 'fn' in inner && inner.fn === 'sum' && m.one('how').fn === 'average'
      return summed && isPer(m.one('by'), m.one('ent'))
        ? [...m.all('mods'), mea(m, { ratio: [inner, countOf(m.one('ent').ent!)] })]
        : undefined
    },
  },
  {
    name: 'amount per thing',
    when: '(agg cnt|much)? num:num verb? (of|gen)? by:by MODS ent:ent',
    make: (m) => {
      const field = m.one('num').field!
      const agg = m.items[0]!
      if (
        (agg.fn && agg.fn !== 'average') ||
        field.column.additive === false ||
        !isPer(m.one('by'), m.one('ent'), field)
      )
        return undefined
      return [...m.all('mods'), mea(m, { ratio: [{ fn: 'sum', column: field.ref }, countOf(m.one('ent').ent!)] })]
    },
  },
  {
    name: 'measure per thing that buys',
    when: 'm:mea verb? (of|gen)? by:by MODS ent:ent',
    make: (m) => {
      const inner = m.one('m').measure!
      const sum = 'fn' in inner && inner.fn === 'sum' && 'column' in inner && !inner.where
      return sum && isPer(m.one('by'), m.one('ent'))
        ? [...m.all('mods'), mea(m, { ratio: [inner, countOf(m.one('ent').ent!)] })]
        : undefined
    },
  },
  {
    name: 'correlation',
    when: 'corr (of|in|for)? a:num (and|with|to|of|comma)+ b:num',
    make: (m) => [mea(m, { correlation: [m.one('a').field!.ref, m.one('b').field!.ref] }, true)],
  },
  {
    name: 'average number of things per thing',
    when: 'agg (of|comma)? cnt distinct? a:ent (verb|with)? by:by MODS b:ent (with|verb|in)*',
    make: (m, draft) =>
      m.items[0]!.fn === 'sum' ? undefined : [...m.all('mods'), ...perThing(m, draft, m.one('a'), m.one('b'))],
  },
  {
    name: 'average number of things per period',
    when: 'agg of? cnt distinct? a:ent by g:grain',
    make: (m, draft) => {
      if (m.items[0]!.fn === 'sum') return undefined
      draft.fold = { fn: 'average' }
      draft.counted.push(m.one('a').ent!)
      return [mea(m, countOf(m.one('a').ent!)), merged([m.one('g')], { t: 'foldby', grain: m.one('g').grain! })]
    },
  },
  {
    name: 'average things per thing',
    when: 'how:agg a:ent by:by b:ent',
    make: (m, draft) => (m.one('how').fn === 'average' ? perThing(m, draft, m.one('a'), m.one('b')) : undefined),
  },
  {
    name: 'things per thing on average',
    when: 'a:ent by:by b:ent how:agg',
    make: (m, draft) =>
      m.one('how').fn === 'average' && m.one('by').payload === 'per'
        ? perThing(m, draft, m.one('a'), m.one('b'))
        : undefined,
  },
  {
    name: 'things per thing, on average',
    when: '(cnt a:ent (verb|with|in)* by:by b:ent (verb|with|in|of)* how:agg|cnt a:ent b:ent (verb|with|in)+ how:agg)',
    make: (m, draft) => (m.one('how').fn === 'average' ? perThing(m, draft, m.one('a'), m.one('b')) : undefined),
  },
]

/** Rows of one value among the rows that have any. */
export function rateOf(it: Item): PlanMeasure {
  const all = { fn: 'count', of: it.field!.dataset.name } as PlanMeasure
  const filled = it.field!.column.missing ? [{ column: it.field!.ref, empty: false }] : []
  const under = filled.length ? { ...all, where: filled } : all
  return { ratio: [{ ...all, where: [isIt(it)] }, under], percent: true, as: `${it.say} rate` }
}

function perThing(m: Match, draft: Draft, a: Item, b: Item): Item[] {
  draft.counted.push(a.ent!)
  return [mea(m, { ratio: [countOf(a.ent!), countOf(b.ent!)] }, true)]
}

const EACH_PERSON =
  /^(customer|user|order|person|client|member|employee|student|visitor|session|guest|attendee|participant|policyholder|resident|tenant|donor|driver|patient|transaction|invoice|account|buyer|passenger|player|household|subscriber|visit|trip|ticket|booking)$/

/** "sales per customer" is one number; "sales per region" is a table. */
export function isPer(by: Item, ent: Item, of?: Field): boolean {
  const rows = ent.ent!.own && ent.ent!.dataset === of?.dataset && (ent.ent!.dataset.rows ?? 0) > 40
  if (rows && /^(per|a)$/i.test(by.say)) return true
  return /^(per|a)$/i.test(by.say) && EACH_PERSON.test(ent.ent!.words.at(-1)!)
}
