import type { Dataset } from '../dataset.ts'
import { type Entity, type Field, refOf } from './item.ts'
import { nameWords } from './schema/names.ts'
import { singular } from './words.ts'

export function fieldsOf(dataset: Dataset): Field[] {
  return Object.entries(dataset.columns).map(([name, column]) => {
    const words = (dataset.table === undefined ? nameWords(column.say ?? name) : (column.words ?? nameWords(name))).map(
      singular,
    )
    return {
      dataset,
      name,
      ref: refOf(dataset, name),
      column: { ...column, role: column.role ?? roleFor(dataset, name) },
      words,
    }
  })
}

/** In our own datasets the role follows from what the dataset says about the column. */
function roleFor(dataset: Dataset, name: string): NonNullable<Field['column']['role']> {
  const kind = dataset.columns[name]!.kind
  if (kind === 'date' || kind === 'time') return 'time'
  if (kind === 'bool') return 'flag'
  if (Object.values(dataset.dimensions).some((each) => each.column === name)) return 'dimension'
  if (dataset.key.length === 1 && dataset.key[0] === name) return 'id'
  return kind === 'text' ? 'dimension' : 'measure'
}

/** Who plays a part is known by the name of the row behind it. */
export function withNames(entities: Entity[]): Entity[] {
  return entities.map((each) => {
    const link = each.via && each.dataset.links?.find(({ column }) => column === each.via!.name)
    const target = link && entities.find(({ own, dataset }) => own && dataset.name === link.to)
    return target?.label.length ? { ...each, shows: target.label } : each
  })
}

/** Whom one reports to is the manager. */
const REPORTS = /^reports? ?to$/
const ROLE_TAIL = /^(id|key|name|title|code|number|uuid|label|no|sku|identifier|email)$/

export function entitiesOf(dataset: Dataset, fields: Field[], datasets: Dataset[]): Entity[] {
  const label = (dataset.label ?? []).flatMap((name) => fields.filter((each) => each.name === name))
  const key = dataset.key.length === 1 ? fields.find((each) => each.name === dataset.key[0]) : undefined
  const words = (dataset.words?.length && dataset.table ? dataset.words : nameWords(dataset.say)).map(singular)
  const own: Entity = { words, dataset, own: true, label, ...(key && { key }) }
  return [own, ...roleEntities(dataset, fields, datasets), ...flatEntities(dataset, fields, words)]
}

/** "sender" for sender_id → users; "customer" for customer_id is the table itself. */
function roleEntities(dataset: Dataset, fields: Field[], datasets: Dataset[]): Entity[] {
  const links = dataset.links ?? []
  const once = links.filter((each, i) => links.findIndex((other) => other.column === each.column) === i)
  return once.flatMap((link) => {
    const via = fields.find((each) => each.name === link.column)
    const told = via?.words.filter((word, i, all) => i < all.length - 1 || !ROLE_TAIL.test(word)) ?? []
    const words = REPORTS.test(told.join(' ')) ? ['manager'] : told
    const target = datasets.find((each) => each.name === link.to)
    const alone = dataset.links!.filter((each) => each.to === link.to).length === 1
    const same = headOf((target?.words ?? []).map(singular)).some(
      (word) => words.includes(word) || word.startsWith(words[0] ?? '-'),
    )
    const nouns = [...(dataset.words ?? []), ...(target?.words ?? [])].map(singular)
    const role = words.length > 1 && (link.to === dataset.name || !nouns.includes(words[0]!))
    return via && words.length && !(same && !role && (alone || words.length < 2))
      ? [{ words, dataset, own: false, key: via, label: [], via }]
      : []
  })
}

/** order_id, customer_name and customer_id in one wide table: things without a table of their own. */
function flatEntities(dataset: Dataset, fields: Field[], noun: string[]): Entity[] {
  const heads = new Map<string, Field[]>()
  for (const field of fields) {
    const tail = field.words.at(-1) ?? ''
    if (field.words.length < 2 || !ROLE_TAIL.test(tail) || field.column.role === 'measure') continue
    if (dataset.links?.some((link) => link.column === field.name)) continue
    const head = field.words.slice(0, -1).join(' ')
    heads.set(head, [...(heads.get(head) ?? []), field])
  }
  return [...heads].flatMap(([head, list]) => {
    if (
      head === noun.join(' ') ||
      /^(first|last|phone|postal|zip|user agent|middle|full|file|family|given)$/.test(head)
    )
      return []
    const key =
      list.find((each) => /^(id|key|code|uuid|number|no)$/.test(each.words.at(-1)!) && each.column.role === 'id') ??
      list.find((each) => each.words.at(-1) === 'email')
    const named = list.filter((each) => /^(name|title|label)$/.test(each.words.at(-1)!))
    const label = named.length || !key ? named : tellsApart(head, key, fields)
    const one = key ?? label[0]
    if (!one || (dataset.table === undefined && dataset.key.length === 1 && dataset.key[0] === one.name)) return []
    if (!label.length && dataset.label?.length && ` ${noun.join(' ')}`.endsWith(` ${head}`)) return []
    const unique = key && (key.column.distinct ?? 0) === (dataset.rows ?? -1)
    return [{ words: head.split(' '), dataset, own: Boolean(unique), key: one, label }]
  })
}

/** Where every store_id has its own store_location, people know the store by that. */
function tellsApart(head: string, key: Field, fields: Field[]): Field[] {
  const twins = fields.filter(
    ({ words, column }) =>
      words.length === 2 && words[0] === head && column.role === 'dimension' && column.distinct === key.column.distinct,
  )
  return twins.length === 1 ? twins : []
}

/** wallet_transactions_daily holds transactions. */
export function headOf(words: string[]): string[] {
  const kept = words.filter(
    (word) =>
      !/^(daily|monthly|weekly|yearly|history|log|result|detail|data|fact|snapshot|list|record|table|info)$/.test(word),
  )
  return kept.length ? kept : words
}
