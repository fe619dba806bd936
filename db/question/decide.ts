import type { By, Order, Plan, PlanMeasure } from '../plan.ts'
import type { Draft, Rank } from './draft.ts'
import type { Field, Item } from './item.ts'
import { bareMeasure, countOf, datasetsOf, hinted, mainMoney, sizeOf } from './sense.ts'

/** A plan whose columns still carry their dataset, whose base is not chosen, and what it stands on. */
export type Loose = Omit<Plan, 'dataset'> & { home?: string; mentions?: string[]; said?: string[] }

/** From what was gathered to the form of the answer: a ranking, groups, one number, or a list. */
export function decide(draft: Draft): Loose | string {
  if (draft.ranks.length > 1) return 'two rankings'
  settleBare(draft)
  const loose = shape(draft)
  if (typeof loose === 'string') return loose
  if (loose.by) loose.by = distinctGroups(loose.by)
  const named = [...draft.outputs, ...(draft.target ? [draft.target] : []), ...draft.done]
  const mentions = unique(named.flatMap((each) => (each.ent?.own ? [each.ent.dataset.name] : [])))
  return { ...loose, ...(mentions.length && { mentions }) }
}

function shape(draft: Draft): Loose | string {
  if (draft.ranks.length) return ranked(draft, draft.ranks[0]!)
  if (draft.measures.length || draft.groups.length || draft.having.length) return measured(draft)
  const things = draft.outputs.filter((each) => each.ent)
  if (
    !draft.lists &&
    things.length === draft.outputs.length &&
    things[0] &&
    !draft.target &&
    draft.where.some((each) => 'period' in each)
  ) {
    draft.measures.push(countOf(things[0].ent!))
    return measured(draft)
  }
  return listed(draft)
}

/** Numbers without an aggregate are measures when something is grouped or nothing else is asked for. */
function settleBare(draft: Draft): void {
  const beside = draft.measures.length > 0 || draft.having.length > 0
  const nums = draft.outputs
    .filter((each) => each.t === 'num' && (!beside || each.payload === 'and'))
    .filter((each, i) => i === 0 || each.payload === 'and')
  const others = draft.outputs.filter((each) => each.t !== 'num' && !(each.t === 'ent'))
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
  const valued = draft.share && !ent ? draft.valued?.dataset : undefined
  if (valued) draft.measures.push({ fn: 'count', of: valued.name } as PlanMeasure)
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
  return draft.atlas.entities.some(
    (ent) => ent.own && [ent.key, ...ent.label].some((field) => field && named.includes(field.ref)),
  )
}

export function groupOf(item: Item, draft: Draft): By[] {
  if (item.t === 'periods') return [{ column: '', periods: item.parts!.map((each) => each.period!) }]
  if (item.grain) return [{ column: item.field?.ref ?? '', grain: item.grain }]
  if (item.ent) return item.ent.via ? viaGroup(item, draft) : entityGroup(item)
  const field = item.field!
  if (field.column.role === 'time')
    return [field.column.days === 'year' ? field.ref : { column: field.ref, grain: 'day' }]
  const parent = parentOf(draft, field)
  if (parent && !/\bid\b/i.test(item.say)) return parent
  return [field.ref]
}

/** A thing is grouped by its key and shown by its name. */
function entityGroup(item: Item): By[] {
  const { key, label } = item.ent!
  if (!label.length) return key ? [key.ref] : []
  if (/\b(id|number|code)\b/i.test(item.say) && key) return [key.ref]
  const names = label.map((each): By => each.ref)
  const repeats = label.length === 1 && (label[0]!.column.distinct ?? 0) < (item.ent!.dataset.rows ?? 0) * 0.8
  if (!key || !item.ent!.own || repeats) return names
  return [{ column: label[0]!.ref, key: key.ref }, ...names.slice(1)]
}

function viaGroup(item: Item, draft: Draft): By[] {
  const via = item.ent!.via!
  return (
    parentOf(draft, via)?.map((each) =>
      typeof each === 'string' ? `${via.ref}>${each}` : { ...each, column: `${via.ref}>${columnOf(each)}` },
    ) ?? [via.ref]
  )
}

/** A link column stands for what it links to: shown by name, grouped by key. */
function parentOf(draft: Draft, field: Field): By[] | undefined {
  const link = field.dataset.links?.find((each) => each.column === field.name)
  const ent = link && draft.atlas.entities.find((each) => each.own && each.dataset.name === link.to)
  return ent?.label.length
    ? [{ column: ent.label[0]!.ref, key: field.ref }, ...ent.label.slice(1).map((each) => each.ref)]
    : undefined
}

function groupsOf(draft: Draft): By[] {
  const items = draft.groups.map((each) => each.item)
  const ordered = [
    ...items.filter((each) => each.grain || each.t === 'periods'),
    ...items.filter((each) => !(each.grain || each.t === 'periods')),
  ]
  const by = ordered.flatMap((each) => groupOf(each, draft))
  const timeless = !by.some((each) => typeof each === 'object' && ('grain' in each || 'periods' in each))
  if (timeless && draft.show.some((each) => /growth|change|running/.test(each)))
    by.unshift({ column: '', grain: draft.show.includes('running') ? 'month' : 'year' })
  if (draft.trend && !by.some((each) => typeof each === 'object' && 'grain' in each))
    by.unshift({ column: '', grain: 'month' })
  return by.filter((each, i) => by.findIndex((other) => JSON.stringify(other) === JSON.stringify(each)) === i)
}

function base(draft: Draft): Loose {
  return {
    ...(draft.where.length && { where: draft.where }),
    ...(draft.having.length && { having: draft.having }),
    ...(draft.show.length && { show: draft.show }),
  }
}

function ranked(draft: Draft, rank: Rank): Loose | string {
  const mentioned = [
    ...(draft.target ? [draft.target] : []),
    ...draft.outputs,
    ...draft.groups.map((each) => each.item),
  ]
  const hint =
    rank.hint && rank.hint !== 'rows'
      ? hinted(draft, rank.hint.includes(':') ? rank.hint : `${rank.dir}:${rank.hint}`, datasetsOf(mentioned))
      : undefined
  if (rank.hint && !/:rows$/.test(rank.hint) && !hint && !rank.measure) return 'no column for that'
  const field = hint?.field ?? (rank.said ? undefined : rank.field)
  const dir = hint?.dir ?? rank.dir
  const target = thingOf(draft) ?? draft.target ?? subject(draft) ?? person(draft, field)
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
  return draft.outputs.find((each) => /^(ent|dim|idc)$/.test(each.t) && !grouped.includes(each))
}

/** "the make and model of the car with the highest price": the car is ranked, make and model are shown. */
function thingOf(draft: Draft): Item | undefined {
  const thing = draft.outputs.find((each) => each.ent?.own)
  const field = draft.target?.field
  if (!thing || !field || field.dataset !== thing.ent!.dataset || field.column.role === 'time') return undefined
  if (draft.ranks[0]?.hint?.endsWith(':rows')) return undefined
  draft.asked = [
    draft.target!,
    ...draft.outputs.filter((each) => each.field && each.t !== 'num'),
    ...(draft.asked ?? []),
  ]
  return thing
}

function person(draft: Draft, field: Field | undefined): Item | undefined {
  const ent =
    draft.who && field
      ? draft.atlas.entities.find((each) => each.own && each.dataset === field.dataset && each.label.length > 0)
      : undefined
  return ent && { t: 'ent', ent, from: 0, to: 1, say: 'who', score: 0 }
}

/** Whether each row of the column's table is one of the things asked for. */
function rowsOf(target: Item, field: Field): boolean {
  if (target.ent) return target.ent.own && target.ent.dataset === field.dataset
  return (
    target.field?.dataset === field.dataset &&
    (target.field.column.role === 'label' || target.field.column.role === 'id') &&
    (target.field.column.distinct ?? 0) >= (field.dataset.rows ?? 0)
  )
}

function bestRows(draft: Draft, rank: Rank, target: Item, field: Field, dir: 'asc' | 'desc'): Loose | string {
  const columns = [
    ...columnsOf(target),
    ...draft.outputs.flatMap((each) => (each === target ? [] : columnsOf(each))),
    field.ref,
  ]
  const limit = rank.limit ?? target.limit ?? (plural(target) ? 10 : 1)
  const groups = groupsOf(draft)
  if (groups.length)
    return bestGroups(draft, { ...rank, dir }, target, { fn: dir === 'desc' ? 'max' : 'min', column: field.ref })
  const where = [...draft.where, { column: field.ref, empty: false }]
  return { where, rows: unique(columns), order: [{ column: field.ref, dir }], limit, home: field.dataset.name }
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
  if (!target && rank.field && !rank.said && !rank.limit) {
    return { ...base(draft), measures: [{ fn: rank.dir === 'desc' ? 'max' : 'min', column: rank.field.ref }], by }
  }
  const rankedBy = target ? groupOf(target, draft) : []
  const order = measure ?? draft.measures[0] ?? countFor(draft, rank, target)
  if (!order) return 'nothing to rank by'
  const measures = [order, ...draft.measures].filter(
    (each, i, all) => all.findIndex((other) => JSON.stringify(other) === JSON.stringify(each)) === i,
  )
  const missing = addAsked(draft, rankedBy)
  if (missing) return missing
  const fresh = rankedBy.filter((each) => !by.some((other) => JSON.stringify(other) === JSON.stringify(each)))
  const nested = by.length > 0 && fresh.length > 0
  const limit = rank.limit ?? target?.limit ?? (target && plural(target) && !nested ? 10 : 1)
  const at = measures.indexOf(order)
  return {
    ...base(draft),
    measures,
    by: [...by, ...fresh],
    order: [{ measure: at, dir: rank.dir } as Order],
    limit,
    ...(nested && { each: by.length }),
    ...(rank.both && { both: true }),
    ...(draft.share && { show: ['share'] }),
  }
}

function countFor(draft: Draft, rank: Rank, target: Item | undefined): PlanMeasure | undefined {
  if (rank.hint?.endsWith(':rows')) return countedRows(draft, target)
  const dataset = datasetsOf([...(target ? [target] : []), ...draft.outputs])[0]
  if (!dataset) return undefined
  if (rank.vague) return undefined
  draft.soft += 0.1
  return mainMoney(draft.atlas, dataset)
}

/** "most popular product": the rows that point at it, orders rather than their lines when one table holds both. */
function countedRows(draft: Draft, target: Item | undefined): PlanMeasure | undefined {
  const said = draft.outputs.find((each) => each.t === 'ent' && each !== target)
  if (said) return countOf(said.ent!)
  if (!target) return undefined
  const dataset = datasetsOf([target])[0]
  if (target.ent?.own && dataset) {
    const children = draft.atlas.datasets.filter((each) => each.links?.some((link) => link.to === dataset.name))
    const child = children.sort((a, b) => (b.rows ?? 0) - (a.rows ?? 0))[0]
    if (child) return { fn: 'count', of: child.name } as PlanMeasure
  }
  const order = draft.atlas.entities.find(
    (each) =>
      each.dataset === dataset &&
      !each.own &&
      /^(order|invoice|transaction|booking|receipt)$/.test(each.words.at(-1) ?? ''),
  )
  if (order && target.ent !== order) return countOf(order)
  return dataset ? ({ fn: 'count', of: dataset.name } as PlanMeasure) : { fn: 'count' }
}

function measured(draft: Draft): Loose | string {
  const by = groupsOf(draft)
  const missing = addAsked(draft, by)
  if (missing) return missing
  if (draft.target && draft.measures.length + draft.having.length > 0) by.push(...groupOf(draft.target, draft))
  else if (draft.target) draft.outputs.unshift(draft.target)
  const counted = countedGroups(draft, by)
  if (counted) return counted
  const named = draft.having.length ? draft.outputs.filter((each) => /^(ent|dim|idc)$/.test(each.t)) : []
  if (draft.having.length && !by.length && named[0]) by.push(...groupOf(named[0], draft))
  if (!draft.measures.length) draft.measures.push(...draft.having.map((each) => each.measure))
  if (!draft.measures.length && draft.hist) draft.measures.push(...rowsOfGroups(draft))
  if (!draft.measures.length) return 'nothing to measure'
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
    ...(draft.share && { show: ['share' as const, ...draft.show] }),
    ...sorted(draft, by),
  }
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
  const inside = draft.where.filter((each) => !('period' in each))
  const around = draft.where.filter((each) => 'period' in each)
  if (!inside.length) return 'a share of what'
  const measure = draft.measures[0]!
  const ratio: PlanMeasure = { ratio: [{ ...measure, where: inside }, measure], percent: true }
  return { measures: [ratio], ...(around.length && { where: around }) }
}

function sorted(draft: Draft, by: By[]): { order?: Order[] } {
  const { item, dir } = draft.sort ?? {}
  if (!draft.sort || !by.length) return {}
  if (item?.grain) return { order: by.map((_, i) => ({ by: i, dir: dir ?? 'asc' })) }
  const column = item?.field?.ref ?? item?.ent?.label[0]?.ref ?? item?.ent?.key?.ref
  const at = by.findIndex((each) => (typeof each === 'string' ? each : each.column) === column)
  if (column && at >= 0) return { order: [{ by: at, dir: dir ?? 'asc' }] }
  return { order: [{ measure: 0, dir: dir ?? 'desc' }] }
}

function listed(draft: Draft): Loose | string {
  const asked = draft.asked?.length ? draft.asked : undefined
  const items = asked ?? leading([...(draft.target ? [draft.target] : []), ...draft.outputs])
  const first = items[0]
  if (!first) return 'nothing asked for'
  const columns = unique(items.flatMap((each) => columnsOf(each)))
  if (!columns.length) return 'nothing to list'
  const thing = [...items, ...(draft.target ? [draft.target] : []), ...draft.outputs].find((each) => each.ent?.own)?.ent
    ?.dataset
  const home = thing && columns.some((ref) => ref.startsWith(`${thing.name}.`)) ? thing.name : undefined
  const sort = draft.sort?.item?.field
  const order = sort && [{ column: sort.ref, dir: draft.sort?.dir ?? ('asc' as const) }]
  const limit = draft.limit ?? first.limit
  return {
    ...(draft.where.length && { where: draft.where }),
    rows: columns,
    ...((draft.distinct || !home) && { distinct: true }),
    ...(order && { order }),
    ...(limit && { limit }),
    ...(home && { home }),
  }
}

/** What is asked for comes first; a thing named later only says which ones. */
function leading(items: Item[]): Item[] {
  const [first, ...rest] = [...items].sort((a, b) => a.from - b.from)
  if (!first) return []
  const kept = [first]
  for (const each of rest) {
    const near = each.from - kept.at(-1)!.to <= (each.ent ? 1 : 2)
    if (near && (!each.ent || first.ent)) kept.push(each)
  }
  return kept
}

function columnsOf(item: Item): string[] {
  if (item.field) return [item.field.ref]
  const { label, key, via } = item.ent ?? { label: [] }
  if (via) return [via.ref]
  return label.length
    ? label.map((each) => each.ref)
    : key
      ? [key.ref]
      : item.ent?.own
        ? Object.keys(item.ent.dataset.columns).map((name) => `${item.ent!.dataset.name}.${name}`)
        : []
}

const plural = (item: Item): boolean => /[^s]s$/i.test(item.say) && !/(ss|us|is)$/i.test(item.say) && sizeOf(item) !== 1
const unique = (list: string[]) => [...new Set(list)]

/** A distribution counts the rows that hold the column. */
function rowsOfGroups(draft: Draft): PlanMeasure[] {
  const dataset = datasetsOf(draft.groups.map((each) => each.item))[0]
  return dataset ? [{ fn: 'count', of: dataset.name } as PlanMeasure] : []
}

/** Columns asked for beside the measures: a group already, or one more fact about a thing that is a group. */
function addAsked(draft: Draft, by: By[]): string | undefined {
  for (const item of draft.asked ?? []) {
    if (item.t === 'num') {
      draft.measures.push(bareMeasure(item.field!))
      continue
    }
    const owned0 = by.map((each) => columnOf(each).split('.')[0])
    const twin =
      item.field && !owned0.includes(item.field.dataset.name)
        ? draft.atlas.fields.find(
            (each) => owned0.includes(each.dataset.name) && each.words.join(' ') === item.field!.words.join(' '),
          )
        : undefined
    const fresh = groupOf(twin ? { ...item, field: twin } : item, draft).filter(
      (each) => !by.some((other) => columnOf(other) === columnOf(each)),
    )
    const owners = by.map((each) => columnOf(each).split('.')[0])
    const about = by.some((each) => typeof each === 'object' && 'key' in each)
    for (const each of fresh) {
      const owned = about && owners.includes(columnOf(each).split('.')[0])
      const keyed = by.some((other) => typeof other === 'object' && 'key' in other && other.key === each)
      if (by.length && !owned && !keyed && !item.grain) return `${item.say} beside the groups`
      by.push(each)
    }
  }
  return undefined
}

/** The same column once, with its key if either had one. */
function distinctGroups(by: By[]): By[] {
  const grainOf = (it: By) => (typeof it === 'object' && 'grain' in it ? it.grain : '')
  const same = (a: By, b: By) =>
    columnOf(a) === columnOf(b) && grainOf(a) === grainOf(b) && !(typeof a === 'object' && 'periods' in a)
  return by
    .map((each) => by.find((other) => typeof other === 'object' && 'key' in other && same(each, other)) ?? each)
    .filter((each, i, all) => all.findIndex((other) => same(each, other) || other === each) === i)
}

const columnOf = (it: By): string => (typeof it === 'string' ? it : it.column)
