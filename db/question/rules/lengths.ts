import type { Compare, Unit } from '../../plan.ts'
import { type Draft, merged } from '../draft.ts'
import type { Field, Item } from '../item.ts'
import type { Match, Rule } from '../pattern.ts'
import { datasetsOf } from '../sense.ts'
import { momentsOf, type Span } from '../spans.ts'
import { SECONDS, unitOf as unitOfColumn } from '../units.ts'
import { isDone } from '../words.ts'
import { mea, numberTest } from './making.ts'

/** Stretches of time between two moments of a row: how long it takes, and which rows took longer. */
export const LENGTHS: Rule<Draft>[] = [
  {
    name: 'time it takes to do',
    when: 'how:agg? (long|cnt of? u:(unit|grain)|u:(unit|grain)) (verb|in|of)* c:tcol ((of|in)? ent)? end:agg?',
    make: (m, draft) => {
      const from = startOf(m.one('c').field!, draft)
      const unit = unitOf(m.maybe('u')) ?? /\b(day|hour|minute)s\b/.exec(m.items[0]!.say)?.[1]
      const way = { fn: m.maybe('how')?.fn ?? m.maybe('end')?.fn ?? ('average' as const), to: m.one('c').field!.ref }
      return from && [mea(m, { ...way, from: from.ref, unit: (unit ?? 'day') as Unit }, true)]
    },
  },
  {
    name: 'length against a number',
    when: '(with|verb)* d:dur (of|in|with|rel)* op:cmp n:n u:(unit|grain)?',
    make: (m) => {
      const { unit, ...span } = JSON.parse(m.one('d').payload!) as Span
      const said = unitOf(m.maybe('u')) ?? unit
      return said && [longer(m, span, said)]
    },
  },
  {
    name: 'late by more than n minutes',
    when: '(tcol|verb)? s:standing by? op:cmp n:n u:(unit|grain)',
    make: (m, draft) => {
      const near = [...datasetsOf([...m.before, ...m.after]), ...draft.counted.map((each) => each.dataset)]
      const told = draft.atlas.fields.filter(
        (each) => near.includes(each.dataset) && each.words.some((word) => /^(delay|late)/.test(word)),
      )
      const [field] = told.filter((each) => unitOfColumn(each))
      const per = field && SECONDS[unitOf(m.one('u')) ?? '']! / SECONDS[unitOfColumn(field)!]!
      if (told.length !== 1 || !per) return undefined
      return [
        merged(m.items, {
          t: 'cond',
          condition: { column: field.ref, op: m.one('op').op!, than: m.one('n').n! * per },
        }),
      ]
    },
  },
  {
    name: 'took longer to do',
    when: '(verb|with|in)* op:cmp n:n u:(unit|grain) (in|of|verb)+ c:tcol',
    make: (m, draft) => {
      const from = startOf(m.one('c').field!, draft)
      return from && [longer(m, { from: from.ref, to: m.one('c').field!.ref }, unitOf(m.one('u'))!)]
    },
  },
  {
    name: 'done within n days',
    when: 'c:tcol within:in n:n u:(unit|grain)',
    make: (m, draft) => {
      const from = startOf(m.one('c').field!, draft)
      if (!/^within$/i.test(m.one('within').say) || !from || /^(of|tcol|in)$/.test(m.after[0]?.t ?? ''))
        return undefined
      return [longer(m, { from: from.ref, to: m.one('c').field!.ref }, unitOf(m.one('u'))!, '<=')]
    },
  },
  {
    name: 'older than n years',
    when: '(verb|with|rel)* op:cmp n:n u:(unit|grain)? old:old?',
    make: (m, draft) => {
      const near = [...datasetsOf([...m.before, ...m.after]), ...draft.counted.map((each) => each.dataset)]
      const next = m.after[0]
      const stops = /^(num|dim|coin|times|of|tcol|mea)$/.test(next?.t ?? '') || (next?.t === 'ent' && !isDone(next.say))
      const alone = /^(ent|mea)$/.test(m.before.at(-1)?.t ?? '') && !stops
      const born = draft.atlas.fields.filter((each) => near.includes(each.dataset) && isBirth(each))
      const aged = /age/.test(m.one('op').hint ?? '') || m.maybe('old') || (alone && !m.maybe('u'))
      const told = draft.atlas.fields.filter((each) => near.includes(each.dataset) && isAge(each))
      if (!born.length && told.length === 1 && alone && !m.one('op').hint && m.before.at(-1)?.ent?.own !== false)
        return [numberTest(m, told[0]!)]
      if (born.length !== 1 || !aged || (m.maybe('u') && unitOf(m.one('u')) !== 'year')) return undefined
      return [longer(m, { from: born[0]!.ref, to: 'now' }, 'year')]
    },
  },
]

const isAge = ({ column, words }: Field): boolean => column.role === 'measure' && words.join(' ') === 'age'

export const isBirth = ({ column, words }: Field): boolean =>
  column.role === 'time' && column.days !== 'year' && words.includes('birth')

const unitOf = (it?: Item): Unit | undefined => (it?.payload ?? it?.grain?.split(' ')[0]) as Unit | undefined

/** What ends at this moment began at the start of its row. */
function startOf(end: Field, draft: Draft): Field | undefined {
  const { starts, ends } = momentsOf(end.dataset, draft.atlas.fields)
  const own = draft.atlas.fields.find((each) => each.dataset === end.dataset && each.name === end.dataset.time?.column)
  const from = starts.find((each) => each === own) ?? starts[0] ?? (own && !ends.includes(own) ? own : undefined)
  return ends.includes(end) ? from : undefined
}

function longer(m: Match, { from, to }: Pick<Span, 'from' | 'to'>, unit: Unit, op?: Compare): Item {
  return merged(m.items, {
    t: 'cond',
    condition: { from, to, unit, op: op ?? m.one('op').op!, than: m.one('n').n! },
  })
}
