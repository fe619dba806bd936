import { pathTo } from '../../plan/find.ts'
import type { PlanMeasure } from '../../plan.ts'
import { type Draft, merged } from '../draft.ts'
import { deeds } from '../gather.ts'
import type { Item } from '../item.ts'
import type { Match, Rule } from '../pattern.ts'
import { bridgeOf } from '../presence.ts'
import { countOf, mainMoney, namedMeasure, piecesIn, timesOf } from '../sense.ts'
import { CLOCKS } from './clocks.ts'
import { amountTest, cond, having, isIt, numberTest } from './making.ts'
import { PAIRS } from './pairs.ts'
import { PRICES } from './prices.ts'

/** What is counted in days or hours, though its name doesn't say which. */
const LONG = /^(time|duration|length|age|delay|day|hour|minute|second|month|year|week|tenure)$/

/** Comparisons: "salary above 5000", "more than 3 orders", "older than 30". */
export const NUMBERS: Rule<Draft>[] = [
  ...PRICES,
  {
    name: 'column between two numbers',
    when: 'num:num (of|in|with|rel)? between a:n and b:n',
    make: (m) => {
      const { column, dataset } = m.one('num').field!
      const [a, b] = [m.one('a').n!, m.one('b').n!]
      const far = Number(column.range?.[0]) > b || Number(column.range?.[1]) < a
      // Money between 2022 and 2023 is more likely that of two years.
      const years = a < b && a > 1990 && b < 2040 && dataset.time !== undefined
      return far || years ? undefined : [cond(m, m.one('num').field!, { between: [a, b] })]
    },
  },
  {
    name: 'measure against a number',
    when: 'm:mea (of|in|with|rel)? op:cmp n:n',
    make: (m, draft) =>
      m.one('op').hint || /^(ent|num|dim|times)$/.test(m.after[0]?.t ?? '')
        ? undefined
        : isCount(m.one('m').measure!)
          ? eachAbove(m, draft)
          : [measureTest(m, draft)],
  },
  {
    name: 'measure of n or more',
    when: 'm:mea (of|in|with|rel)? n:n op:after',
    make: (m, draft) => (isCount(m.one('m').measure!) ? eachAbove(m, draft) : [measureTest(m, draft)]),
  },
  {
    name: 'measure against the average',
    when: 'm:mea op:cmp a:agg num?',
    make: (m) =>
      m.one('a').fn === 'average' && !(m.one('op').hint && isCount(m.one('m').measure!))
        ? [having(m, m.one('m').measure!, m.one('op').op!, 'average')]
        : undefined,
  },
  {
    name: 'measure against a measure',
    when: 'num:num (of|in|with|rel)? op:cmp of:mea',
    make: (m) => [cond(m, m.one('num').field!, { op: m.one('op').op!, than: { measure: m.one('of').measure! } })],
  },
  {
    name: 'column against its average',
    when: 'num:num (of|in|with|rel)? op:cmp a:agg',
    make: (m) => {
      const { ref } = m.one('num').field!
      return [
        cond(m, m.one('num').field!, { op: m.one('op').op!, than: { measure: { fn: m.one('a').fn!, column: ref } } }),
      ]
    },
  },
  { name: 'number and column against a measure', when: 'op:cmp of:mea', make: (m) => thanMeasure(m) },
  {
    name: 'column against a number, with its unit',
    when: 'num:num (of|in|with|rel)? op:cmp n:n unit:num',
    make: (m, draft) => (m.one('unit').field === m.one('num').field ? [amountTest(m, draft)] : undefined),
  },
  {
    name: 'column against a number',
    when: 'num:num (of|in|with|rel)? op:cmp n:n unit:(grain|unit)?',
    make: (m, draft) => {
      if (/^(ent|num|times)$/.test(m.after[0]?.t ?? '')) return undefined
      const unit = m.maybe('unit')
      const long = m.one('num').field!.words.some((word) => LONG.test(word))
      return unit && !long ? [amountTest(m, draft), unit] : [amountTest(m, draft)]
    },
  },
  {
    name: 'column of n or more',
    when: 'num:num (of|in|with|rel)? n:n op:after',
    make: (m, draft) => [amountTest(m, draft)],
  },
  ...PAIRS,
  {
    name: 'number before its column',
    when: 'with? op:cmp n:n (in|of)? num:num',
    // "5000 tickets" are no ticket price.
    make: (m, draft) => (isOnlyPriced(m.one('num')) ? undefined : [amountTest(m, draft)]),
  },
  {
    name: 'n or more of a column',
    when: 'with? n:n op:after (in|of)? num:num',
    make: (m, draft) => [amountTest(m, draft)],
  },
  {
    name: 'more than n things',
    when: '(with|rel|verb)* op:cmp n:n vals:(val|flag)* distinct? ent:ent',
    make: countTest,
  },
  {
    name: 'n or more things',
    when: '(with|rel|verb)* n:n op:after vals:(val|flag)* distinct? ent:ent',
    make: countTest,
  },
  {
    name: 'more than n different values',
    when: '(with|rel)? op:cmp n:n distinct? col:dim',
    make: (m) => [having(m, { fn: 'distinct', column: m.one('col').field!.ref }, m.one('op').op!, m.one('n').n!)],
  },
  {
    name: 'more than n times',
    when: 'op:cmp n:n times',
    make: (m, draft) => {
      const things = m.before.filter((each) => each.ent?.own)
      const verb = m.before.findLast((each) => each.t === 'verb')
      const deed = things.length > 1 ? things.at(-1)!.ent : verb && deeds(draft, verb)[0]?.ent
      if (!deed && things.length === 1 && draft.atlas.datasets.length > 1) return undefined
      const far = deed && things.length === 1 && !pathTo(draft.atlas.datasets, deed.dataset, things[0]!.ent!.dataset)
      const between = far ? bridgeOf(draft.atlas, things[0]!.ent!.dataset, deed.dataset.name) : undefined
      const measure = deed ? timesOf(draft.atlas, between ?? deed.dataset) : ({ fn: 'count' } as PlanMeasure)
      return [having(m, measure, m.one('op').op!, m.one('n').n!)]
    },
  },
  {
    name: 'earns more than a measure',
    when: 'verb:verb op:cmp of:mea',
    make: (m) => thanMeasure(m),
  },
  ...CLOCKS,
]

const isCount = (it: PlanMeasure): boolean =>
  'fn' in it && (it.fn === 'distinct' || (it.fn === 'count' && !('column' in it)))

/** A return rate over 3, or over 3%, is one over 0.03. */
function measureTest(m: Match, draft: Draft): Item {
  const { measure } = m.one('m')
  const { n, percent } = m.one('n')
  const rate = namedMeasure(draft.atlas, measure!)?.unit === 'percent' && (percent || n! > 1)
  return having(m, measure!, m.one('op').op!, rate ? n! / 100 : n!)
}

/** "number of claims above 10,000": each of them, by its one amount. */
function eachAbove(m: Match, draft: Draft): Item[] | undefined {
  const table = draft.counted.at(-1)?.dataset
  const money = table && mainMoney(draft.atlas, table)
  const column = money && 'column' in money && !('times' in money) ? money.column : undefined
  const field = draft.atlas.fields.find(({ ref }) => ref === column)
  return field && !/^(unit|grain|old)$/.test(m.after[0]?.t ?? '') ? [m.one('m'), numberTest(m, field)] : undefined
}

const isOnlyPriced = ({ field, say }: Item): boolean =>
  /^(price|cost|fee|rate)$/.test(field!.words.at(-1)!) &&
  field!.words.length > 1 &&
  /[^s]s$/i.test(say) &&
  !/(price|cost|fee|rate)s?$/i.test(say)

function countTest(m: Match, draft: Draft): Item[] {
  const { ent } = m.one('ent')
  const [op, n] = [m.one('op').op, m.one('n').n]
  const some = (op === '>=' && n === 1) || (op === '>' && n === 0)
  const subject = m.before.find((each) => each.ent?.own)?.ent?.dataset ?? draft.counted[0]?.dataset
  if (some && ent!.own && subject && ent!.dataset !== subject) {
    draft.counted.push(ent!)
    return [...m.all('vals'), merged(m.items, { t: 'cond', condition: { dataset: ent!.dataset.name, has: [] } })]
  }
  draft.counted.push(ent!)
  // In one file of sales "items" are pieces: a row has one product, and any number of it.
  const pieces = !ent!.own && /^(items?|pieces?|units?)$/i.test(m.one('ent').say) && piecesIn(draft.atlas, ent!.dataset)
  if (pieces) draft.modifiers.push(m.one('ent'))
  const where = m.all('vals').map(isIt)
  return [having(m, { ...(pieces || countOf(ent!)), ...(where.length && { where }) }, op!, n!)]
}

function thanMeasure(m: Match): Item[] | undefined {
  const measure = m.one('of').measure!
  const before = m.before.findLast((each) => each.t === 'num')
  if (!('column' in measure)) return undefined
  const column = before?.field?.ref ?? measure.column
  return [merged(m.items, { t: 'cond', condition: { column, op: m.one('op').op!, than: { measure } } })]
}
