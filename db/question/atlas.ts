import type { Dataset } from '../dataset.ts'
import type { PlanMeasure } from '../plan.ts'
import { type Entity, type Field, refOf } from './item.ts'
import { GENERIC, synonyms } from './lexicon/synonyms.ts'
import { metricsOf } from './metrics.ts'
import { nameWords } from './schema/names.ts'
import { mainMoney } from './sense.ts'
import { type Span, spansOf } from './spans.ts'
import { singular, stem } from './words.ts'

/** What a phrase may stand for, and how well. */
export type Meaning = { score: number; soft?: number } & (
  | { field: Field }
  | { ent: Entity }
  | { named: { dataset: Dataset; measure: string } }
  | { metric: PlanMeasure }
  | { span: Span }
)

export type Atlas = {
  datasets: Dataset[]
  fields: Field[]
  entities: Entity[]
  phrases: Map<string, Meaning[]>
  stems: Map<string, Meaning[]>
  /** Single words the data is named by, to forgive typos with. */
  vocabulary: Set<string>
}

/** The map from phrases to what the datasets have, made once per set of datasets. */
export function makeAtlas(datasets: Dataset[], taught: Record<string, string> = {}): Atlas {
  const fields = datasets.flatMap(fieldsOf)
  const entities = datasets.flatMap((dataset) =>
    entitiesOf(
      dataset,
      fields.filter((each) => each.dataset === dataset),
      datasets,
    ),
  )
  const atlas: Atlas = { datasets, fields, entities, phrases: new Map(), stems: new Map(), vocabulary: new Set() }
  for (const field of fields) addField(atlas, field)
  for (const ent of entities) addEntity(atlas, ent)
  for (const dataset of datasets) addNamed(atlas, dataset)
  for (const [words, metric] of metricsOf(atlas))
    if (!atlas.phrases.has(words.join(' '))) add(atlas, words, { metric, score: 0 }, 0.6 + 0.5 * words.length)
  addMoney(atlas)
  for (const dataset of datasets) for (const [phrase, span] of spansOf(dataset, fields)) addSpan(atlas, phrase, span)
  for (const [said, meant] of Object.entries(taught)) {
    for (const meaning of atlas.phrases.get(keyOf(nameWords(meant))) ?? []) add(atlas, nameWords(said), meaning, 1)
  }
  return atlas
}

function fieldsOf(dataset: Dataset): Field[] {
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

const ROLE_TAIL = /^(id|key|name|title|code|number|uuid|label|no|sku|identifier)$/

function entitiesOf(dataset: Dataset, fields: Field[], datasets: Dataset[]): Entity[] {
  const label = (dataset.label ?? []).flatMap((name) => fields.filter((each) => each.name === name))
  const key = dataset.key.length === 1 ? fields.find((each) => each.name === dataset.key[0]) : undefined
  const words = (dataset.words?.length && dataset.table ? dataset.words : nameWords(dataset.say)).map(singular)
  const own: Entity = { words, dataset, own: true, label, ...(key && { key }) }
  return [own, ...roleEntities(dataset, fields, datasets), ...flatEntities(dataset, fields, words)]
}

/** "sender" for sender_id → users; "customer" for customer_id is the table itself. */
function roleEntities(dataset: Dataset, fields: Field[], datasets: Dataset[]): Entity[] {
  return (dataset.links ?? []).flatMap((link) => {
    const via = fields.find((each) => each.name === link.column)
    const words = via?.words.filter((word, i, all) => i < all.length - 1 || !ROLE_TAIL.test(word)) ?? []
    const target = datasets.find((each) => each.name === link.to)
    const same = headOf((target?.words ?? []).map(singular)).some(
      (word) => words.includes(word) || word.startsWith(words[0] ?? '-'),
    )
    return via && words.length && !same ? [{ words, dataset, own: false, key: via, label: [], via }] : []
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
    const key = list.find(
      (each) => /^(id|key|code|uuid|number|no)$/.test(each.words.at(-1)!) && each.column.role === 'id',
    )
    const label = list.filter((each) => /^(name|title|label)$/.test(each.words.at(-1)!))
    const one = key ?? label[0]
    if (!one) return []
    const unique = key && (key.column.distinct ?? 0) === (dataset.rows ?? -1)
    return [{ words: head.split(' '), dataset, own: Boolean(unique), key: one, label }]
  })
}

const keyOf = (words: string[]) => words.map(singular).join(' ')

function add(atlas: Atlas, words: string[], meaning: Meaning, score: number): void {
  const key = keyOf(words)
  if (!key) return
  const entry = { ...meaning, score }
  const list = atlas.phrases.get(key) ?? []
  const same = list.findIndex((each) => targetOf(each) === targetOf(entry))
  if (same >= 0) {
    if (list[same]!.score < score) list[same] = entry
  } else list.push(entry)
  atlas.phrases.set(key, list)
  for (const word of words) if (word.length > 3) atlas.vocabulary.add(singular(word))
  if (score < 0.6) return
  const stemmed = words.map(stem).join(' ')
  const known = atlas.stems.get(stemmed) ?? []
  if (!known.some((each) => targetOf(each) === targetOf(entry)))
    atlas.stems.set(stemmed, [...known, { ...entry, score: score * 0.6, soft: 0.1 }])
}

export function targetOf(it: Meaning): unknown {
  if ('span' in it) return `${it.span.from} ${it.span.to}`
  return 'metric' in it
    ? JSON.stringify(it.metric)
    : 'field' in it
      ? it.field
      : 'ent' in it
        ? it.ent
        : `${it.named.dataset.name} ${it.named.measure}`
}

/** Half a name that means nothing by itself. */
const HALF =
  /^(first|last|start|end|full|middle|unit|total|min|max|average|sub|high|low|open|new|old|is|has|number|given|family|date|birth|per|net|base)$/

/** A tail that says what kind of thing it is: a ship status is not the shipping. */
const TELLING = /^(status|type|level|time|date|code|size|flag|rate|price|cost|count|id|number|data|text)$/

/** A word list with how much it is worth: the whole name, the name without what says nothing, its head alone. */
function variants(words: string[], table: string[]): [string[], number][] {
  const found: [string[], number][] = [[words, 1]]
  if (table.length && words.join(' ') !== table.join(' ')) {
    if (words[0] !== table.at(-1)) found.push([[...table, ...words], 1.05], [[table.at(-1)!, ...words], 1.05])
    if (words.length > 1 && words[0] === table.at(-1)) found.push([words.slice(1), 0.95])
  }
  const flag = /^(is|has|was|are|does|did|can)$/.test(words[0] ?? '')
  if (flag && words.length > 1) found.push([words.slice(1), 0.95])
  const tail = [...words]
  while (tail.length > 1 && GENERIC.has(tail.at(-1)!)) tail.pop()
  while (tail.length > 1 && /^\d+$/.test(tail.at(-1)!)) tail.pop()
  if (tail.length < words.length && !HALF.test(tail.join(' ')))
    found.push([tail, words.slice(tail.length).some((word) => TELLING.test(word)) ? 0.6 : 0.88])
  for (let i = 1; i < words.length; i++) {
    const part = words.slice(i)
    if (!part.every((word) => GENERIC.has(word))) found.push([part, 0.66])
    else if (part.length === 1) found.push([part, 0.4])
  }
  for (let i = words.length - 1; i > 0; i--) {
    const part = words.slice(0, i)
    const rest = words.slice(i)
    const empty = (word: string) => GENERIC.has(word) || HALF.test(word) || word === 'of'
    if (!rest.every(empty) && !part.every(empty)) found.push([part, 0.34])
  }
  return found
}

function withSynonyms(words: string[], score: number): [string[], number][] {
  if (words.length > 3) return []
  let lists: [string[], number][] = [[[], score]]
  for (const word of words) {
    const others = synonyms(word).slice(0, 8)
    lists = lists.flatMap(([list, worth]): [string[], number][] => [
      [[...list, word], worth],
      ...others.map((other): [string[], number] => [[...list, other], worth * 0.74]),
    ])
  }
  return lists.slice(1)
}

function addAll(atlas: Atlas, words: string[], table: string[], meaning: Meaning, worth = 1): void {
  const id = 'field' in meaning && meaning.field.column.role === 'id' && words.length > 1 ? words.at(-1) : undefined
  const strict = 'field' in meaning && meaning.field.column.role === 'flag' ? 0.85 : 0
  for (const [variant, score] of variants(words, table).filter(
    ([list, worth]) => worth >= strict && (!id || list.at(-1) === id),
  )) {
    add(atlas, variant, meaning, score * worth)
    if (score < 0.6) continue
    for (const [other, less] of withSynonyms(variant, score)) {
      if (
        !('ent' in meaning && other.some((word) => /^(revenue|turnover|income|earning|proceeds|spending)$/.test(word)))
      )
        add(atlas, other, meaning, less * worth)
    }
  }
}

function addField(atlas: Atlas, field: Field): void {
  const { dataset, column } = field
  const table = headOf((dataset.words?.length && dataset.table ? dataset.words : nameWords(dataset.say)).map(singular))
  const said = field.words.join(' ')
  const whole = nameWords(field.name).map(singular)
  const ourTime = dataset.table === undefined && column.role === 'time'
  if (/^[A-Za-z]{2,6}$/.test(field.name) && !ourTime) add(atlas, [field.name.toLowerCase()], { field, score: 0 }, 1)
  addAll(atlas, field.words, table, { field, score: 0 })
  if (dataset.table !== undefined && whole.join(' ') !== said) addAll(atlas, whole, [], { field, score: 0 })
  const [unit = '', to = '', deed = ''] = field.words
  if (/^(day|hour|minute|second)$/.test(unit) && /^(to|until|for|of|in|before|since)$/.test(to) && deed) {
    for (const tail of ['time', 'duration', 'delay', 'day']) addStem(atlas, [deed, tail], { field, score: 0.9 })
    addStem(atlas, ['time', 'to', deed], { field, score: 0.9 })
  }
  for (const said of dataset.table === undefined ? (column.words ?? []) : [])
    addAll(atlas, nameWords(said), table, { field, score: 0 })
  for (const each of Object.values(dataset.dimensions)) {
    if (each.column === field.name)
      for (const said of [each.say, ...(each.words ?? [])]) addAll(atlas, nameWords(said), table, { field, score: 0 })
  }
}

function addEntity(atlas: Atlas, ent: Entity): void {
  const head = ent.words.filter(
    (word) => !/^(daily|monthly|history|log|result|detail|data|fact|snapshot|list|record|table)$/.test(word),
  )
  addAll(atlas, ent.words, [], { ent, score: 0 })
  if (ent.own && ent.key) add(atlas, [...ent.words, 'id'], { field: ent.key, score: 0 }, 1.1)
  if (ent.own && ent.key && head.length) add(atlas, [head.at(-1)!, 'id'], { field: ent.key, score: 0 }, 1.1)
  if (head.length && head.length < ent.words.length) addAll(atlas, head, [], { ent, score: 0 }, 0.97)
  for (const said of ent.own && ent.dataset.table === undefined ? (ent.dataset.words ?? []) : [])
    addAll(atlas, nameWords(said), [], { ent, score: 0 })
}

function addNamed(atlas: Atlas, dataset: Dataset): void {
  for (const [measure, it] of Object.entries(dataset.measures)) {
    const rows = 'count' in it.is && it.is.count === '*' && !it.is.where
    for (const said of [it.say, ...(it.words ?? [])]) {
      const known = atlas.phrases.get(keyOf(nameWords(said))) ?? []
      const thing = known.some((each) => 'ent' in each && each.ent.dataset === dataset)
      if (!(rows && thing)) addAll(atlas, nameWords(said), [], { named: { dataset, measure }, score: 0 }, 1.08)
    }
  }
}

/** Without a column of that name, revenue is the one money column, or quantity × price. */
function addMoney(atlas: Atlas): void {
  for (const dataset of atlas.datasets) {
    const money = mainMoney(atlas, dataset)
    if (!money || 'measure' in money) continue
    for (const word of ['revenue', 'sale', 'turnover', 'spending', 'spend', 'earning']) {
      const known = atlas.phrases.get(word)?.some((each) => 'field' in each && each.score > 0.8)
      if (!known)
        add(
          atlas,
          [word],
          { metric: money, score: 0, soft: 'times' in money ? 0 : 0.05 },
          'times' in money ? 0.8 : 0.62,
        )
    }
  }
}

/** wallet_transactions_daily holds transactions. */
function headOf(words: string[]): string[] {
  const kept = words.filter(
    (word) =>
      !/^(daily|monthly|weekly|yearly|history|log|result|detail|data|fact|snapshot|list|record|table|info)$/.test(word),
  )
  return kept.length ? kept : words
}

function addStem(atlas: Atlas, words: string[], meaning: Meaning): void {
  const key = words.map(stem).join(' ')
  atlas.stems.set(key, [...(atlas.stems.get(key) ?? []), meaning])
}

function addSpan(atlas: Atlas, phrase: string, span: Span): void {
  const known = atlas.stems.get(phrase) ?? []
  if (known.some((each) => 'field' in each && each.field.column.role === 'measure')) return
  atlas.stems.set(phrase, [
    { span, score: 0.9 },
    ...known.filter((each) => !('field' in each) && !('span' in each && each.span.to === span.to)),
  ])
}
