import type { By, Condition, Order, PlanMeasure } from '../plan.ts'
import type { Atlas } from './atlas.ts'
import type { Draft, Rank } from './draft.ts'
import { addAsked, groupOf, groupsOf } from './groups.ts'
import type { Field, Item } from './item.ts'
import { isPerson } from './lexicon/people.ts'
import { columnsOf, unique } from './listing.ts'
import { base, type Loose } from './loose.ts'
import { countFor, ofTheBest } from './popularity.ts'
import { holdsPeople } from './rules/making.ts'
import { asSeller } from './selling.ts'
import { bareMeasure, childMoney, datasetsOf, hinted, mainMoney, namedMeasure, sizeOf } from './sense.ts'

export function ranked(draft: Draft, said: Rank): Loose | string {
  const mentioned = [
    ...(draft.target ? [draft.target] : []),
    ...draft.outputs,
    ...draft.groups.map((each) => each.item),
  ]
  const rank = asSeller(said, mentioned, draft.atlas)
  const hint =
    rank.hint && rank.hint !== 'rows'
      ? hinted(draft, rank.hint.includes(':') ? rank.hint : `${rank.dir}:${rank.hint}`, [
          ...datasetsOf(mentioned),
          ...datasetsOf(draft.done),
          ...(draft.who && !mentioned.length ? draft.atlas.datasets.filter(holdsPeople) : []),
          ...(mentioned.some((each) => each.grain) && draft.atlas.datasets.length === 1 ? draft.atlas.datasets : []),
        ])
      : undefined
  const [near] = datasetsOf(mentioned)
  if (near && !hint && !rank.measure && /quantity|sale/.test(rank.hint ?? '')) {
    const measure = childMoney(draft.atlas, near, /quantity/.test(rank.hint!))
    if (measure) rank.measure = measure
  }
  if (rank.hint && !/:rows$/.test(rank.hint) && !hint && !rank.measure) return 'no column for that'
  const field = hint?.field ?? (rank.said ? undefined : rank.field)
  const dir = hint?.dir ?? rank.dir
  const target =
    (draft.averaged && draft.target) ||
    thingOf(draft) ||
    draft.target ||
    subject(draft) ||
    person(draft, field) ||
    doer(draft, rank)
  const whole = target && ofTheBest(draft, rank, target)
  if (whole) return whole
  const placed = draft.who && target ? placedBy(draft, target, rank, field) : undefined
  if (placed) return bestRows(draft, rank, placed.who, placed.by, dir)
  if (field && target && rowsOf(target, field) && !draft.measures.length)
    return bestRows(draft, rank, target, field, dir)
  if (!target && !draft.groups.length) return extreme(draft, rank, field)
  const measure =
    rank.measure ??
    (hint
      ? {
          fn:
            hint.field.column.role === 'time'
              ? dir === 'desc'
                ? 'max'
                : 'min'
              : draft.averaged
                ? 'average'
                : 'fn' in bareMeasure(hint.field)
                  ? (bareMeasure(hint.field) as { fn: 'sum' }).fn
                  : 'sum',
          column: hint.field.ref,
        }
      : undefined)
  return bestGroups(draft, { ...rank, dir }, target, measure as PlanMeasure | undefined)
}

/** The first thing named, when no "which" points at one. */
function subject(draft: Draft): Item | undefined {
  const grouped = draft.groups.map((each) => each.item)
  const nameless = ({ ent, behind }: Item) => behind && ent?.own && !ent.key && !ent.label.length
  return draft.outputs.find((each) => /^(ent|dim|idc)$/.test(each.t) && !grouped.includes(each) && !nameless(each))
}

/** "the make and model of the car with the highest price": the car is ranked, make and model are shown. */
function thingOf(draft: Draft): Item | undefined {
  const thing = draft.outputs.find((each) => each.ent?.own)
  const shown = draft.target ?? draft.outputs.find((each) => each.field && each.t !== 'num')
  const field = shown?.field
  if (
    !thing ||
    !field ||
    draft.target?.limit ||
    field.dataset !== thing.ent!.dataset ||
    field.column.role === 'time' ||
    shown.from > thing.from ||
    (thing.behind && (draft.ranks[0]?.from ?? 0) < thing.from && (draft.ranks[0]?.from ?? 0) > shown.from)
  )
    return undefined
  if (draft.ranks[0]?.hint?.endsWith(':rows')) return undefined
  const others = draft.outputs.filter((each) => each.field && each.t !== 'num' && each !== shown)
  draft.asked = [shown, ...others, ...(draft.asked ?? [])]
  return thing
}

function person(draft: Draft, field: Field | undefined): Item | undefined {
  const ent =
    draft.who && field
      ? draft.atlas.entities.find((each) => each.own && each.dataset === field.dataset && each.label.length > 0)
      : undefined
  return ent && { t: 'ent', ent, from: 0, to: 1, say: 'who', score: 0 }
}

/** "Who has the highest average grade?": the only kind of people the grades belong to. */
function doer(draft: Draft, rank: Rank): Item | undefined {
  const { measure } = rank
  const [table] = measure && 'column' in measure ? measure.column.split('.') : []
  const from = draft.who ? draft.atlas.datasets.find((each) => each.name === table) : undefined
  const pairs = draft.atlas.datasets.filter((each) => from && each.links?.some((link) => link.to === from.name))
  const near = [from, ...pairs].flatMap((each) => (each?.links ?? []).map((link) => link.to))
  const people = draft.atlas.entities.filter(
    (each) => each.own && near.includes(each.dataset.name) && isPerson(each.words.at(-1)!),
  )
  return people.length === 1 ? { t: 'ent', ent: people[0]!, from: 0, to: 1, say: 'who', score: 0 } : undefined
}

/** "Who placed the largest order?": the one person each order belongs to. */
function placedBy(
  { atlas, measures, groups }: Draft,
  { ent }: Item,
  { measure = ent && mainMoney(atlas, ent.dataset), hint }: Rank,
  field?: Field,
): { who: Item; by: Field } | undefined {
  if (!ent?.own || isPerson(ent.words.at(-1)!) || measures.length + groups.length > 0) return undefined
  const people = atlas.entities.filter(
    (each) =>
      each.own &&
      isPerson(each.words.at(-1)!) &&
      each.label.length > 0 &&
      ent.dataset.links?.some(({ to }) => to === each.dataset.name),
  )
  const ref = !hint && measure && 'column' in measure && !('times' in measure) ? measure.column : undefined
  const by = field ?? atlas.fields.find((each) => each.ref === ref)
  const [person, ...others] = people
  if (!person || others.length || by?.dataset !== ent.dataset) return undefined
  return { who: { t: 'ent', ent: person, from: 0, to: 1, say: 'who', score: 0 }, by }
}

/** Whether each row of the column's table is one of the things asked for. */
function rowsOf(target: Item, field: Field): boolean {
  if (target.ent) return target.ent.own && target.ent.dataset === field.dataset
  if (target.field?.dataset !== field.dataset) return false
  const { column, name } = target.field
  const { key, rows } = field.dataset
  if (key.length === 1 && key[0] === name) return true
  return rows !== undefined && /^(label|id)$/.test(column.role ?? '') && (column.distinct ?? 0) >= rows
}

function bestRows(draft: Draft, rank: Rank, target: Item, field: Field, dir: 'asc' | 'desc'): Loose | string {
  const columns = [
    ...columnsOf(target),
    ...draft.outputs.flatMap((each) => (each === target ? [] : columnsOf(each))),
    ...(draft.asked ?? []).flatMap((each) => columnsOf(each)),
    field.ref,
  ]
  const limit = rank.limit ?? target.limit ?? (plural(target, draft) ? 10 : 1)
  if (draft.groups.length) return bestOfEach(draft, { ...rank, dir }, target, field)
  const where = [...draft.where, { column: field.ref, empty: false }]
  return { where, rows: unique(columns), order: [{ column: field.ref, dir }], limit, home: field.dataset.name }
}

/** "each customer's last order": the rows themselves, told apart by the key of what they belong to. */
function bestOfEach(draft: Draft, rank: Rank, target: Item, field: Field): Loose | string {
  const groups = groupsOf(draft)
  const [first] = groups
  const single = draft.groups.length === 1 && first && !(typeof first === 'object' && 'grain' in first)
  if (!single || rank.both || target.ent?.dataset !== field.dataset)
    return bestGroups(draft, rank, target, { fn: rank.dir === 'desc' ? 'max' : 'min', column: field.ref })
  const key = typeof first === 'object' && 'key' in first ? first.key : draft.groups[0]!.item.ent?.key?.ref
  const keyed = key ? [key] : []
  const names = groups.map((each) => (typeof each === 'string' ? each : each.column))
  const { label, dataset } = target.ent
  const own = Object.keys(dataset.columns).map((name) => `${dataset.name}.${name}`)
  const rows = unique([...keyed, ...names, ...(label.length ? [...columnsOf(target), field.ref] : own)])
  const where = [...draft.where, { column: field.ref, empty: false }]
  const order = [{ column: field.ref, dir: rank.dir }]
  return { where, rows, order, limit: rank.limit ?? 1, each: 1, home: dataset.name }
}

/** "the highest salary": no thing is asked for, only the number. */
function extreme(draft: Draft, rank: Rank, field: Field | undefined): Loose | string {
  const column = field ?? rank.field
  if (!column || rank.limit) return 'nothing to rank'
  const fns = rank.both ? (['max', 'min'] as const) : [rank.dir === 'desc' ? ('max' as const) : ('min' as const)]
  return { ...base(draft), measures: fns.map((fn) => ({ fn, column: column.ref })) }
}

function bestGroups(
  draft: Draft,
  rank: Rank,
  target: Item | undefined,
  measure: PlanMeasure | undefined,
): Loose | string {
  const by = groupsOf(draft)
  if (!target && rank.field && !rank.said && !rank.limit && !rank.hint) {
    return { ...base(draft), measures: [{ fn: rank.dir === 'desc' ? 'max' : 'min', column: rank.field.ref }], by }
  }
  const rankedBy = target ? groupOf(target, draft) : []
  if (draft.who && !target && !by.length) return 'who that is'
  const order = measure ?? draft.measures[0] ?? countFor(draft, rank, target)
  if (!order) return 'nothing to rank by'
  const measures = [order, ...draft.measures].filter(
    (each, i, all) => all.findIndex((other) => JSON.stringify(other) === JSON.stringify(each)) === i,
  )
  if (target?.ent?.dataset.table !== undefined && !rankedBy.length) return 'nothing to tell them apart by'
  const missing = addAsked(draft, rankedBy)
  if (missing) return missing
  const fresh = rankedBy.filter((each) => !by.some((other) => JSON.stringify(other) === JSON.stringify(each)))
  const nested = by.length > 0 && fresh.length > 0
  const limit = rank.limit ?? target?.limit ?? (target && plural(target, draft) && !nested ? 10 : 1)
  const at = measures.indexOf(order)
  draft.where.push(...named(fresh, draft))
  return {
    ...base(draft),
    measures,
    by: [...by, ...fresh],
    order: [{ measure: at, dir: wayOf(rank, order, draft.atlas) } as Order],
    limit,
    ...(nested && { each: by.length }),
    ...(rank.both ? { both: true } : limit === 1 && !nested && { ties: true }),
    ...(draft.share && { show: ['share'] }),
  }
}

/** A gap is nobody: it wins no place. */
function named(groups: By[], draft: Draft): Condition[] {
  const gaps = draft.atlas.fields.filter(({ ref, column }) => column.missing && groups.includes(ref))
  return gaps.map(({ ref }) => ({ column: ref, empty: false }))
}

/** The worst return rate is the highest. */
export function wayOf({ dir, judged }: Rank, measure: PlanMeasure, atlas: Pick<Atlas, 'datasets'>): Rank['dir'] {
  const turned = judged && namedMeasure(atlas, measure)?.low
  return turned ? (dir === 'asc' ? 'desc' : 'asc') : dir
}

const plural = (item: Item, draft: Draft): boolean =>
  ((/[^s]s$/i.test(item.say) && !/(ss|us|is|species|series)$/i.test(item.say)) ||
    (ALIKE.test(item.say) && !draft.which)) &&
  sizeOf(item) !== 1

/** Nouns that are the same for one and for many. */
const ALIKE = /\p{Script=Thai}|^(produk|barang|pelanggan|pembeli)$/iu
