import { pathTo } from '../plan/find.ts'
import type { Condition, PlanMeasure, Unit } from '../plan.ts'
import type { Draft } from './draft.ts'
import { distinctGroups, groupOf } from './groups.ts'
import type { Entity } from './item.ts'
import { listed, unique } from './listing.ts'
import { base, type Loose } from './loose.ts'
import { ranked } from './ranking.ts'
import { bareMeasure, countOf, datasetsOf, distinctOf, mainMoney } from './sense.ts'
import { measured } from './totals.ts'

/** From what was gathered to the form of the answer: a ranking, groups, one number, or a list. */
export function decide(draft: Draft): Loose | string {
  if (draft.ranks.length > 1) return 'two rankings'
  if (draft.unit) tellIn(draft, draft.unit)
  const plain = !draft.measures.length && !draft.ranks.length && !draft.having.length && !draft.share && !draft.trend
  const list =
    (draft.listing || eachHasOne(draft)) && plain && draft.groups.length > 0 && draft.outputs.some(({ ent }) => ent)
  if (!list) settleBare(draft)
  draft.where = onTheDayOf(draft)
  draft.where.push(...neverDone(draft))
  const loose = list && draft.groups.every(({ item }) => !item.grain) ? pairs(draft) : shape(draft)
  if (typeof loose === 'string') return loose
  if (loose.by) loose.by = distinctGroups(loose.by)
  const named = [...draft.outputs, ...(draft.target ? [draft.target] : []), ...draft.done]
  const mentions = unique(named.flatMap((each) => (each.ent?.own ? [each.ent.dataset.name] : [])))
  return { ...loose, ...(mentions.length && { mentions }) }
}

/** "Show each coach with the name of their team": to count the teams of one who has one is not what was asked. */
function eachHasOne({ atlas, groups, outputs, lists }: Draft): boolean {
  const [group, ...others] = groups.map(({ item: { ent, field } }) =>
    field && (field.column.distinct ?? 0) >= (field.dataset.rows ?? 0) * 0.8 ? field.dataset : ent?.own && ent.dataset,
  )
  const things = outputs.flatMap(({ ent }) => (ent ? [ent] : []))
  return Boolean(
    lists &&
      group &&
      !others.length &&
      things.length &&
      things.every(({ own, dataset, via }) =>
        own ? pathTo(atlas.datasets, group, dataset)?.length : via && dataset === group,
      ),
  )
}

/** "… in hours" stands at the end. */
function tellIn(draft: Draft, unit: Unit): void {
  const told = (it: PlanMeasure) => ('unit' in it ? { ...it, unit } : it)
  draft.measures = draft.measures.map(told)
  for (const rank of draft.ranks) if (rank.measure) rank.measure = told(rank.measure)
}

/** "Disbursed per month in 2023": it was disbursed in 2023. */
function onTheDayOf(draft: Draft): Condition[] {
  const { where, groups } = draft
  const days = groups.flatMap(({ item }) => (item.grain && item.field?.column.role === 'time' ? [item.field.ref] : []))
  const [column, ...others] = new Set(days)
  if (!days.length) groupOnTheDay(draft)
  if (!column || others.length) return where
  return where.map((each) => ('period' in each && !each.column ? { ...each, column } : each))
}

/** "Reported in 2023 by quarter": by the quarter of the report, where the rows themselves were reported. */
function groupOnTheDay({ where, groups, measures, atlas }: Draft): void {
  const told = where.flatMap((each) => ('period' in each && each.column ? [each.column] : []))
  const [column, ...others] = new Set(told)
  const field = atlas.fields.find(({ ref }) => ref === column)
  const text = JSON.stringify(measures)
  if (
    !field ||
    others.length ||
    !(text.includes(`"${field.dataset.name}.`) || text.includes(`"of":"${field.dataset.name}"`))
  )
    return
  for (const each of groups) if (each.item.grain && !each.item.field) each.item = { ...each.item, field }
}

/** Cancelled per month: what was never cancelled has no month. */
function neverDone(draft: Draft): Condition[] {
  const days = draft.groups.flatMap(({ item }) => (item.grain && item.field?.column.missing ? [item.field.ref] : []))
  return days.map((column) => ({ column, empty: false }))
}

/** "List the courses of each teacher": pairs, not a count. */
function pairs(draft: Draft): Loose | string {
  const things = draft.outputs.filter((each) => each.ent || each.field)
  draft.asked = [...draft.groups.map((each) => each.item), ...things]
  const list = listed(draft)
  return typeof list === 'string' ? list : { ...list, distinct: true }
}

function shape(draft: Draft): Loose | string {
  if (draft.behind) return behind(draft)
  if (draft.ranks.length) return ranked(draft, draft.ranks[0]!)
  if (draft.measures.length || draft.groups.length || draft.having.length) return measured(draft)
  const things = draft.outputs.filter((each) => each.ent)
  if (
    !draft.lists &&
    !draft.asked?.length &&
    things.length === draft.outputs.length &&
    things[0] &&
    !draft.target &&
    !doneToThem(things[0].ent!, draft) &&
    draft.where.some((each) => 'period' in each && !(each.column && things[0]!.ent!.dataset.table === undefined))
  ) {
    draft.measures.push(countOf(things[0].ent!))
    return measured(draft)
  }
  return listed(draft)
}

/** "Employees hired in 2017" have names and are listed; "orders last month" are counted. */
function doneToThem({ dataset, label }: Entity, { where }: Draft): boolean {
  return dataset.table !== undefined && label.length > 0 && where.some((each) => 'period' in each && each.column)
}

/** Numbers without an aggregate are measures when something is grouped or nothing else is asked for. */
function settleBare(draft: Draft): void {
  const beside = draft.measures.length > 0 || draft.having.length > 0
  const nums = draft.outputs
    .filter((each) => each.t === 'num' && (!beside || each.payload === 'and'))
    .filter((each, i) => i === 0 || each.payload === 'and')
  const others = draft.outputs.filter((each) => each.t !== 'num' && (each.t !== 'ent' || /^names? /i.test(each.say)))
  const grouping = draft.groups.length > 0 || draft.trend || draft.share || draft.show.length > 0
  const alone = !draft.target && !others.length && !draft.ranks.length
  if (nums.length && (grouping || draft.measures.length > 0 || (alone && !namesRow(draft)))) {
    const added = draft.share || draft.show.includes('running')
    draft.measures.push(
      ...nums.map((each): PlanMeasure => (added ? { fn: 'sum', column: each.field!.ref } : bareMeasure(each.field!))),
    )
    draft.outputs = draft.outputs.filter((each) => !nums.includes(each))
  }
  if (draft.measures.length || draft.ranks.length || !(grouping || draft.having.length)) return
  const ent = draft.outputs.find((each) => each.t === 'ent')
  const [only, second] = draft.atlas.datasets
  const one = draft.share && !second ? only : undefined
  const valued =
    !ent && (draft.share || draft.outputs.length + draft.having.length === 0)
      ? (draft.valued?.dataset ?? one)
      : undefined
  // Where amounts have names, rows of "online vs store" are not what anybody means.
  if (valued && !Object.keys(valued.measures).length)
    draft.measures.push({ fn: 'count', of: valued.name } as PlanMeasure)
  if (!ent && draft.outputs.length === 1 && draft.outputs[0]!.t === 'dim' && !draft.having.length)
    draft.measures.push(distinctOf(draft.outputs[0]!.field!))
  if (!ent || draft.having.length) return
  const money = /^(sales|revenue|turnover|spending)$/i.test(ent.say)
    ? mainMoney(draft.atlas, ent.ent!.dataset)
    : undefined
  draft.measures.push(money ?? countOf(ent.ent!))
}

/** One row is meant when a condition names its key or its label. */
function namesRow(draft: Draft): boolean {
  const named = draft.where.flatMap((each) =>
    'column' in each && 'is' in each && !Array.isArray(each.is) ? [each.column] : [],
  )
  const asked = draft.outputs.flatMap((each) => (each.field ? [each.field.dataset] : []))
  return draft.atlas.entities.some(
    (ent) =>
      ent.own &&
      asked.includes(ent.dataset) &&
      [ent.key, ...ent.label].some((field) => field && named.includes(field.ref)),
  )
}

/** "Which branch fell behind last month?": its money beside the period before. */
function behind(draft: Draft): Loose | string {
  const target = draft.target ?? draft.outputs[0]
  const dataset = target && datasetsOf([target])[0]
  const reaching = draft.atlas.datasets.filter((each) => dataset && pathTo(draft.atlas.datasets, each, dataset))
  const measure = draft.measures[0] ?? reaching.map((each) => mainMoney(draft.atlas, each)).find(Boolean)
  if (!target || !measure) return 'nothing to compare'
  return { ...base(draft), measures: [measure], by: groupOf(target, draft), compare: 'previous' }
}
