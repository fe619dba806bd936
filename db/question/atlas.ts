import type { Dataset } from '../dataset.ts'
import type { PlanMeasure } from '../plan.ts'
import { entitiesOf, fieldsOf, headOf, withNames } from './entities.ts'
import { agentWords, isMass, massWords, moneyWords, peopleWords, rowWords } from './implied.ts'
import type { Entity, Field } from './item.ts'
import { isAgent } from './lexicon/deeds.ts'
import { GENERIC } from './lexicon/synonyms.ts'
import { metricsOf } from './metrics.ts'
import { PHRASES } from './phrases.ts'
import { isBirth } from './rules/lengths.ts'
import { sayingsOf } from './sayings.ts'
import { nameWords } from './schema/names.ts'
import { type Span, spansOf } from './spans.ts'
import { isHalf, isHalfPerson, variants, withSynonyms } from './variants.ts'
import { isDone, singular, stem } from './words.ts'

/** What a phrase may stand for, and how well. */
export type Meaning = { score: number; soft?: number; like?: boolean; doer?: boolean } & (
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
  /** Stems of words that are one part of a longer name: "entered" of entered_by. */
  partial: Set<string>
  /** Single words the data is named by, to forgive typos with. */
  vocabulary: Set<string>
}

/** The map from phrases to what the datasets have, made once per set of datasets. */
export function makeAtlas(datasets: Dataset[], taught: Record<string, string> = {}): Atlas {
  const fields = datasets.flatMap(fieldsOf)
  const entities = withNames(
    datasets.flatMap((dataset) =>
      entitiesOf(
        dataset,
        fields.filter((each) => each.dataset === dataset),
        datasets,
      ),
    ),
  )
  const partial = new Set(fields.flatMap(({ words }) => (words.length > 1 ? words.filter(tells).map(stem) : [])))
  for (const each of datasets) for (const word of each.words ?? []) if (tells(word)) partial.add(stem(word))
  const atlas: Atlas = {
    datasets,
    fields,
    entities,
    phrases: new Map(),
    stems: new Map(),
    partial,
    vocabulary: new Set(),
  }
  for (const field of fields) addField(atlas, field)
  for (const ent of entities) addEntity(atlas, ent)
  for (const dataset of datasets) addNamed(atlas, dataset)
  for (const [words, metric] of metricsOf(atlas))
    if (!atlas.phrases.has(words.join(' '))) add(atlas, words, { metric, score: 0 }, 0.6 + 0.5 * words.length)
  for (const imply of [moneyWords, massWords, rowWords, peopleWords, agentWords])
    for (const [words, meaning, score] of imply(atlas)) add(atlas, words, meaning, score)
  for (const dataset of datasets) for (const [phrase, span] of spansOf(dataset, fields)) addSpan(atlas, phrase, span)
  for (const [said, meant] of Object.entries(taught)) {
    const known = atlas.phrases.get(keyOf(nameWords(meant))) ?? []
    const best = Math.max(...known.map((each) => each.score))
    for (const meaning of known) if (meaning.score > best * 0.95) add(atlas, nameWords(said), meaning, 1)
  }
  return atlas
}

const tells = (word: string): boolean => word.length > 3 && !GENERIC.has(word) && !isHalf(word)

const keyOf = (words: string[]) => words.map(singular).join(' ')

function add(atlas: Atlas, words: string[], meaning: Meaning, score: number, stems = true): void {
  const key = keyOf(words)
  if (!key || /^(in|out|of|by|to|at|on|for|with|is|has|and|or|per|from)$/.test(key)) return
  const entry = { ...meaning, score }
  const list = atlas.phrases.get(key) ?? []
  const same = list.findIndex((each) => targetOf(each) === targetOf(entry))
  if (same >= 0) {
    if (list[same]!.score < score) list[same] = entry
  } else list.push(entry)
  atlas.phrases.set(key, list)
  for (const word of words) if (word.length > 3) atlas.vocabulary.add(singular(word))
  if (score < 0.6 || !stems || ('ent' in meaning && isAgent(words.at(-1)!))) return
  const stemmed = words.map(stem).join(' ')
  const known = atlas.stems.get(stemmed) ?? []
  if (!known.some((each) => targetOf(each) === targetOf(entry)))
    atlas.stems.set(stemmed, [...known, { ...entry, score: score * 0.6, soft: 0.1 }])
}

function targetOf(it: Meaning): unknown {
  if ('span' in it) return `${it.span.from} ${it.span.to}`
  return 'metric' in it
    ? JSON.stringify(it.metric)
    : 'field' in it
      ? it.field
      : 'ent' in it
        ? it.ent
        : `${it.named.dataset.name} ${it.named.measure}`
}

/** "customer" alone is a table of customers, but never the column customer_tier. */
const HALF_NAMED = 0.35

/** The opening day is no day that things could be counted by. */
const GRAIN = /^(day|week|month|quarter|year|hour)$/

function addAll(atlas: Atlas, words: string[], table: string[], meaning: Meaning, worth = 1): void {
  const id = 'field' in meaning && meaning.field.column.role === 'id' && words.length > 1 ? words.at(-1) : undefined
  const strict = 'ent' in meaning ? 0 : 'field' in meaning && meaning.field.column.role === 'flag' ? 0.85 : HALF_NAMED
  const role = 'field' in meaning ? meaning.field.column.role : undefined
  const day = 'field' in meaning && meaning.field.dataset.table === undefined && words.length > 1
  // Of "payments made" the deed alone names nothing.
  const deed = ([word = '', ...more]: string[]) => 'ent' in meaning && words.length > 1 && !more.length && isPast(word)
  // "Drug" is the table of drugs, not half of drug_unit.
  const things = 'field' in meaning ? atlas.entities.filter(({ own }) => own) : []
  const names = things.flatMap((each) => [each.words.join(' '), each.words.at(-1)!])
  const half = (list: string[]) => list.length < words.length && names.includes(list.join(' '))
  for (const [variant, score] of variants(words, table).filter(
    ([list, worth]) =>
      (worth >= strict || (list.length > 1 && worth > 0.6)) &&
      (!id || list.at(-1) === id) &&
      !(day && GRAIN.test(list.join(' '))) &&
      !deed(list) &&
      !isHalfPerson(words, list, role) &&
      !half(list),
  )) {
    add(atlas, variant, meaning, score * worth)
    if (score < 0.6) continue
    for (const [other, less] of withSynonyms(variant, score)) {
      if (
        !('ent' in meaning && other.some((word) => /^(revenue|turnover|income|earning|proceeds|spending)$/.test(word)))
      )
        add(
          atlas,
          other,
          { ...meaning, like: true },
          less * worth,
          other.every((word) => stem(word).length > 3),
        )
    }
  }
}

function addField(atlas: Atlas, field: Field): void {
  const { dataset, column } = field
  const table = headOf((dataset.words?.length && dataset.table ? dataset.words : nameWords(dataset.say)).map(singular))
  const said = field.words.join(' ')
  const whole = nameWords(field.name).map(singular)
  const plain = field.name
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part.length > 1)
  const ourTime = dataset.table === undefined && column.role === 'time'
  if (/^[A-Za-z]{2,6}$/.test(field.name) && !ourTime) add(atlas, [field.name.toLowerCase()], { field, score: 0 }, 1)
  addAll(atlas, field.words, table, { field, score: 0 })
  if (dataset.table !== undefined && whole.join(' ') !== said) addAll(atlas, whole, [], { field, score: 0 })
  if (dataset.table !== undefined && plain.length < field.words.length)
    addAll(atlas, plain.map(singular), [], { field, score: 0 }, 0.95)
  for (const { words, stems, worth = 0.9 } of sayingsOf(field)) {
    if (stems) addStem(atlas, words, { field, score: 0.9 })
    else if (!atlas.phrases.has(words.join(' '))) add(atlas, words, { field, score: 0 }, worth)
  }
  if (isBirth(field))
    add(atlas, ['age'], { span: { from: field.ref, to: 'now', clock: false, unit: 'year' }, score: 0 }, 0.9)
  for (const said of dataset.table === undefined ? (column.words ?? []) : [])
    addAll(atlas, nameWords(said), table, { field, score: 0 })
  for (const each of Object.values(dataset.dimensions)) {
    if (each.column === field.name)
      for (const said of [each.say, ...(each.words ?? [])]) addAll(atlas, nameWords(said), table, { field, score: 0 })
  }
}

function addEntity(atlas: Atlas, ent: Entity): void {
  if (ent.own && isMass(ent.words.at(-1)!) && atlas.datasets.length === 1) return
  const head = ent.words.filter(
    (word, at) =>
      !/^(daily|monthly|history|log|result|detail|data|fact|snapshot|list|record|table|done|in|out)$/.test(word) &&
      !(at > 0 && isPast(word)),
  )
  addAll(atlas, ent.words, [], { ent, score: 0 }, ent.own ? 1.04 : 1)
  if (ent.own && ent.key) add(atlas, [...ent.words, 'id'], { field: ent.key, score: 0 }, 1.1)
  if (ent.own && ent.key && head.length) add(atlas, [head.at(-1)!, 'id'], { field: ent.key, score: 0 }, 1.1)
  const part = ent.via && ent.words.length > 1 ? ent.words.slice(0, -1) : []
  // Arrivals are what happens there, not the place.
  if (part.length && ent.shows && !/(al|ure|ion)$/.test(part.at(-1)!) && !atlas.phrases.has(part.join(' ')))
    add(atlas, part, { ent, score: 0 }, 0.8)
  const taken = atlas.datasets.some(({ words = [] }) => words.map(singular).join(' ') === head.join(' '))
  if (head.length && head.length < ent.words.length && !taken) addAll(atlas, head, [], { ent, score: 0 }, 0.97)
  for (const said of ent.own && ent.dataset.table === undefined ? (ent.dataset.words ?? []) : [])
    addAll(atlas, nameWords(said), [], { ent, score: 0 }, 1.04)
  for (const way of (ent.own && WAYS[ent.words.at(-1)!]) || [])
    addAll(atlas, [way, ...head], [], { ent, score: 0 }, 1.04)
}

/** Payments that come in, and those that go out. */
const WAYS: Record<string, string[]> = {
  in: ['incoming'],
  out: ['outgoing'],
  received: ['incoming'],
  made: ['outgoing'],
}

const isPast = (word: string): boolean => word === 'made' || isDone(word)

function addNamed(atlas: Atlas, dataset: Dataset): void {
  for (const [measure, it] of Object.entries(dataset.measures)) {
    const rows = 'count' in it.is && it.is.count === '*' && !it.is.where
    for (const said of [it.say, ...(it.words ?? [])].filter((each, i) => i || !/\bwho\b/.test(each))) {
      const words = nameWords(said)
      const known = atlas.phrases.get(keyOf(words)) ?? []
      const thing = known.some((each) => 'ent' in each && each.ent.dataset === dataset)
      const meaning = { named: { dataset, measure }, score: 0 }
      // The dataset says by which words it is asked for: what only sounds like one of them may be something else.
      for (const [variant, score] of rows && thing ? [] : variants(words, []))
        if (variant.length === words.length || (it.unit !== 'percent' && score > 0.6 && !isDeed(variant[0]!)))
          add(atlas, variant, meaning, score * (words.length > 1 ? 1.3 : 1.08))
    }
  }
}

/** "Who bought" and "sold" say what was done, whichever measure's name they are the end of. */
const isDeed = (word: string): boolean =>
  /ed$/.test(word) || (PHRASES.get(word) ?? []).some((each) => /^(wh|rel|verb)$/.test(each.t))

function addStem(atlas: Atlas, words: string[], meaning: Meaning): void {
  const key = words.map(stem).join(' ')
  const known = atlas.stems.get(key) ?? []
  if (!known.some((each) => targetOf(each) === targetOf(meaning))) atlas.stems.set(key, [...known, meaning])
}

function addSpan(atlas: Atlas, phrase: string, span: Span): void {
  const known = atlas.stems.get(phrase) ?? []
  if (known.some((each) => 'field' in each && each.field.column.role === 'measure')) return
  atlas.stems.set(phrase, [
    { span, score: 0.9 },
    ...known.filter((each) => !('field' in each) && !('span' in each && each.span.to === span.to)),
  ])
}
