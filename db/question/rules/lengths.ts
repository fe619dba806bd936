import { pathTo } from '../../plan/find.ts'
import type { Compare, Unit } from '../../plan.ts'
import { type Draft, merged } from '../draft.ts'
import { deeds } from '../gather.ts'
import type { Entity, Field, Item } from '../item.ts'
import { isPerson } from '../lexicon/people.ts'
import type { Match, Rule } from '../pattern.ts'
import { datasetsOf } from '../sense.ts'
import { momentsOf, type Span, spansOf } from '../spans.ts'
import { SECONDS, unitOf as unitOfColumn } from '../units.ts'
import { isDone } from '../words.ts'
import { LASTING } from './clocks.ts'
import { mea, numberTest, timeOf, unitOf } from './making.ts'

/** Stretches of time between two moments of a row: how long it takes, and which rows took longer. */
export const LENGTHS: Rule<Draft>[] = [
  ...LASTING,
  {
    name: 'how long they last',
    when: 'l:long how:agg? MODS e:ent (verb|rel|with)* last:sup? end:agg?',
    make: (m, draft) => {
      const { dataset, own } = m.one('e').ent!
      const spans = spansOf(dataset, draft.atlas.fields).map(([, { from, to }]) => JSON.stringify({ from, to }))
      const ready = draft.atlas.fields.some((each) => each.dataset === dataset && unitOfColumn(each))
      const [only, ...others] = [...new Set(spans)]
      const lasts =
        /^(how long|how much time)/i.test(m.one('l').say) && /^(tcol|num|time)$/.test(m.after[0]?.t ?? '') === false
      if (!own || !only || others.length || ready || !lasts) return undefined
      if (m.maybe('last') && !/^last$/i.test(m.one('last').say)) return undefined
      const fn = m.maybe('how')?.fn ?? m.maybe('end')?.fn ?? 'average'
      draft.modifiers.push(m.one('e'))
      return [...m.all('mods'), mea(m, { fn, ...(JSON.parse(only) as Pick<Span, 'from' | 'to'>), unit: 'day' }, true)]
    },
  },
  {
    name: 'how long until it is done after another deed',
    when: 'l:long how:agg? (in|with)* b:(tcol|verb) (of|ent)* way:order (ent|verb)* c:tcol',
    make: (m) => {
      const c = m.one('c').field!
      const b = m.one('b').field
      if (!b || b.dataset !== c.dataset || b === c || m.one('way').op !== '>') return undefined
      const said = /\b(day|hour|minute|week)s\b/i.exec(m.one('l').say)?.[1]
      return [
        mea(m, { fn: m.maybe('how')?.fn ?? 'average', from: c.ref, to: b.ref, unit: (said ?? 'day') as Unit }, true),
      ]
    },
  },
  {
    name: 'when each last did',
    when: 'when by:by MODS e:ent s:sup x:(ent|verb|tcol)?',
    make: (m, draft) => {
      const { hint } = m.one('s')
      if (!/^(desc|asc):time$/.test(hint ?? '')) return undefined
      const x = m.maybe('x') && (m.one('x').field ?? deedTime(m.one('x'), draft))
      // The last of what: a word that says nothing here may be the deed.
      if (!x) return m.after.length ? undefined : [{ ...m.one('s'), t: 'x' }]
      draft.groups.push({ item: m.one('e'), each: false })
      draft.modifiers.push(m.one('x'))
      return [...m.all('mods'), mea(m, { fn: hint === 'desc:time' ? 'max' : 'min', column: x.ref }, true)]
    },
  },
  {
    name: 'hours of shifts',
    when: 'how:agg? e:ent u:(unit|grain)',
    make: (m, draft) => {
      const { dataset, own } = m.one('e').ent!
      const spans = spansOf(dataset, draft.atlas.fields).map(([, { from, to }]) => JSON.stringify({ from, to }))
      const [only, ...others] = [...new Set(spans)]
      const unit = unitOf(m.one('u'))
      if (!own || !only || others.length || !unit || !/^(hours|minutes|days)$/i.test(m.one('u').say)) return undefined
      draft.modifiers.push(m.one('e'))
      return [
        mea(m, { fn: m.maybe('how')?.fn ?? 'sum', ...(JSON.parse(only) as Pick<Span, 'from' | 'to'>), unit }, true),
      ]
    },
  },
  {
    name: 'time since the last one',
    when: 'how:agg? (long|cnt of? u:(unit|grain)|u:(unit|grain))? (verb|with|of)* since (verb|in|of)* (by:by? g:ent)? last:sup? x:(ent|tcol)',
    make: (m, draft) => sinceLast(m, draft),
  },
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
    name: 'days before a moment',
    when: 'how:agg? (long|cnt of? u:(unit|grain)|u:(unit|grain)) way:order c:tcol (verb|with|of|in|ent)* e:(ent|tcol) (verb|with)* end:agg?',
    make: (m, draft) => {
      const said =
        unitOf(m.maybe('u')) ??
        /\b(day|hour|minute|week|month)s\b/i.exec(m.items.map((each) => each.say).join(' '))?.[1]
      const e = m.one('e').field ?? (m.one('e').ent?.own ? timeOf(m.one('e').ent!.dataset, draft) : undefined)
      const c = m.one('c').field!
      if (!e || e.ref === c.ref || !pathTo(draft.atlas.datasets, e.dataset, c.dataset)) return undefined
      const [from, to] = m.one('way').op === '<' ? [e, c] : [c, e]
      draft.modifiers.push(m.one('e'))
      const fn = m.maybe('how')?.fn ?? m.maybe('end')?.fn ?? 'average'
      return [mea(m, { fn, from: from.ref, to: to.ref, unit: (said ?? 'day') as Unit }, true)]
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
      const stops =
        /^(num|dim|coin|times|of|tcol|mea|distinct|val|flag|idc|cnt|sup|unit|grain|x)$/.test(next?.t ?? '') ||
        (next?.t === 'ent' && !isDone(next.say))
      const alone = /^(ent|mea)$/.test(m.before.at(-1)?.t ?? '') && !stops
      const born = draft.atlas.fields.filter((each) => near.includes(each.dataset) && isBirth(each))
      const aged = /age/.test(m.one('op').hint ?? '') || m.maybe('old') || (alone && !m.maybe('u'))
      const told = draft.atlas.fields.filter((each) => near.includes(each.dataset) && isAge(each, m.before.at(-1)?.ent))
      if (!born.length && told.length === 1 && alone && !m.one('op').hint && m.one('n').n! < 120)
        return [numberTest(m, told[0]!)]
      if (born.length !== 1 || !aged || (m.maybe('u') && unitOf(m.one('u')) !== 'year')) return undefined
      return [longer(m, { from: born[0]!.ref, to: 'now' }, 'year')]
    },
  },
  {
    name: 'told in a unit',
    when: '(in|comma)+ u:(unit|grain)',
    make: (m, draft) => {
      const told = [...m.before, ...m.after].some((each) => each.measure && 'unit' in each.measure)
      const unit = unitOf(m.one('u'))
      if (!told || !unit || !/s$/i.test(m.one('u').say) || /^(of|tcol)$/.test(m.after[0]?.t ?? '')) return undefined
      draft.unit = unit
      return []
    },
  },
]

/** The day of what "ordered" left behind. */
function deedTime(it: Item, draft: Draft): Field | undefined {
  const ent = it.ent ?? (it.t === 'verb' ? deeds(draft, it)[0]?.ent : undefined)
  return ent?.own ? timeOf(ent.dataset, draft) : undefined
}

/** How long ago the last one was, for each of those who have any. */
function sinceLast(m: Match, draft: Draft): Item[] | undefined {
  const x = m.one('x').field ?? (m.one('x').ent?.own ? timeOf(m.one('x').ent!.dataset, draft) : undefined)
  const hint = m.maybe('last')?.hint
  const said = unitOf(m.maybe('u')) ?? /\b(day|hour|minute|week|month|year)s\b/i.exec(m.items[0]!.say)?.[1]
  const asked = m.maybe('u') || m.items.some((each) => each.t === 'long')
  if (!x || !asked || (m.maybe('last') && !/:time$/.test(hint ?? '')) || (m.one('x').ent && !m.maybe('last')))
    return undefined
  if (m.maybe('g')) draft.groups.push({ item: m.one('g'), each: false })
  if (x.column.missing) draft.where.push({ column: x.ref, empty: false })
  const fn = hint ? (hint.startsWith('desc') ? 'min' : 'max') : (m.maybe('how')?.fn ?? 'average')
  draft.modifiers.push(m.one('x'))
  return [mea(m, { fn, from: x.ref, to: 'now', unit: (said ?? 'day') as Unit }, true)]
}

/** A customer under 30, a delivery person under 25: the age that is theirs. */
const isAge = ({ column, words }: Field, ent?: Entity): boolean =>
  column.role === 'measure' &&
  words.at(-1) === 'age' &&
  (words.length === 1
    ? ent?.own !== false || isPerson(ent.words.at(-1)!)
    : words.slice(0, -1).join(' ') === ent?.words.join(' '))

export const isBirth = ({ column, words }: Field): boolean =>
  column.role === 'time' && column.days !== 'year' && words.includes('birth')

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
