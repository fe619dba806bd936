import type { By, Condition, Order, PlanMeasure } from '../plan.ts'
import type { Draft } from './draft.ts'
import { addAsked, groupOf, groupsOf, rowsOfGroups } from './groups.ts'
import type { Item } from './item.ts'
import { base, type Loose } from './loose.ts'
import { countOf } from './sense.ts'

export function measured(draft: Draft): Loose | string {
  const by = groupsOf(draft)
  if (draft.target && draft.measures.length + draft.having.length > 0) by.push(...groupOf(draft.target, draft))
  else if (draft.target) draft.outputs.unshift(draft.target)
  const counted = countedGroups(draft, by)
  if (counted) return counted
  const named = draft.having.length ? draft.outputs.filter((each) => /^(ent|dim|idc)$/.test(each.t)) : []
  if (draft.having.length && !by.length) by.push(...headed(named, draft))
  const missing = addAsked(draft, by)
  if (missing) return missing
  if (!draft.measures.length) draft.measures.push(...draft.having.map((each) => each.measure))
  if (!draft.measures.length && (draft.hist || draft.show.includes('share')))
    draft.measures.push(...rowsOfGroups(draft))
  if (!draft.measures.length) return 'nothing to measure'
  if (draft.sort?.item?.ent && !by.length) return `"${draft.sort.item.say}" in order, but not shown`
  if (draft.having.length && !by.length) return 'a condition on totals without groups'
  if (draft.fold) return folded(draft, by)
  if (draft.share && !by.length) return partOfWhole(draft)
  const whole = draft.where.length && draft.share ? partOfWhole(draft) : undefined
  if (typeof whole === 'object' && draft.where.some((each) => !('period' in each) && !('any' in each)))
    return { ...whole, by }
  return {
    ...base(draft),
    measures: draft.measures,
    ...(by.length && { by }),
    ...(draft.share && { show: [...new Set(['share' as const, ...draft.show])] }),
    ...sorted(draft, by),
  }
}

/** "Albums with at least 25 tracks: title and artist": what stands beside the thing is shown with it. */
function headed([first, ...others]: Item[], draft: Draft): By[] {
  const beside = others.filter(({ t, payload }) => payload === 'and' || t === 'dim')
  const all = [...(first ? [first] : []), ...beside].flatMap((each) => groupOf(thingOf(each, draft), draft))
  const columnOf = (by: By) => (typeof by === 'string' ? by : by.column)
  return all.filter((each, i) => all.findIndex((other) => columnOf(other) === columnOf(each)) === i)
}

/** "Names of playlists" are playlists by their names: two of one name stay two. */
function thingOf(item: Item, { atlas }: Draft): Item {
  const ent = atlas.entities.find(
    ({ own, label }) => own && item.field && label.length === 1 && label[0] === item.field,
  )
  return ent && item.t === 'dim' ? { ...item, t: 'ent', ent } : item
}

/** "how many customers have more than 5 orders": groups by customer, then counted. */
function countedGroups(draft: Draft, by: By[]): Loose | undefined {
  const [thing] = draft.counted
  const [count] = draft.measures
  if (
    !draft.having.length ||
    !thing ||
    draft.measures.length !== 1 ||
    JSON.stringify(count) !== JSON.stringify(countOf(thing))
  )
    return undefined
  const key = thing.key ?? thing.label[0]
  if (!key || draft.having.some((each) => JSON.stringify(each.measure) === JSON.stringify(count))) return undefined
  return {
    ...base(draft),
    measures: draft.having.map((each) => each.measure),
    by: [...by, key.ref],
    fold: { fn: 'count', ...(by.length && { keep: by.length }) },
  }
}

function folded(draft: Draft, by: By[]): Loose {
  const { grain, ...fold } = draft.fold!
  const inner = grain ? [...by, grain] : by
  return {
    ...base(draft),
    measures: draft.measures,
    by: inner,
    fold: { ...fold, ...(grain && by.length && { keep: by.length }) },
  }
}

/** "what share of orders was late": the part with the conditions over the whole, both within the period. */
function partOfWhole(draft: Draft): Loose | string {
  const told = draft.where.filter((each) => !('period' in each))
  const inside = told.length ? told : present(draft)
  const around = [...draft.around, ...draft.where.filter((each) => 'period' in each)]
  if (draft.measures.length > 1) return 'a share of two amounts'
  if (!inside.length) return 'a share of what'
  if (inside.length > 1) return 'a share of which whole'
  const measure = draft.measures[0]!
  const ratio: PlanMeasure = { ratio: [{ ...measure, where: inside }, measure], percent: true }
  return { measures: [ratio], ...(around.length && { where: around }) }
}

/** "share of users with a session": those who have any. */
function present(draft: Draft): Condition[] {
  const counted = draft.measures.flatMap((each) =>
    'fn' in each && 'column' in each ? [each.column.split('.')[0]] : [],
  )
  const others = draft.outputs.flatMap(({ ent }) =>
    ent?.own && !counted.includes(ent.dataset.name) ? [ent.dataset] : [],
  )
  return others.length === 1 && counted.length === 1 ? [{ dataset: others[0]!.name, has: [] }] : []
}

function sorted(draft: Draft, by: By[]): { order?: Order[] } {
  const { item, dir, next } = draft.sort ?? {}
  if (!draft.sort || !by.length) return {}
  const timed = by.some((each) => typeof each === 'object' && 'grain' in each)
  if (item?.grain && (timed || item.t === 'grain')) return { order: by.map((_, i) => ({ by: i, dir: dir ?? 'asc' })) }
  const at = groupAt(by, item)
  const second = next && groupAt(by, next.item)
  const last = second !== undefined && second >= 0 ? [{ by: second, dir: next!.dir ?? ('asc' as const) }] : []
  if (at >= 0) return { order: [{ by: at, dir: dir ?? 'asc' }, ...last] }
  return { order: [{ measure: 0, dir: dir ?? 'desc' }, ...last] }
}

/** Which of the groups is what was said to sort by. */
function groupAt(by: By[], item: Item | undefined): number {
  const column = item?.field?.ref ?? item?.ent?.label[0]?.ref ?? item?.ent?.key?.ref
  return column ? by.findIndex((each) => (typeof each === 'string' ? each : each.column) === column) : -1
}
