import { pathTo } from '../../plan/find.ts'
import type { Compare, Condition, Grain, Unit } from '../../plan.ts'
import { type Draft, merged } from '../draft.ts'
import { deeds } from '../gather.ts'
import type { Field, Item } from '../item.ts'
import type { Match, Rule } from '../pattern.ts'
import type { Span } from '../spans.ts'
import { stem } from '../words.ts'
import { timeOf, unitOf } from './making.ts'

const LEFT = 'then:tcol? (verb|with)* mid:ent? (verb|with)*'
const MOMENT = '(ent|verb|with|idc)* c:tcol (of own:ent)?'

/** One event beside another: within a year of signing up, in the month the shop opened, before the guest arrived. */
export const MOMENTS: Rule<Draft>[] = [
  {
    name: 'within n days of a moment',
    when: `(s:sup e:ent)? ${LEFT} within:in first:sup? n:n? u:(unit|grain) side:(of|order|in) ${MOMENT}`,
    make: (m, draft) => {
      if (!/^within$/i.test(m.one('within').say) || (m.maybe('first') && m.one('first').hint !== 'asc:time'))
        return undefined
      if (m.maybe('s') && m.one('s').hint !== 'asc:time') return undefined
      const pair = pairOf(m, draft)
      const unit = unitOf(m.one('u'))
      const n = m.maybe('n')?.n ?? 1
      if (m.maybe('s')) return pair && unit ? firstNear(m, pair, n, unit) : undefined
      const back = m.one('side').op === '<'
      return pair && unit ? near(m, pair, back ? ['<=', '>=', -n] : ['>=', '<=', n], unit) : undefined
    },
  },
  {
    name: 'in the same month as a moment',
    when: `${LEFT} in? same:same g:grain (of|in|order|rel|with)* ${MOMENT}`,
    make: (m, draft) => {
      const [left, right] = pairOf(m, draft) ?? []
      const grain = m.one('g').grain as Grain
      if (!left || !right || !/^(day|week|month|quarter|year)$/.test(grain)) return undefined
      return event(m, { column: left.ref, op: '=', than: { column: right.ref, grain } })
    },
  },
  {
    name: 'more than n days to do',
    when: '(verb|with|in)* op:cmp n:n d:dur',
    make: (m) => {
      const said = /^(second|minute|hour|day|week|month|year)s?\b/i.exec(m.one('d').say)?.[1]?.toLowerCase()
      const { from, to } = JSON.parse(m.one('d').payload!) as Span
      const test = { op: m.one('op').op!, than: m.one('n').n! }
      return said ? [merged(m.items, { t: 'cond', condition: { from, to, unit: said as Unit, ...test } })] : undefined
    },
  },
  {
    name: 'more than n days before a moment',
    when: `${LEFT} op:cmp n:n? u:(unit|grain) way:order ${MOMENT}`,
    make: (m, draft) => {
      const pair = pairOf(m, draft)
      const unit = unitOf(m.one('u'))
      const { op } = m.one('op')
      const n = m.maybe('n')?.n ?? 1
      if (!pair || !unit || !op || !/[<>]/.test(op)) return undefined
      const later = m.one('way').op === '>'
      const far = (later ? op : turned(op)) as Compare
      const [left, right] = pair
      const test: Condition = { column: left.ref, op: far, than: { column: right.ref, plus: later ? n : -n, unit } }
      if (op.startsWith('>')) return event(m, test)
      return event(m, { all: [{ column: left.ref, op: later ? '>=' : '<=', than: { column: right.ref } }, test] })
    },
  },
  {
    name: 'before or after a moment',
    when: `${LEFT} way:order ${MOMENT}`,
    make: (m, draft) => {
      const [left, right] = pairOf(m, draft) ?? []
      if (!left || !right || /^(unit|grain|n|cnt)$/.test(m.before.at(-1)?.t ?? '')) return undefined
      if (m.before.some(({ t }) => t === 'long')) return undefined
      return event(m, { column: left.ref, op: m.one('way').op!, than: { column: right.ref } })
    },
  },
]

/** What stands before the moment is still said: "placed an order within a week of joining". */
function event(m: Match, condition: Condition): Item[] {
  const end = m.items.findIndex(({ t }) => /^(in|same|cmp|order)$/.test(t))
  const kept = m.items.slice(0, end).filter((each) => each === m.maybe('mid') || each.t === 'verb')
  const used = m.items.filter((each) => !kept.includes(each))
  return [...kept, merged(used, { t: 'cond', condition, payload: 'event' })]
}

const turned = (op: string): string => (op.startsWith('<') ? op.replace('<', '>') : op.replace('>', '<'))

function near(
  m: Match,
  [left, right]: [Field, Field],
  [after, until, plus]: [Compare, Compare, number],
  unit: Unit,
): Item[] {
  const than = { column: right.ref }
  return event(m, {
    all: [
      { column: left.ref, op: after, than },
      { column: left.ref, op: until, than: { ...than, plus, unit } },
    ],
  })
}

/** The first one there was of each, no later than that: what came before it doesn't matter. */
function firstNear(m: Match, [left, right]: [Field, Field], plus: number, unit: Unit): Item[] | undefined {
  const link = left.dataset.links?.find((each) => each.to === right.dataset.name)
  if (!link) return undefined
  const first: Condition = { column: left.ref, edge: 'first', per: [`${left.dataset.name}.${link.column}`] }
  return event(m, { all: [first, { column: left.ref, op: '<=', than: { column: right.ref, plus, unit } }] })
}

/** What happened, and the moment it is held against: in one row, or in a row and the one it belongs to. */
function pairOf(m: Match, draft: Draft): [Field, Field] | undefined {
  const about =
    m.maybe('own')?.ent ??
    m.items.findLast(
      (each) => each.ent?.own && each !== m.maybe('own') && each !== m.maybe('e') && each !== m.maybe('mid'),
    )?.ent
  const said = m.one('c').field!
  const right = about && about.dataset !== said.dataset ? (twin(said, about.dataset.name, draft) ?? said) : said
  const left = leftOf(m, right, draft)
  if (!left || left.ref === right.ref || !pathTo(draft.atlas.datasets, left.dataset, right.dataset)) return undefined
  draft.modifiers.push(m.one('c'), ...m.items.filter((each) => each.ent && each !== m.maybe('mid')))
  if (m.maybe('then')) draft.modifiers.push(m.one('then'))
  return [left, right]
}

/** The day it was created, of another table that tells it by the same name. */
function twin(field: Field, name: string, draft: Draft): Field | undefined {
  const there = draft.atlas.fields.filter((each) => each.dataset.name === name && each.column.role === 'time')
  const kin = there.filter((each) => stem(each.words[0]!) === stem(field.words[0]!))
  return there.find((each) => each.words.join(' ') === field.words.join(' ')) ?? (kin.length === 1 ? kin[0] : undefined)
}

function leftOf(m: Match, right: Field, draft: Draft): Field | undefined {
  const then = m.maybe('then')?.field
  if (then && then.ref !== right.ref && leads(then, right, draft)) return then
  const before =
    m.maybe('e') ??
    [...m.before, ...(m.maybe('mid') ? [m.one('mid')] : []), ...m.items.filter(({ t }) => t === 'verb')].findLast(
      (each) => (each.t === 'tcol' && each.field !== right) || tellsOf(each, right, draft),
    )
  if (!before) return undefined
  if (before.t === 'tcol') return before.field
  const dataset = tellsOf(before, right, draft)?.dataset
  if (!dataset) return undefined
  const same = (each: Item) => each.say.toLowerCase() === m.one('c').say.toLowerCase()
  const said = then ?? (m.before.some(same) ? right : undefined)
  return (said && twin(said, dataset.name, draft)) ?? timeOf(dataset, draft)
}

const leads = (left: Field, right: Field, draft: Draft): boolean =>
  pathTo(draft.atlas.datasets, left.dataset, right.dataset) !== undefined

/** Bookings, or what "booked" left behind: rows with a day of their own. */
function tellsOf(it: Item, right: Field, draft: Draft) {
  const ent = it.ent?.own ? it.ent : it.t === 'verb' ? deeds(draft, it)[0]?.ent : undefined
  const { dataset } = ent ?? {}
  const timed = dataset?.time && dataset.time.column !== (dataset === right.dataset ? right.name : '')
  return timed && pathTo(draft.atlas.datasets, dataset, right.dataset) ? ent : undefined
}
