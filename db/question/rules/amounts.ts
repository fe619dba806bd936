import type { Condition, Fn, PlanMeasure, Unit } from '../../plan.ts'
import { type Draft, merged } from '../draft.ts'
import type { Item } from '../item.ts'
import type { Match, Rule } from '../pattern.ts'
import { bareMeasure, countOf, distinctOf, mainMoney, sizeOf } from '../sense.ts'
import type { Span } from '../spans.ts'
import { truth } from './conditions.ts'

/** Phrases that become one measure: "total sales", "average age and salary", "number of orders". */
export const AMOUNTS: Rule<Draft>[] = [
  {
    name: 'least to greatest',
    when: 'diff a:(agg|sup) and b:(agg|sup) (of|in|for)? num:num',
    make: (m) => {
      const [a, b] = [m.one('a'), m.one('b')].map(fnOf)
      const column = m.one('num').field!.ref
      return a && b
        ? [
            mea(
              m,
              {
                minus: [
                  { fn: a, column },
                  { fn: b, column },
                ],
              },
              true,
            ),
          ]
        : undefined
    },
  },
  {
    name: 'rate of a value',
    when: 'val:(val|flag) of? rate',
    make: (m) => [
      mea(
        m,
        {
          ratio: [
            { fn: 'count', of: m.one('val').field!.dataset.name, where: [isIt(m.one('val'))] } as PlanMeasure,
            { fn: 'count', of: m.one('val').field!.dataset.name } as PlanMeasure,
          ],
          percent: true,
          as: `${m.one('val').say} rate`,
        },
        true,
      ),
    ],
  },
  {
    name: 'rate of a value of a thing',
    when: 'e:ent val:(val|flag) rate',
    make: (m) => [
      mea(
        [m.one('val'), m.items[2]!],
        {
          ratio: [
            { fn: 'count', of: m.one('val').field!.dataset.name, where: [isIt(m.one('val'))] } as PlanMeasure,
            { fn: 'count', of: m.one('val').field!.dataset.name } as PlanMeasure,
          ],
          percent: true,
          as: `${m.one('val').say} rate`,
        },
        true,
      ),
    ],
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
    name: 'average amount per thing',
    when: 'how:agg (of|gen)? num:num (of|gen)? by:by ent:ent',
    make: (m) => {
      const field = m.one('num').field!
      if (m.one('how').fn !== 'average' || field.column.additive === false || !isPer(m.one('by'), m.one('ent')))
        return undefined
      return [mea(m, { ratio: [{ fn: 'sum', column: field.ref }, countOf(m.one('ent').ent!)] })]
    },
  },
  {
    name: 'amount per thing',
    when: '(agg cnt|much)? num:num verb? (of|gen)? by:by ent:ent',
    make: (m) => {
      const field = m.one('num').field!
      const agg = m.items[0]!
      if ((agg.fn && agg.fn !== 'average') || field.column.additive === false || !isPer(m.one('by'), m.one('ent')))
        return undefined
      return [mea(m, { ratio: [{ fn: 'sum', column: field.ref }, countOf(m.one('ent').ent!)] })]
    },
  },
  {
    name: 'correlation',
    when: 'corr (of|in|for)? a:num (and|with|to|of|comma)+ b:num',
    make: (m) => [mea(m, { correlation: [m.one('a').field!.ref, m.one('b').field!.ref] }, true)],
  },
  {
    name: 'average number of things per thing',
    when: 'agg of? cnt distinct? a:ent by:by b:ent',
    make: (m, draft) => perThing(m, draft, m.one('a'), m.one('b')),
  },
  {
    name: 'average number of things per period',
    when: 'agg of? cnt distinct? a:ent by g:grain',
    make: (m, draft) => {
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
    name: 'range',
    when: 'diff (of|in)? num:num',
    make: (m) => {
      const column = m.one('num').field!.ref
      return /range/.test(m.items[0]!.say)
        ? [
            mea(
              m,
              {
                minus: [
                  { fn: 'max', column },
                  { fn: 'min', column },
                ],
              },
              true,
            ),
          ]
        : undefined
    },
  },
  {
    name: 'things per thing, on average',
    when: 'cnt a:ent by:by b:ent how:agg',
    make: (m, draft) => (m.one('how').fn === 'average' ? perThing(m, draft, m.one('a'), m.one('b')) : undefined),
  },
  {
    name: 'aggregate of a measure',
    when: 'how:agg (of|for|gen)? m:mea',
    make: (m) => {
      const inner = m.one('m').measure!
      const { fn } = m.one('how')
      if (m.one('m').said && fn === 'sum' && !('fn' in inner && inner.fn === 'average')) return [m.one('m')]
      return 'fn' in inner && inner.fn === 'sum' && 'column' in inner && fn
        ? [mea(m, { ...inner, fn }, true)]
        : undefined
    },
  },
  {
    name: 'time between two moments',
    when: 'how:(agg|sup)? (cnt of? (unit|grain) of?)? (ent of?)? d:dur (of? ent)? ((in|of)? in:(unit|grain))?',
    make: (m) => duration(m),
  },
  {
    name: 'days between two columns',
    when: 'how:agg? s:span (of|in)? a:tcol (and|to|in|comma)+ b:tcol (in? in:(unit|grain))?',
    make: (m) => {
      const [from, to] = [m.one('a').field!.ref, m.one('b').field!.ref]
      const said = /(second|minute|hour|day|week|month|year)s?/.exec(m.one('s').say)?.[1]
      const unit = (m.maybe('in')?.payload ?? m.maybe('in')?.grain ?? said ?? 'day') as Unit
      return [mea(m, { fn: m.maybe('how')?.fn ?? 'average', from, to, unit }, true)]
    },
  },
  {
    name: 'average ratio',
    when: 'how:agg m:mea',
    make: (m) => (m.one('how').fn === 'average' && 'ratio' in m.one('m').measure! ? [m.one('m')] : undefined),
  },
  {
    name: 'ratio of two amounts',
    when: '(agg of?)? a:(num|mea) by:by b:num',
    make: (m) => {
      const under = m.one('b').field!
      const over = m.one('a').measure ?? bareMeasure(m.one('a').field!)
      if (!/^per$/i.test(m.one('by').say) || (under.column.distinct ?? 99) < 25) return undefined
      return [mea(m, { ratio: [summed(over), { fn: 'sum', column: under.ref }] }, true)]
    },
  },
  {
    name: 'aggregate of a number of',
    when: 'how:agg cnt of? num:num',
    make: (m) => [mea(m, { fn: m.one('how').fn!, column: m.one('num').field!.ref }, true)],
  },
  {
    name: 'aggregate of a column',
    when: 'how:agg (of|for|in|gen|verb)* distinct? num:num',
    make: (m) => [mea(m, { fn: m.one('how').fn!, column: m.one('num').field!.ref }, true)],
  },
  {
    name: 'one aggregate for a list of columns',
    when: 'm:mea sep:(comma and|comma|and) num:num',
    make: (m) => {
      const inner = m.one('m').measure!
      if (!('fn' in inner) || !('column' in inner) || !m.one('m').said) return undefined
      return [m.one('m'), mea(m, { fn: inner.fn, column: m.one('num').field!.ref }, true)]
    },
  },
  {
    name: 'how many are missing',
    when: 'cnt? (of)? empty gen? (of|in|for|with)* col:COL',
    make: (m) =>
      m.items[0]!.t === 'cnt' || m.items.some((each) => each.t === 'gen')
        ? [mea(m, { fn: 'missing', column: m.one('col').field!.ref }, true)]
        : undefined,
  },
  {
    name: 'ratio of one value to another',
    when: 'ratioof a:val (to|in|and|comma)+ b:val ent?',
    make: (m) => {
      const count = (it: Item): PlanMeasure =>
        ({ fn: 'count', of: it.field!.dataset.name, where: [isIt(it)] }) as PlanMeasure
      return [mea(m, { ratio: [count(m.one('a')), count(m.one('b'))] }, true)]
    },
  },
  {
    name: 'ratio of one number to another',
    when: 'ratioof a:num (to|in|and|comma)+ b:num',
    make: (m) => [
      mea(m, { ratio: [summed(bareMeasure(m.one('a').field!)), summed(bareMeasure(m.one('b').field!))] }, true),
    ],
  },
  {
    name: 'transaction count',
    when: 'e:ent cnt',
    make: (m, draft) => {
      if (!/^counts?$/i.test(m.items[1]!.say)) return undefined
      draft.counted.push(m.one('e').ent!)
      return [mea(m, countOf(m.one('e').ent!), true)]
    },
  },
  {
    name: 'count of a thing',
    when: 'cnt (of|in)? different:distinct? vals:(val|flag|sign)* ent:ent',
    make: (m, draft) => {
      draft.counted.push(m.one('ent').ent!)
      return [...m.all('vals'), mea(m, countOf(m.one('ent').ent!), true)]
    },
  },
  {
    name: 'count of different values',
    when: 'cnt of? distinct? col:(dim|idc|tcol)',
    make: (m) =>
      m.after.slice(0, 2).some((each) => each.t === 'val' && each.field === m.one('col').field)
        ? undefined
        : [mea(m, distinctOf(m.one('col').field!), true)],
  },
  {
    name: 'count of a value',
    when: 'cnt of? different:distinct? vals:(val|flag)+',
    make: (m) => {
      const { dataset } = m.all('vals')[0]!.field!
      return /^(ent|num|dim|idc)$/.test(m.after[0]?.t ?? '')
        ? undefined
        : [...m.all('vals'), mea([m.items[0]!], { fn: 'count', of: dataset.name } as PlanMeasure, true)]
    },
  },
  {
    name: 'sum of whole units',
    when: 'cnt of? num:num',
    make: (m) => {
      const { field } = m.one('num')
      return field!.column.additive !== false && field!.column.kind === 'integer'
        ? [mea(m, { fn: 'sum', column: field!.ref }, true)]
        : undefined
    },
  },
  { name: 'how much', when: 'much of? num:num', make: (m) => [mea(m, bareMeasure(m.one('num').field!), true)] },
  {
    name: 'how much of a thing',
    when: 'much ent:ent',
    make: (m, draft) => {
      const money = mainMoney(draft.atlas, m.one('ent').ent!.dataset)
      return money && moneyWord(m.one('ent')) ? [mea(m, money, true)] : undefined
    },
  },
  {
    name: 'total of a thing',
    when: 'how:agg of? vals:val* ent:ent gen?',
    make: (m, draft) => {
      const made = total(m.one('ent'), draft, m.one('how').fn!)
      return made && [...m.all('vals'), mea(m, made, true)]
    },
  },
]

function duration(m: Match): Item[] {
  const { from, to, clock } = JSON.parse(m.one('d').payload!) as Span
  const how = m.maybe('how')
  const said = m.items.find((each) => each.t === 'unit' || each.t === 'grain')
  const unit = (said?.payload ?? said?.grain ?? (clock ? 'hour' : 'day')) as Unit
  if (how?.t === 'sup') return [how, mea(m.items.slice(1), { fn: 'average', from, to, unit }, true)]
  return [mea(m, { fn: how?.fn ?? 'average', from, to, unit }, true)]
}

function isIt(it: Item): Condition {
  return { column: it.field!.ref, is: it.t === 'flag' ? truth(it.field!, true) : it.value! }
}

function fnOf(it: Item): Fn | undefined {
  if (it.payload === 'both') return undefined
  return it.fn ?? (it.hint ? undefined : it.dir === 'asc' ? 'min' : 'max')
}

function summed(it: PlanMeasure): PlanMeasure {
  return 'fn' in it && 'column' in it && it.fn === 'average' ? { ...it, fn: 'sum' } : it
}

export function mea(m: Match | Item[], measure: PlanMeasure, said = false): Item {
  return merged(Array.isArray(m) ? m : m.items, { t: 'mea', measure, said })
}

const plainGrain = (it: Item) => /^(day|week|month|quarter|year)$/.test(it.grain ?? '')

const MONEY_WORDS = /^(sale|revenue|turnover|income|spending|spend|payment|purchase|expense|earning|transaction)$/
const MONEY_SAID = /^(sales|revenue|turnover|income|spending|earnings?)/i
const TOTAL_SAID = /^(payments?|expenses?|purchases)/i
export const moneyWord = (it: Item, totalled = false): boolean =>
  MONEY_WORDS.test(it.ent!.words.find((word) => MONEY_WORDS.test(word)) ?? '') &&
  (MONEY_SAID.test(it.say) || (totalled && TOTAL_SAID.test(it.say)))

function total(it: Item, draft: Draft, fn: Fn = 'sum'): PlanMeasure | undefined {
  if (it.measure) return it.measure
  if (it.field) return { fn: 'sum', column: it.field.ref }
  const money = moneyWord(it, true) ? mainMoney(draft.atlas, it.ent!.dataset) : undefined
  if (money) return 'fn' in money ? ({ ...money, fn } as PlanMeasure) : fn === 'sum' ? money : undefined
  if (fn !== 'sum') return undefined
  draft.counted.push(it.ent!)
  return countOf(it.ent!)
}

function perThing(m: Match, draft: Draft, a: Item, b: Item): Item[] {
  draft.counted.push(a.ent!)
  return [mea(m, { ratio: [countOf(a.ent!), countOf(b.ent!)] }, true)]
}

const EACH_PERSON =
  /^(customer|user|order|person|client|member|employee|student|visitor|session|guest|patient|transaction|invoice|account|buyer|passenger|player|household|subscriber|visit|trip|ticket|booking)$/

/** "sales per customer" is one number; "sales per region" is a table. */
function isPer(by: Item, ent: Item): boolean {
  return /^(per|a)$/i.test(by.say) && (EACH_PERSON.test(ent.ent!.words.at(-1)!) || sizeOf(ent) > 30)
}
