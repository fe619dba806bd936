import { findColumn, meeting, pathTo } from '../plan/find.ts'
import type { Condition, Plan } from '../plan.ts'
import type { Draft } from './draft.ts'
import type { Item } from './item.ts'
import { isAgent } from './lexicon/deeds.ts'
import { isPerson } from './lexicon/people.ts'
import { isSnapshot } from './rules/snapshots.ts'
import { isDone, singular } from './words.ts'

/** Rows counted by what only one of them has, or by a text of their own. */
export function ofOneEach(plan: Plan, draft: Draft): boolean {
  const base = draft.atlas.datasets.find((each) => each.name === plan.dataset)!
  const [only, ...others] = plan.by ?? []
  const own =
    typeof only === 'string' ? base.columns[only] : only && 'key' in only ? base.columns[only.column] : undefined
  if (!own || others.length || base.table === undefined) return false
  const counts = plan.measures?.every(
    (each) => 'fn' in each && each.fn === 'count' && !('column' in each) && !each.where,
  )
  return (
    own.role === 'text' || Boolean(counts && (base.rows ?? 0) > 3 && (own.distinct ?? 0) >= base.rows! && !plan.show)
  )
}

/** How many clubs of its own each member has is always one. */
export function ownOfOne({ dataset, having = [], by = [] }: Plan, { atlas }: Draft): boolean {
  const base = atlas.datasets.find((each) => each.name === dataset)!
  const keys = by.flatMap((each) => (typeof each === 'string' ? each : 'key' in each ? (each.key ?? []) : []))
  const alone = base.table !== undefined && base.key.length === 1 && keys.includes(base.key[0]!)
  return alone && having.some(({ measure }) => 'fn' in measure && measure.fn === 'distinct')
}

/** Photos without reactions, where both only name the same person: they never meet. */
export function onlyMeets(path: Item[], plan: Plan, { atlas }: Draft): boolean {
  const base = atlas.datasets.find((each) => each.name === plan.dataset)!
  const apart = (it: Condition): boolean => {
    if ('any' in it || 'all' in it) return ('any' in it ? it.any : it.all).some(apart)
    if (!('has' in it)) return false
    const other = atlas.datasets.find((each) => each.name === it.dataset)!
    const there = meeting(atlas.datasets, base, other)?.left.at(-1)?.to
    const said = path.some(({ ent }) => ent?.dataset === there)
    return !said && !pathTo(atlas.datasets, other, base) && !pathTo(atlas.datasets, base, other)
  }
  return (plan.where ?? []).some(apart)
}

const STOCK =
  /^(balance|level|stock|inventory|follower|subscriber|headcount|hand|position|holding|outstanding|price|rate)s?$/

/** Followers of today and yesterday are the same people: what stands anew every day is never added up over days. */
export function stockOverDays(plan: Plan, { atlas }: Draft): boolean {
  const base = atlas.datasets.find((each) => each.name === plan.dataset)!
  const text = JSON.stringify([plan.where, plan.by])
  const told =
    text.includes('"edge"') ||
    text.includes('"period"') ||
    text.includes('"grain"') ||
    text.includes(`"${base.time?.column}"`)
  return (
    !told &&
    isSnapshot(base) &&
    (plan.measures ?? []).some(
      (each) =>
        'fn' in each &&
        each.fn === 'sum' &&
        'column' in each &&
        each.column.split('_').some((word) => STOCK.test(word.toLowerCase())),
    )
  )
}

/** A column of days tells no hours, one of years no months. */
export function hoursOfDays(plan: Plan, draft: Draft): boolean {
  const base = draft.atlas.datasets.find((each) => each.name === plan.dataset)!
  const days = (column: string) => findColumn(draft.atlas.datasets, base, column)?.column.kind === 'date'
  const years = (column: string) => findColumn(draft.atlas.datasets, base, column)?.column.days === 'year'
  const within = (plan.by ?? []).some(
    (each) =>
      typeof each === 'object' &&
      'grain' in each &&
      !/^(year|decade)$/.test(each.grain) &&
      each.grain !== 'day' &&
      years(each.column),
  )
  if (within) return true
  const parts = (plan.where ?? []).some((each) => 'part' in each && /^hour/.test(each.part) && days(each.column ?? ''))
  return (
    parts ||
    (plan.by ?? []).some(
      (each) => typeof each === 'object' && 'grain' in each && /^hour/.test(each.grain) && days(each.column),
    )
  )
}

/** Each sale has a customer, but nobody knows how many customers there are. */
export function countsDoers(path: Item[], plan: Plan): boolean {
  const bare =
    plan.measures && !plan.by?.length && !plan.where?.length && !JSON.stringify(plan.measures).includes('"where"')
  return (
    path.some(({ doer }) => doer) &&
    (Boolean(bare) || path.some(({ say }) => /\b(different|distinct|unique)\b/i.test(say)) || Boolean(plan.rows))
  )
}

/** "Who produced it" wants a person; a title is none. */
export function namesNobody(path: Item[], plan: Plan, { atlas }: Draft): boolean {
  const [first, second] = path
  if (!/^who$/i.test(first?.say ?? '') || !isDone(second?.say.toLowerCase() ?? '')) return false
  const shown = JSON.stringify([plan.rows, plan.by])
  const columns = atlas.fields.filter(
    ({ dataset, name }) => shown.includes(`"${name}"`) || shown.includes(`${dataset.name}.${name}`),
  )
  const people = (word: string) =>
    isPerson(word) || isAgent(word) || /^(name|user|username|email|by|person)$/.test(word)
  return !columns.some(({ words, dataset }) => [...words, ...(dataset.words ?? []).map(singular)].some(people))
}

/** "When did the price peak?" wants a day; the price alone is none. */
export function tellsNoDay(path: Item[], plan: Plan, { atlas }: Draft): boolean {
  if (!/^(when|on what day|at what time)$/i.test(path[0]?.say ?? '') || path[0]!.t !== 'when') return false
  const times = atlas.fields.filter(({ column }) => column.role === 'time').map(({ name }) => name)
  const shown = JSON.stringify([plan.rows, plan.by, plan.measures])
  return !times.some((name) => shown.includes(name))
}
