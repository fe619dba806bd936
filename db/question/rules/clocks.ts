import type { Dataset } from '../../dataset.ts'
import type { Draft } from '../draft.ts'
import type { Field, Item } from '../item.ts'
import type { Match, Rule } from '../pattern.ts'
import { hinted } from '../sense.ts'
import { SECONDS, unitOf } from '../units.ts'
import { cond, mea, nearby, numberTest } from './making.ts'

/** Columns that differ from another; columns that tell a length of time against a number: "older than 30", "longer than 5 minutes". */
export const CLOCKS: Rule<Draft>[] = [
  {
    name: 'column that differs from a column',
    when: '(a:(dim|idc|num|tcol) (verb|with|rel|of)* d:differ b:(dim|idc|num|tcol)|a:(dim|idc|num|tcol) and b:(dim|idc|num|tcol) (verb|with|rel)* d:(differ|distinct|same))',
    make: (m) => {
      const [a, b] = [m.one('a').field!, m.one('b').field!]
      const op = m.one('d').op ?? (m.one('d').t === 'same' ? '=' : '!=')
      return a !== b &&
        a.column.kind === b.column.kind &&
        (m.one('d').t !== 'distinct' || /^different$/i.test(m.one('d').say))
        ? [cond(m, a, { op, than: { column: b.ref } })]
        : undefined
    },
  },
  {
    name: 'not done for n years',
    when: 'neg (verb|with)* c:num (for|in|within|since)? op:cmp n:n (unit|grain)',
    make: (m) => (m.one('c').field!.words.includes('since') ? [numberTest(m, m.one('c').field!)] : undefined),
  },
  {
    name: 'over n miles',
    when: '(num:num (of|in|with|rel)*)? verb? op:cmp n:n of:scale',
    make: (m, draft) => {
      const said = m.maybe('num')?.field
      const field = said ?? hinted(draft, `desc:${m.one('of').payload}`, nearby(m, draft))?.field
      return field && [numberTest(m, field)]
    },
  },
  {
    name: 'older than n, longer than n minutes',
    when: 'verb? op:cmp n:n unit:(unit|grain)?',
    make: (m, draft) => {
      if (m.after[0]?.t === 'of' || m.after[0]?.t === 'num') return undefined
      const hint = m.one('op').hint
      const near = nearby(m, draft)
      const unit = m.maybe('unit')?.payload ?? m.maybe('unit')?.grain
      const found = hint ? hinted(draft, hint, near)?.field : undefined
      const field = unit ? timed(found, draft, near) : found
      return field && scaled(numberTest(m, field), field, unit)
    },
  },
  {
    name: 'longer than the average',
    when: 'verb? op:cmp a:agg ent?',
    make: (m, draft) => {
      const hint = m.one('op').hint
      const near = nearby(m, draft)
      const field = hint ? (hinted(draft, hint, near)?.field ?? timed(undefined, draft, near)) : undefined
      const than = field && { measure: { fn: m.one('a').fn!, column: field.ref } }
      return than && [cond(m, field, { op: m.one('op').op!, than })]
    },
  },
]

/** How long things last, by the column that tells it, in the unit that is asked for. */
export const LASTING: Rule<Draft>[] = [
  {
    name: 'how long the longest is',
    when: 'how:long verb? most:(sup|agg) e:ent',
    make: (m, draft) => lastingOf(m, draft),
  },
  {
    name: 'how long things are on average',
    when: 'how:long verb? e:ent most:agg',
    make: (m, draft) => lastingOf(m, draft),
  },
  {
    name: 'in another unit',
    when: 'it:mea of:(by (ent|dim|idc))* comma? in u:(unit|grain)',
    make: (m, draft) => {
      const measure = m.one('it').measure!
      const unit = m.one('u').payload ?? m.one('u').grain ?? ''
      const field = 'column' in measure ? draft.atlas.fields.find(({ ref }) => ref === measure.column) : undefined
      const own = field && unitOf(field)
      if (!own || !(unit in SECONDS) || !('fn' in measure) || /count|distinct/.test(measure.fn)) return undefined
      return [
        mea([m.one('it')], { ...measure, factor: SECONDS[own]! / SECONDS[unit]!, told: unit }, true),
        ...m.all('of'),
      ]
    },
  },
]

function lastingOf(m: Match, draft: Draft): Item[] | undefined {
  const { fn, dir } = m.one('most')
  const field = timed(undefined, draft, [m.one('e').ent!.dataset])
  return field && [mea(m, { fn: fn ?? (dir === 'asc' ? 'min' : 'max'), column: field.ref }, true)]
}

/** The column a length of time is told in. */
function timed(found: Field | undefined, draft: Draft, near: Dataset[]): Field | undefined {
  if (found && unitOf(found)) return found
  const clocks = draft.atlas.fields.filter(
    (each) =>
      near.includes(each.dataset) && each.column.role === 'measure' && TOLD.test(each.words[0]!) && unitOf(each),
  )
  return clocks.length === 1 ? clocks[0] : undefined
}

const TOLD = /^(duration|length|runtime|running|playing|time|millisecond|second|minute|tenure|experience)$/

/** "5 minutes" in a column of seconds is 300; without a known unit there is no telling. */
function scaled(it: Item, field: Field, unit: string | undefined): Item[] | undefined {
  if (!unit) return [it]
  const own = unitOf(field)
  if (!own || !(unit in SECONDS)) return undefined
  const than = (it.n! * SECONDS[unit]!) / SECONDS[own]!
  return [{ ...it, n: than, condition: { ...(it.condition as { column: string; op: '<' }), than } }]
}
