import { pathTo } from '../../plan/find.ts'
import type { Condition, Fn, PlanMeasure, Unit } from '../../plan.ts'
import { type Draft, merged } from '../draft.ts'
import type { Field, Item } from '../item.ts'
import type { Match, Rule } from '../pattern.ts'
import { bareMeasure, mainMoney, namedMeasure } from '../sense.ts'
import type { Span } from '../spans.ts'
import { isDone, stem } from '../words.ts'
import { ARITHMETIC } from './arithmetic.ts'
import { mea, summed, timeOf, unitOf } from './making.ts'

/** Phrases that become one measure: "total sales", "average age and salary", "time to close". */
export const AMOUNTS: Rule<Draft>[] = [
  ...ARITHMETIC,
  {
    name: 'money of a thing that has it',
    when: 'e:ent m:mea',
    make: (m, draft) => {
      const inner = m.one('m').measure!
      const { own, dataset } = m.one('e').ent!
      const told = JSON.stringify(inner)
      const noted = inner.as !== undefined && m.one('e').to === m.one('m').from
      const its =
        'column' in inner ? inner.column.startsWith(`${dataset.name}.`) : noted && told.includes(`"${dataset.name}`)
      const fits = own && its && !plural(m.one('e').say)
      if (fits) draft.modifiers.push(m.one('e'))
      return fits ? [m.one('m')] : undefined
    },
  },
  {
    name: 'average of the rows of a kind',
    when: 'how:agg of? v:val',
    make: (m, draft) => {
      const { dataset, words } = m.one('v').field!
      const money = /^(type|kind|category)$/.test(words.at(-1)!) ? mainMoney(draft.atlas, dataset) : undefined
      const column = money && 'column' in money && !('times' in money) ? money.column : undefined
      return column && !/^(ent|num|mea|val|dim|gen|idc)$/.test(m.after[0]?.t ?? '')
        ? [mea([m.one('how')], { fn: m.one('how').fn!, column }, true), m.one('v')]
        : undefined
    },
  },
  {
    name: 'shares traded',
    when: 'm:(num|mea) e:ent',
    make: (m, draft) => {
      const { measure, field } = m.one('m')
      const told = field?.dataset.name ?? (measure && 'column' in measure ? measure.column.split('.')[0] : '')
      if (!isDone(m.one('e').say.toLowerCase()) || m.one('e').ent!.dataset.name !== told) return undefined
      draft.modifiers.push(m.one('e'))
      return [m.one('m')]
    },
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
    name: 'stays longer than n days',
    when: 'd:dur (of|in|with|rel)? op:cmp n:n u:(unit|grain)',
    make: (m) => {
      const { from, to } = JSON.parse(m.one('d').payload!) as Span
      const unit = unitOf(m.one('u'))
      const condition = { from, to, unit, op: m.one('op').op, than: m.one('n').n } as Condition
      return unit && [merged(m.items, { t: 'cond', condition })]
    },
  },
  {
    name: 'time between two moments',
    when: 'how:(agg|sup)? (cnt of? (unit|grain) of?)? (ent of?)? d:dur (of? ent)? ((in|of)? in:(unit|grain))?',
    make: (m) => duration(m),
  },
  {
    name: 'days between two columns',
    when: '((how:agg comma?)? s:span|(how:agg comma?)? s:long (agg|in|verb)* between|(how:agg comma?)? cnt of? s:(unit|grain) between) (of|in|ent|verb)* a:(tcol|ent|verb) (of|in|verb)* ent? (and|to|in|comma)+ (of|in|with)* (first:sup)? ent? b:(tcol|ent) (of? ent)? ((in|comma)* in:(unit|grain))?',
    make: (m, draft) => between(m, draft),
  },
  {
    name: 'time between two moments that a column tells',
    when: 'how:agg? span (of|in)? (ent|tcol|sort|verb) (and|to|in)+ b:num',
    make: (m) => {
      const { words, ref } = m.one('b').field!
      const ready = /^(day|hour|minute)$/.test(words[0]!) && /^(to|until)$/.test(words[1] ?? '')
      return ready ? [mea(m, { fn: m.maybe('how')?.fn ?? 'average', column: ref }, true)] : undefined
    },
  },
  {
    name: 'worth of things',
    when: '(how:agg? e:ent of:gen|how:agg? of:gen of e:ent)',
    make: (m, draft) => {
      const fn = m.maybe('how')?.fn ?? 'sum'
      const money = WORTH.test(m.one('of').say) ? mainMoney(draft.atlas, m.one('e').ent!.dataset) : undefined
      return money && 'column' in money && !('unit' in money) && !/cost|spend/i.test(money.column)
        ? [mea(m, { ...money, fn }, true)]
        : undefined
    },
  },
  {
    name: 'average ratio',
    when: 'how:agg m:mea',
    make: (m, draft) => {
      const { measure } = m.one('m')
      const own = namedMeasure(draft.atlas, measure!)
      const ratio = 'ratio' in measure! || (own && ('ratio' in own.is || 'average' in own.is))
      return m.one('how').fn === 'average' && ratio ? [m.one('m')] : undefined
    },
  },
  {
    name: 'one amount less another',
    when: 'a:mea minus b:(num|mea)',
    make: (m) => {
      const [a, b] = [m.one('a'), m.one('b')].map((each) => each.measure ?? bareMeasure(each.field!))
      const apart = 'fn' in a! && 'fn' in b! && a.fn !== b.fn && m.one('b').t === 'num'
      return [mea(m, { minus: [a!, apart ? ({ ...b!, fn: a.fn } as PlanMeasure) : b!] }, true)]
    },
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
    when: 'how:agg (of|for|in|gen|verb)* distinct? MODS num:num',
    make: (m) => [...m.all('mods'), mea(m, { fn: m.one('how').fn!, column: m.one('num').field!.ref }, true)],
  },
  {
    name: 'aggregate behind its column',
    when: 'num:num how:agg',
    make: (m) =>
      m.before.at(-1)?.t === 'agg' || /^(num|ent|mea|of|cnt|n)$/.test(m.after[0]?.t ?? '')
        ? undefined
        : [mea(m, { fn: m.one('how').fn!, column: m.one('num').field!.ref }, true)],
  },
  {
    name: 'the average, said twice',
    when: 'm:mea how:agg',
    make: (m) => {
      const inner = m.one('m').measure!
      return m.one('m').said && 'fn' in inner && inner.fn === 'average' && m.one('how').fn === 'average'
        ? [m.one('m')]
        : undefined
    },
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
]

const plural = (say: string): boolean => /[^s]s$/i.test(say)

const WORTH = /^(value|amount|worth)s?$/i

/** From one moment to another, of one row or of a row and the one it belongs to; or to the first of many such rows. */
function between(m: Match, draft: Draft): Item[] | undefined {
  const [a, b] = [m.one('a'), m.one('b')].map((each, i, both) => momentOf(each, both[1 - i]!, draft))
  if (!a || !b || a.ref === b.ref || (m.maybe('first') && m.one('first').hint !== 'asc:time')) return undefined
  const way = (from: Field, to: Field) => pathTo(draft.atlas.datasets, from.dataset, to.dataset) !== undefined
  if (!way(a, b) && !way(b, a)) return undefined
  const said = /(second|minute|hour|day|week|month|year)s?/.exec(m.one('s').say)?.[1]
  const unit = unitOf(m.maybe('in')) ?? ((said ?? 'day') as Unit)
  const fn = (m.maybe('how') ?? m.items.find((each) => each.t === 'agg'))?.fn ?? 'average'
  draft.modifiers.push(...m.items.filter((each) => each.ent))
  if (!m.maybe('first')) return [mea(m, { fn, from: a.ref, to: b.ref, unit }, true)]
  return firstOf(m, draft, { fn, from: a, to: b, unit })
}

/** The payment of an invoice is the day that one was paid, if it says so, rather than the day of its payments. */
function momentOf(it: Item, other: Item, draft: Draft): Field | undefined {
  if (it.field) return it.field
  const noun = stem(it.ent ? it.ent.words.at(-1)! : it.say.toLowerCase())
  const here = draft.atlas.fields.filter(
    ({ dataset, column, words }) =>
      dataset === other.field?.dataset && column.role === 'time' && stem(words[0]!) === noun,
  )
  return here.length === 1 ? here[0] : it.ent?.own ? timeOf(it.ent!.dataset, draft) : undefined
}

/** To the first order of each customer: one length for every customer, and what those are on average. */
function firstOf(
  m: Match,
  draft: Draft,
  { fn, from, to, unit }: { fn: Fn; from: Field; to: Field; unit: Unit },
): Item[] | undefined {
  const ent = draft.atlas.entities.find((each) => each.own && each.dataset === from.dataset)
  if (!ent?.key || from.dataset === to.dataset || draft.groups.length || m.after.some((each) => each.t === 'by'))
    return undefined
  draft.fold = { fn }
  draft.groups.push({ item: { ...m.one('a'), t: 'idc', field: ent.key, say: 'id' }, each: false })
  return [mea(m, { fn: 'min', from: from.ref, to: to.ref, unit }, true)]
}

function duration(m: Match): Item[] {
  const { from, to, clock, unit: own } = JSON.parse(m.one('d').payload!) as Span
  const how = m.maybe('how')
  const said = m.items.find((each) => each.t === 'unit' || each.t === 'grain')
  const unit = (said?.payload ?? said?.grain?.split(' ')[0] ?? own ?? (clock ? 'hour' : 'day')) as Unit
  const things = [...m.before, ...m.after].some((each) => /^(ent|dim|idc|wh|by|grain)$/.test(each.t))
  if (how?.t === 'sup' && !things) return [mea(m, { fn: how.dir === 'asc' ? 'min' : 'max', from, to, unit }, true)]
  if (how?.t === 'sup') return [how, mea(m.items.slice(1), { fn: 'average', from, to, unit }, true)]
  return [mea(m, { fn: how?.fn ?? 'average', from, to, unit }, true)]
}
