import type { PlanMeasure } from '../../plan.ts'
import { type Draft, merged } from '../draft.ts'
import { deeds } from '../gather.ts'
import type { Item } from '../item.ts'
import type { Match, Rule } from '../pattern.ts'
import { countOf, fieldIn, mainMoney } from '../sense.ts'
import { moneyWord } from './making.ts'
import { MOST_SO, MOSTLY } from './mostly.ts'
import { measureOf, single } from './rank-measures.ts'
import { ENDS } from './sorts.ts'
import { turned } from './worst.ts'

/** What belongs to the word of rank itself: its number, its verb, its other end. */
export const RANK_WORDS: Rule<Draft>[] = [
  ...ENDS,
  {
    name: 'highest count first',
    when: '(with|sort|comma)* s:sup (cnt|num|mea|dur|agg|dim|tcol|gen)* first:sup',
    make: (m) =>
      /^first$/i.test(m.one('first').say) && !m.one('s').hint && m.after.length === 0
        ? [merged(m.items, { t: 'sort' }), merged([m.one('first')], { t: m.one('s').dir! })]
        : undefined,
  },
  {
    name: 'best n',
    when: '(a:sup b:n|b:n a:sup)',
    make: (m) => (m.one('b').percent ? undefined : [top(m, m.one('a'), m.one('b').n)]),
  },
  {
    name: 'n things, the best',
    when: 'b:n g:(ent|dim) a:sup',
    make: (m) => (m.one('b').percent ? undefined : [top(m, m.one('a'), m.one('b').n), m.one('g')]),
  },
  {
    name: 'best n, most …',
    when: 'a:top b:sup',
    make: (m) => (m.one('a').hint ? undefined : [top(m, m.one('b'), m.one('a').limit)]),
  },
  { name: 'sold the most', when: 'verb:verb (of|in)? a:(sup|top)', make: done },
  { name: 'most sold', when: 'a:(sup|top) verb:verb thing:(ent|dim|idc)?', make: done },
  {
    name: 'n things with the best',
    when: 'n:n g:(ent|dim) (with|by|in|verb)+ a:sup',
    make: (m) => {
      const before = m.before.at(-1)?.t ?? ''
      if (/^(cmp|sup|top|wh|between|and)$/.test(before) || m.one('n').payload === 'ordinal') return undefined
      return [m.one('g'), ...m.items.slice(2, -1), top({ ...m, items: [m.one('a')] }, m.one('a'), m.one('n').n)]
    },
  },
  { name: 'best and worst', when: 'a:(sup|top) (and|or|comma) b:(sup|top)', make: bothEnds },
  {
    name: 'top loss-making things',
    when: 'a:top sign:sign g:GRP',
    make: (m, draft) => {
      const dataset = m.one('g').field?.dataset ?? m.one('g').ent?.dataset
      const profit = dataset && fieldIn(draft.atlas, dataset, (words) => words.includes('profit'))
      if (!profit) return undefined
      const measure: PlanMeasure = { fn: 'sum', column: profit.ref }
      const dir = m.one('sign').op === '<' ? 'asc' : 'desc'
      const having = merged([m.one('sign')], { t: 'hav', measure, op: m.one('sign').op!, n: 0 })
      return [
        having,
        thing(m, m.one('a').limit),
        merged([m.one('a')], { t: 'rank', dir, measure, said: true, limit: m.one('a').limit! }),
      ]
    },
  },
]

/** Best and worst: "top 5 customers by sales", "which city has the most orders", "the cheapest product". */
export const RANKS: Rule<Draft>[] = [
  { name: 'for the best thing', when: '(for|in|of) top:(top|sup) g:GRP', make: forTheBest },
  {
    name: 'most recently hired things',
    when: 'top:(top|sup) c:tcol g:ent',
    make: (m) => {
      const a = m.one('top')
      if (!a.hint?.includes('time')) return undefined
      const limit = a.limit && { limit: a.limit }
      return [
        thing(m, a.limit),
        merged([a, m.one('c')], { t: 'rank', dir: a.dir!, field: m.one('c').field!, ...limit }),
      ]
    },
  },
  {
    name: 'opened last',
    when: 'c:tcol top:(sup|top)',
    make: (m) => {
      const a = m.one('top')
      if (!a.hint?.includes('time')) return undefined
      return [merged(m.items, { t: 'rank', dir: a.dir!, field: m.one('c').field!, ...(a.limit && { limit: a.limit }) })]
    },
  },
  ...MOSTLY,
  {
    name: 'top things by a measure',
    when: 'top:(top|sup) MODS g:GRP RANKED sup:sup? m:MEA',
    make: (m, draft) => ranked(m, draft, true),
  },
  {
    name: 'top things by number of things',
    when: 'top:top MODS g:GRP how:(by|sort) sup:sup? m:ent',
    make: (m, draft) => (m.one('how').payload === 'per' ? undefined : ranked(m, draft, true)),
  },
  {
    name: 'things ranked by a measure',
    when: 'top:top m:MEA (by|for|of|across|in) g:GRP',
    make: (m, draft) => ranked(m, draft, true),
  },
  {
    name: 'best month of a measure',
    when: 'top:(top|sup) m:MEA g:(grain|ent|dim)',
    make: (m, draft) => ranked(m, draft, true),
  },
  {
    name: 'most of a measure',
    when: 'top:(sup|top) m:MEA gen?',
    // "The last order" is one of them, not the most of them.
    make: (m, draft) => (/\btime\b/.test(m.one('top').hint ?? '') ? undefined : ranked(m, draft, false)),
  },
  {
    name: 'most of a thing',
    when: 'top:sup (cnt of)? distinct? mods:(val|flag)* m:ent gen?',
    make: (m, draft) => (countsThings(m) ? [...m.all('mods'), ...ranked(m, draft, false)] : undefined),
  },
  ...MOST_SO,
  {
    name: 'measure is the highest',
    when: 'm:MEA (with|in|of|rel)? top:sup',
    make: (m, draft) => ranked(m, draft, false),
  },
  { name: 'top things', when: 'top:(top|sup) MODS g:GRP', make: (m, draft) => ranked(m, draft, true) },
  {
    name: 'best of a value',
    when: 'top:(top|sup) v:val',
    make: (m, draft) => {
      const { dataset } = m.one('v').field!
      const ent = draft.atlas.entities.find(
        (each) => each.own && each.dataset === dataset && (each.label.length > 0 || each.key),
      )
      const asked = [...m.before, ...m.after].some((each) => /^(ent|dim|tgt|num|mea)$/.test(each.t))
      if (!ent || asked || !m.one('top').hint) return undefined
      const rank = ranked(m, draft, false)
      const limit = m.one('top').limit
      return [m.one('v'), merged([m.one('v')], { t: 'tgt', payload: 'ent', ent, ...(limit && { limit }) }), ...rank]
    },
  },
  { name: 'the best', when: 'top:(top|sup)', make: (m, draft) => ranked(m, draft, false) },
  {
    name: 'the best on average',
    when: 'r:rank (in? verb)? how:agg',
    make: (m, draft) => {
      const { measure } = m.one('r')
      if (m.one('how').fn !== 'average') return undefined
      const sum = measure && 'fn' in measure && measure.fn === 'sum' && 'column' in measure && !measure.times
      if (sum) return [{ ...m.one('r'), measure: { ...measure, fn: 'average' } as PlanMeasure }]
      if (measure) return undefined
      draft.averaged = true
      return [m.one('r')]
    },
  },
]

function top(m: Match, from: Item, limit: number | undefined): Item {
  return merged(m.items, { t: 'top', dir: from.dir!, ...(from.hint && { hint: from.hint }), ...(limit && { limit }) })
}

/** The verb says what there is most of: units sold, money spent, or rows; unless a noun behind it does. */
function done(m: Match, draft: Draft): Item[] | undefined {
  const { hint, dir, t, limit } = m.one('a')
  if (hint || /^(ent|num|dim|cnt|mea|idc|top)$/.test(m.after[0]?.t ?? '')) return undefined
  const things = m.maybe('thing') ? [m.one('thing')] : []
  const verb = m.one('verb')
  const deed = verb.payload === 'rows' ? deeds(draft, verb)[0]?.ent : undefined
  const said = deed ? { measure: countOf(deed) } : { hint: `${dir}:${verb.payload ?? 'rows'}` }
  const words = m.items.filter((each) => !things.includes(each))
  return [merged(words, { t, dir: dir!, ...said, ...(limit && { limit }) }), ...things]
}

function bothEnds(m: Match): Item[] | undefined {
  const [a, b] = [m.one('a'), m.one('b')]
  const limit = a.limit ?? b.limit
  const thing =
    limit ||
    m.before.some((each) => /^(wh|ent|dim|grain)$/.test(each.t)) ||
    /^(ent|dim|grain)$/.test(m.after[0]?.t ?? '')
  if (a.dir === b.dir || !thing || m.before.at(-1)?.t === 'diff') return undefined
  return [
    merged(m.items, {
      t: limit ? 'top' : 'sup',
      dir: a.dir!,
      ...(a.hint && { hint: a.hint }),
      payload: 'both',
      ...(limit && { limit }),
    }),
  ]
}

function forTheBest(m: Match, draft: Draft): Item[] | undefined {
  const { field, ent } = m.one('g')
  const column = field ?? ent?.key
  const measure = column && mainMoney(draft.atlas, column.dataset)
  if (m.one('top').hint || !measure || !m.after.some((each) => /^(mea|num)$/.test(each.t))) return undefined
  const best = { measure, dir: m.one('top').dir!, limit: m.one('top').limit ?? 1 }
  return [merged(m.items, { t: 'cond', condition: { column: column.ref, best } })]
}

/** "most orders" counts orders when something else was asked for before; "cheapest product" is a thing with a hint. */
function countsThings(m: Match): boolean {
  if (m.one('top').hint || m.one('top').measure) return false
  if (/^(best|worst|biggest|top)$/i.test(m.one('top').say) && /\b(is|are|was|were)$/i.test(m.before.at(-1)?.say ?? ''))
    return false
  const asked = m.before.some((each) => /^(ent|dim|grain|idc|wh|flag|tgt)$/.test(each.t))
  const counts = /most|fewest|least|number/.test(m.one('top').say)
  return counts || (asked && (plural(m.one('m')) || moneyWord(m.one('m'))))
}

const plural = (it: Item): boolean => /s$/i.test(it.say)

function thing(m: Match, limit?: number): Item {
  const g = m.one('g')
  return merged([g], { ...g, t: 'tgt', payload: g.t, ...(limit && { limit }) })
}

function ranked(m: Match, draft: Draft, withThing: boolean): Item[] {
  const a = m.one('top')
  const said = m.maybe('m')
  const measure = said ? (single(a, said) ?? measureOf(said, draft, /^(most|fewest|least)\b/i.test(a.say))) : a.measure
  const rank = merged([a, ...(said ? [said] : [])], {
    t: 'rank',
    dir: turned(a, measure) ?? m.maybe('sup')?.dir ?? a.dir!,
    ...(a.hint && { hint: a.hint }),
    ...(a.limit && { limit: a.limit }),
    ...(a.payload && { payload: a.payload }),
    ...(measure && { measure }),
    ...(said?.field && { field: said.field }),
    ...((said?.said || said?.ent || a.measure) && { said: true }),
  })
  return withThing ? [...m.all('mods'), thing(m, a.limit), rank] : [rank]
}
