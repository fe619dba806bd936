import type { Dataset } from '../../dataset.ts'
import { type Draft, merged } from '../draft.ts'
import type { Field, Item } from '../item.ts'
import type { Rule } from '../pattern.ts'
import { hinted } from '../sense.ts'
import { SECONDS, unitOf } from '../units.ts'
import { nearby, numberTest } from './making.ts'

/** Columns that tell a length of time against a number: "older than 30", "longer than 5 minutes"; days after a day. */
export const CLOCKS: Rule<Draft>[] = [
  {
    name: 'within n days of a moment',
    when: 'then:tcol? within:in n:n unit:(grain|unit) of c:tcol',
    make: (m) => {
      const days = (SECONDS[m.one('unit').payload ?? m.one('unit').grain ?? ''] ?? 0) / 86_400
      const column = m.one('c').field!.ref
      if (!/^within$/i.test(m.one('within').say) || days < 1) return undefined
      const until = m.one('n').n! * Math.round(days)
      const later = m.maybe('then')?.field?.ref ?? ''
      if (later === column) return undefined
      return [
        merged(m.items, {
          t: 'cond',
          condition: {
            all: [
              { column: later, op: '>=', than: { column } },
              { column: later, op: '<=', than: { column, plus: until } },
            ],
          },
        }),
      ]
    },
  },
  {
    name: 'not done for n years',
    when: 'neg (verb|with)* c:num (for|in|within|since)? op:cmp n:n (unit|grain)',
    make: (m) => (m.one('c').field!.words.includes('since') ? [numberTest(m, m.one('c').field!)] : undefined),
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
]

/** The column a length of time is told in. */
function timed(found: Field | undefined, draft: Draft, near: Dataset[]): Field | undefined {
  if (found && unitOf(found)) return found
  const clocks = draft.atlas.fields.filter(
    (each) =>
      near.includes(each.dataset) && each.column.role === 'measure' && TOLD.test(each.words[0]!) && unitOf(each),
  )
  return clocks.length === 1 ? clocks[0] : undefined
}

const TOLD = /^(duration|length|runtime|time|millisecond|second|minute|tenure|experience)$/

/** "5 minutes" in a column of seconds is 300; without a known unit there is no telling. */
function scaled(it: Item, field: Field, unit: string | undefined): Item[] | undefined {
  if (!unit) return [it]
  const own = unitOf(field)
  if (!own || !(unit in SECONDS)) return undefined
  const than = (it.n! * SECONDS[unit]!) / SECONDS[own]!
  return [{ ...it, n: than, condition: { ...(it.condition as { column: string; op: '<' }), than } }]
}
