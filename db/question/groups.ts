import { pathTo } from '../plan/find.ts'
import type { By, PlanMeasure } from '../plan.ts'
import type { Draft } from './draft.ts'
import type { Field, Item } from './item.ts'
import { bareMeasure, datasetsOf } from './sense.ts'

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
  const repeats = label.length === 1 && (label[0]!.column.distinct ?? 0) < (item.ent!.dataset.rows ?? 0) * 0.5
  const shared = label.length === 1 && (key?.column.distinct ?? 0) > (label[0]!.column.distinct ?? 0) * 1.15
  if (!key || (item.ent!.own ? repeats : !shared)) return names
  return [{ column: label[0]!.ref, key: key.ref }, ...names.slice(1)]
}

function viaGroup(item: Item, draft: Draft): By[] {
  const via = item.ent!.via!
  const { when } = via.dataset.links?.find((each) => each.column === via.name) ?? {}
  if (when) return [via.ref, `${via.dataset.name}.${when.column}`]
  return (
    parentOf(draft, via)?.map((each) =>
      typeof each === 'string' ? `${via.ref}>${each}` : { ...each, column: `${via.ref}>${columnOf(each)}` },
    ) ?? [via.ref]
  )
}

/** A link column stands for what it links to: shown by name, grouped by key. */
function parentOf(draft: Draft, field: Field): By[] | undefined {
  const link = field.dataset.links?.find((each) => each.column === field.name && !each.when)
  const ent = link && draft.atlas.entities.find((each) => each.own && each.dataset.name === link.to)
  return ent?.label.length
    ? [{ column: ent.label[0]!.ref, key: field.ref }, ...ent.label.slice(1).map((each) => each.ref)]
    : undefined
}

export function groupsOf(draft: Draft): By[] {
  const items = draft.groups.map((each) => each.item)
  const ordered = [
    ...items.filter((each) => each.grain || each.t === 'periods'),
    ...items.filter((each) => !(each.grain || each.t === 'periods')),
  ]
  const by = ordered.flatMap((each) => groupOf(each, draft))
  const timeless = !by.some((each) => typeof each === 'object' && ('grain' in each || 'periods' in each))
  if (timeless && draft.show.some((each) => /growth|change|running/.test(each)))
    by.unshift({ column: '', grain: draft.show.includes('running') ? runningGrain(draft) : 'year' })
  if (draft.trend && !by.some((each) => (typeof each === 'object' && 'grain' in each) || isYear(each, draft)))
    by.unshift({ column: '', grain: 'month' })
  return by.filter((each, i) => by.findIndex((other) => JSON.stringify(other) === JSON.stringify(each)) === i)
}

/** A model year, a fiscal quarter: a column that is time already. */
function isYear(by: By, { atlas }: Draft): boolean {
  const field = atlas.fields.find(({ ref }) => ref === by)
  return field?.words.some((word) => /^(year|month|quarter|week|day|date)$/.test(word)) ?? false
}

/** What adds up within a month does so day by day. */
function runningGrain(draft: Draft): 'day' | 'month' {
  const { from, to } = draft.where.flatMap((each) => ('period' in each ? [each.period] : []))[0] ?? {}
  return from && to && Date.parse(to) - Date.parse(from) < 62 * 86_400_000 ? 'day' : 'month'
}

/** A distribution counts the rows that hold the column. */
export function rowsOfGroups(draft: Draft): PlanMeasure[] {
  const dataset = datasetsOf(draft.groups.map((each) => each.item))[0]
  return dataset ? [{ fn: 'count', of: dataset.name } as PlanMeasure] : []
}

/** Columns asked for beside the measures: a group already, or one more fact about a thing that is a group. */
export function addAsked(draft: Draft, by: By[]): string | undefined {
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
    const keys = draft.atlas.entities.flatMap((each) => (each.own && each.key ? [each.key.ref] : []))
    const about = by.some((each) => (typeof each === 'object' ? 'key' in each : keys.includes(each)))
    for (const each of fresh) {
      const owned = about && owners.includes(columnOf(each).split('.')[0])
      const keyed = by.some((other) => typeof other === 'object' && 'key' in other && other.key === each)
      const above = about && owners.some((owner) => isAbove(draft, owner!, columnOf(each).split('.')[0]!))
      const kindred = item.t === 'dim' && owners.includes(columnOf(each).split('.')[0])
      if (by.length && !owned && !above && !keyed && !kindred && !item.grain) return `${item.say} beside the groups`
      by.push(each)
    }
  }
  return undefined
}

/** The venue of a paper: each row of the one names one row of the other. */
function isAbove({ atlas }: Draft, owner: string, other: string): boolean {
  const [from, to] = [owner, other].map((name) => atlas.datasets.find((each) => each.name === name))
  return Boolean(from && to && pathTo(atlas.datasets, from, to))
}

/** The same column once, with its key if either had one. */
export function distinctGroups(by: By[]): By[] {
  const grainOf = (it: By) => (typeof it === 'object' && 'grain' in it ? it.grain : '')
  const same = (a: By, b: By) =>
    columnOf(a) === columnOf(b) && grainOf(a) === grainOf(b) && !(typeof a === 'object' && 'periods' in a)
  return by
    .map((each) => by.find((other) => typeof other === 'object' && 'key' in other && same(each, other)) ?? each)
    .filter((each, i, all) => all.findIndex((other) => same(each, other) || other === each) === i)
}

const columnOf = (it: By): string => (typeof it === 'string' ? it : it.column)
