import { type Draft, merged } from '../draft.ts'
import type { Item } from '../item.ts'
import type { Match, Rule } from '../pattern.ts'
import { bareMeasure, countOf, mainMoney } from '../sense.ts'
import { moneyWord } from './amounts.ts'

/** Best and worst: "top 5 customers by sales", "which city has the most orders", "the cheapest product". */
export const RANKS: Rule<Draft>[] = [
  {
    name: 'best n',
    when: '(a:sup b:n|b:n a:sup)',
    make: (m) =>
      m.one('b').percent ? undefined : [merged(m.items, { t: 'top', ...supOf(m.one('a')), limit: m.one('b').n! })],
  },
  {
    name: 'best n, most …',
    when: 'a:top b:sup',
    make: (m) =>
      m.one('a').hint ? undefined : [merged(m.items, { t: 'top', ...supOf(m.one('b')), limit: m.one('a').limit! })],
  },
  {
    name: 'sold the most',
    when: 'verb:verb (of|in)? top:sup',
    make: (m) =>
      m.one('top').hint
        ? undefined
        : [merged(m.items, { t: 'sup', dir: m.one('top').dir!, hint: deed(m.one('verb'), m.one('top').dir!) })],
  },
  {
    name: 'most sold',
    when: 'top:sup verb:verb',
    make: (m) =>
      m.one('top').hint
        ? undefined
        : [merged(m.items, { t: 'sup', dir: m.one('top').dir!, hint: deed(m.one('verb'), m.one('top').dir!) })],
  },
  { name: 'best and worst', when: 'a:(sup|top) (and|or|comma) b:(sup|top)', make: bothEnds },
  {
    name: 'for the best thing',
    when: '(for|in|of) top:(top|sup) g:GRP',
    make: (m, draft) => {
      const { field, ent } = m.one('g')
      const column = field ?? ent?.key
      const money = column && mainMoney(draft.atlas, column.dataset)
      if (m.one('top').hint || !money || !m.after.some((each) => /^(mea|num)$/.test(each.t))) return undefined
      const best = { measure: money, dir: m.one('top').dir!, limit: m.one('top').limit ?? 1 }
      return [merged(m.items, { t: 'cond', condition: { column: column.ref, best } })]
    },
  },
  {
    name: 'most recently hired things',
    when: 'top:(top|sup) c:tcol g:ent',
    make: (m) => {
      const top = m.one('top')
      if (!top.hint?.includes('time')) return undefined
      const rank = merged([top, m.one('c')], {
        t: 'rank',
        dir: top.dir!,
        field: m.one('c').field!,
        ...(top.limit && { limit: top.limit }),
      })
      return [
        merged([m.one('g')], { ...m.one('g'), t: 'tgt', payload: 'ent', ...(top.limit && { limit: top.limit }) }),
        rank,
      ]
    },
  },
  {
    name: 'top things by a measure',
    when: 'top:(top|sup) val:(val|flag)* g:GRP (by|sort|with|in|for|of)+ sup:sup? m:MEA',
    make: (m, draft) => rankedBy(m, draft, true),
  },
  {
    name: 'top things by number of things',
    when: 'top:top val:(val|flag)* g:GRP (by|sort) sup:sup? m:ent',
    make: (m, draft) => rankedBy(m, draft, true),
  },
  {
    name: 'things ranked by a measure',
    when: 'top:top m:MEA (by|for|of|across|in) g:GRP',
    make: (m, draft) => rankedBy(m, draft, true),
  },
  { name: 'most of a measure', when: 'top:(sup|top) m:(mea|num) gen?', make: (m, draft) => rankedBy(m, draft, false) },
  {
    name: 'most of a thing',
    when: 'top:(sup|top) (cnt of)? distinct? m:ent gen?',
    make: (m, draft) => (isRank(m) ? rankedBy(m, draft, false) : undefined),
  },
  {
    name: 'measure is the highest',
    when: 'm:(mea|num) (with|in|of|rel)? top:sup',
    make: (m, draft) => rankedBy(m, draft, false),
  },
  { name: 'top things', when: 'top:(top|sup) val:(val|flag)* g:GRP', make: (m, draft) => rankedBy(m, draft, true) },
  { name: 'the best', when: 'top:(top|sup)', make: (m, draft) => rankedBy(m, draft, false) },
]

/** The verb says what there is most of: units sold, money spent, or rows. */
function deed(verb: Item, dir: 'asc' | 'desc'): string {
  return `${dir}:${verb.payload ?? 'rows'}`
}

function supOf(it: Item): Partial<Item> {
  return { dir: it.dir!, ...(it.hint && { hint: it.hint }) }
}

function bothEnds(m: Match): Item[] | undefined {
  const [a, b] = [m.one('a'), m.one('b')]
  if (a.dir === b.dir) return undefined
  const limit = a.limit ?? b.limit
  return [merged(m.items, { t: limit ? 'top' : 'sup', ...supOf(a), payload: 'both', ...(limit && { limit }) })]
}

/** "most orders" counts orders when something else was asked for before; "cheapest product" is a thing with a hint. */
function isRank(m: Match): boolean {
  if (m.one('top').hint) return false
  if (m.one('top').t === 'top') return false
  return (
    m.before.some((each) => /^(ent|dim|grain|idc|wh|flag|tgt)$/.test(each.t)) ||
    /most|fewest|least|number/.test(m.one('top').say)
  )
}

function rankedBy(m: Match, draft: Draft, withThing: boolean): Item[] {
  const top = m.one('top')
  const said = m.maybe('m')
  const rank: Item = merged([top, ...(said ? [said] : [])], {
    t: 'rank',
    dir: m.maybe('sup')?.dir ?? top.dir!,
    ...(top.hint && { hint: top.hint }),
    ...(top.limit && { limit: top.limit }),
  })
  if (top.payload) rank.payload = top.payload
  const measure = said && measureOf(said, draft)
  if (measure) rank.measure = measure
  if (said?.field) rank.field = said.field
  if (said?.said || said?.ent) rank.said = true
  if (!withThing) return [rank]
  return [
    ...m.all('val'),
    merged([m.one('g')], { ...m.one('g'), t: 'tgt', payload: m.one('g').t, ...(top.limit && { limit: top.limit }) }),
    rank,
  ]
}

function measureOf(it: Item, draft: Draft) {
  if (it.measure) return it.measure
  if (it.field) return bareMeasure(it.field)
  const money = moneyWord(it) ? mainMoney(draft.atlas, it.ent!.dataset) : undefined
  if (!money) draft.counted.push(it.ent!)
  return money ?? countOf(it.ent!)
}
