import type { Dataset } from '../dataset.ts'
import type { Condition } from '../plan.ts'
import type { Draft } from './draft.ts'
import type { Entity, Item } from './item.ts'
import { isPerson } from './lexicon/people.ts'
import type { Loose } from './loose.ts'
import { isDone } from './words.ts'

export function listed(draft: Draft): Loose | string {
  const asked = draft.asked?.length ? draft.asked : undefined
  const named =
    asked && !draft.beside
      ? []
      : leading([...(draft.target ? [draft.target] : []), ...draft.outputs.filter((each) => !isDeed(each, draft))])
  const whose = draft.beside && !named.length ? ownerOf(draft, asked![0]!) : []
  const items = [...named, ...whose, ...(asked ?? [])]
  if (!items.length && draft.who) items.push(...whoOf(draft))
  if (!items.length && draft.named?.ent?.dataset.table !== undefined) items.push(draft.named!)
  if (!items.length && draft.lists) items.push(...kindOf(draft))
  const first = items[0]
  if (!first) return 'nothing asked for'
  const card = items.length === 1 && first.ent?.own && first.ent.dataset.table === undefined
  const columns = card ? cardOf(first.ent!.dataset, draft.where) : unique(items.flatMap((each) => columnsOf(each)))
  if (!columns.length) return 'nothing to list'
  const nothing = asked?.find((each) => !columnsOf(each).length)
  if (nothing) return `no column for "${nothing.say}"`
  const thing = [...items, ...(draft.target ? [draft.target] : []), ...draft.outputs].find((each) => each.ent?.own)?.ent
    ?.dataset
  const home = thing && columns.some((ref) => ref.startsWith(`${thing.name}.`)) ? thing.name : undefined
  // "Which manufacturers make them?": each once, however many rows name it.
  const kinds = items.length === 1 && first === draft.target && first.field?.column.role === 'dimension'
  const order = orderOf(draft, items, columns)
  const limit = draft.limit ?? first.limit
  return {
    ...(draft.where.length && { where: draft.where }),
    rows: home
      ? unique([...columns, ...order.map(({ column }) => column), ...(asked ? [] : testedIn(draft, home))])
      : columns,
    ...((draft.distinct || kinds || !home) && { distinct: true }),
    ...(order.length && { order }),
    ...(limit && { limit }),
    ...(home && { home }),
  }
}

/** "Products that cost more than 20": what each costs is shown. */
function testedIn({ where, atlas }: Draft, home: string): string[] {
  return where.flatMap((each) => {
    const tested = 'op' in each && 'column' in each ? each.column : undefined
    const field = atlas.fields.find(({ ref, dataset }) => ref === tested && dataset.name === home)
    return field?.column.role === 'measure' || field?.column.role === 'time' ? [field.ref] : []
  })
}

/** By what the list is sorted, and by what where that is the same; by its last number, else its first column, when only the way was said. */
function orderOf({ sort }: Draft, items: Item[], columns: string[]): { column: string; dir: 'asc' | 'desc' }[] {
  if (!sort) return []
  const named = items.find(({ ent }) => ent?.label.length)
  const day = named?.ent?.dataset.time && `${named.ent.dataset.name}.${named.ent.dataset.time.column}`
  const refOf = (item: Item) =>
    item.grain && !item.field ? day : columnsOf(item.t === 'nameof' ? (named ?? item) : item)[0]
  const number = items.findLast(({ t }) => t === 'num')
  const by = [{ ...sort, item: sort.item }, ...(sort.next ? [sort.next] : [])]
  return by.flatMap(({ item, dir = 'asc' }) => {
    const column = item ? refOf(item) : (number?.field?.ref ?? columns[0])
    return column ? [{ column, dir }] : []
  })
}

/** "With their salary": those whose salary it is. */
function ownerOf(draft: Draft, { field, from }: Item): Item[] {
  const ent = draft.atlas.entities.find((each) => each.own && each.dataset === field?.dataset && each.label.length > 0)
  return ent ? [{ t: 'ent', ent, from, to: from, say: 'their', score: 0 }] : []
}

/** "List all ETFs": the things that are of that kind. */
function kindOf({ atlas, valued }: Draft): Item[] {
  const ent = atlas.entities.find((each) => each.own && each.dataset === valued?.dataset && each.label.length > 0)
  return ent ? [{ t: 'ent', ent, from: 0, to: 1, say: 'they', score: 0 }] : []
}

/** "Who earns more than 5000?": the people the condition speaks of. */
function whoOf(draft: Draft): Item[] {
  const tests = draft.where.flatMap((each) => ('all' in each ? each.all : [each]))
  const [told] = tests.flatMap((each) => ('column' in each && each.column ? [each.column.split('.')[0]] : []))
  const ent = draft.atlas.entities.find((each) => each.own && each.dataset.name === told && each.label.length > 0)
  return ent && isPerson(ent.words.at(-1)!) ? [{ t: 'ent', ent, from: 0, to: 1, say: 'who', score: 0 }] : []
}

/** "ETFs traded on NYSE": what was done with them is not what is listed. */
const isDeed = ({ t, say, score }: Item, { valued }: Draft): boolean =>
  t === 'ent' && valued !== undefined && score < 1 && isDone(say.toLowerCase())

/** What is asked for comes first; a thing named later only says which ones. */
function leading(items: Item[]): Item[] {
  const [first, ...rest] = [...items].sort((a, b) => a.from - b.from)
  if (!first) return []
  const kept = [first]
  for (const each of rest) {
    const gap = each.from - kept.at(-1)!.to
    const near = gap <= (each.ent ? (each.payload === 'and' ? 2 : 0) : 2)
    if (near && (!each.ent || first.ent)) kept.push(each)
  }
  return kept
}

export function columnsOf(item: Item): string[] {
  if (item.field) return [item.field.ref]
  const { label, key, via } = item.ent ?? { label: [] }
  if (via) return partOf(item.ent!, item.say)
  const [name] = label
  const shared = item.ent?.own && key && name && (name.column.distinct ?? 0) < (item.ent.dataset.rows ?? 0) * 0.2
  if (shared) return [key.ref, ...label.map((each) => each.ref)]
  return label.length
    ? label.map((each) => each.ref)
    : key
      ? [key.ref]
      : item.ent?.own
        ? Object.keys(item.ent.dataset.columns).map((name) => `${item.ent!.dataset.name}.${name}`)
        : []
}

/** The manager of an employee is shown by name: through the link. */
function partOf({ via, shows = [] }: Entity, say: string): string[] {
  return shows.length && !/\bids?\b/i.test(say) ? shows.map((each) => `${via!.ref}>${each.ref}`) : [via!.ref]
}

export const unique = (list: string[]) => [...new Set(list)]

/** A row of ours shows its key, its name, its day, what it is grouped by, and the number it was chosen for. */
function cardOf(dataset: Dataset, where: Condition[]): string[] {
  const compared = where.flatMap((each) => ('op' in each && 'column' in each ? [each.column] : []))
  const groups = Object.values(dataset.dimensions).map((each) => each.column)
  const columns = [...dataset.key, ...(dataset.label ?? []), ...(dataset.time ? [dataset.time.column] : []), ...groups]
  const card = unique(columns)
    .slice(0, 6)
    .map((name) => `${dataset.name}.${name}`)
  return unique([...card, ...compared.filter((ref) => ref.startsWith(`${dataset.name}.`))])
}
