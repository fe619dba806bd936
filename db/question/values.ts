import type { Dataset } from '../dataset.ts'
import { tableName } from '../dataset.ts'
import type { Reader } from '../plan/run.ts'
import { quote } from '../plan/scope.ts'
import { bookOf } from '../quick.ts'
import type { Field, Item } from './item.ts'
import { placeNames } from './lexicon/cities.ts'
import { countryNames } from './lexicon/countries.ts'
import { LIGHT } from './lexicon/en.ts'
import { stateName } from './lexicon/states.ts'
import { fold, singular, stem, type Token, tokenize } from './words.ts'

/** `at`: no value by itself, but a word that several of them contain. */
export type Known = { dataset: string; column: string; value: string; at?: 'anywhere' }
/** Words as they stand in the data → the values they are. */
export type ValueIndex = { exact: Map<string, Known[]>; stems: Map<string, Known[]>; parts: Map<string, Known[]> }

const MOST = 5000
/** What people say for what forms say. */
const PEOPLE: Record<string, string[]> = {
  m: ['male', 'man', 'boy'],
  f: ['female', 'woman', 'girl', 'lady'],
  male: ['man', 'boy', 'm'],
  female: ['woman', 'girl', 'lady', 'f'],
  man: ['male'],
  woman: ['female'],
  girl: ['female'],
  boy: ['male'],
}

/** Where a day book says what the rows say, the values are read from its pages: thousands of rows instead of millions. */
export async function readValues(reader: Reader, datasets: Dataset[], booked: Dataset[] = []): Promise<ValueIndex> {
  const index: ValueIndex = { exact: new Map(), stems: new Map(), parts: new Map() }
  for (const dataset of datasets) {
    for (const column of namedColumns(dataset)) {
      const rows = await reader.all(distinctValues(dataset, column, booked.includes(dataset)), [])
      // The first few of many numbers would be known and the others not.
      if (rows.length === MOST && isNumber(dataset, column)) continue
      addColumn(
        index,
        dataset.name,
        column,
        rows.map((row) => String(row[0])),
      )
    }
  }
  return index
}

function distinctValues(dataset: Dataset, column: string, booked: boolean): string {
  const book = booked ? bookOf(dataset) : undefined
  const page = book?.dimensions.includes(column) ? column : book?.kept.includes(column) ? book.dimensions[0] : undefined
  const name = page === column ? '_value' : quote(column)
  const source = page ? `${quote(book!.table)} WHERE _dimension = '${page}' AND` : `${quote(tableName(dataset))} WHERE`
  return `SELECT DISTINCT ${name} FROM ${source} ${name} IS NOT NULL LIMIT ${MOST}`
}

/** What rows are told apart by, as people hardly say it. */
function isNumber({ table, columns, key }: Dataset, column: string): boolean {
  return table === undefined && (columns[column]!.role === 'id' || key.includes(column))
}

function namedColumns(dataset: Dataset): string[] {
  return Object.entries(dataset.columns)
    .filter(
      ([, each]) =>
        each.kind === 'text' && !['text', 'time', 'flag'].includes(each.role ?? '') && (each.distinct ?? 0) <= MOST,
    )
    .map(([name]) => name)
}

function addColumn(index: ValueIndex, dataset: string, column: string, values: string[]): void {
  const words = values.map((value) =>
    tokenize(fold(value))
      .map((token) => token.lemma)
      .filter((word) => /[\p{L}\p{N}]/u.test(word)),
  )
  const seen = new Map<string, number>()
  for (const list of words) for (const word of new Set(list)) seen.set(word, (seen.get(word) ?? 0) + 1)
  if (values.length <= 400) addShared(index, dataset, column, seen)
  values.forEach((value, i) => {
    const known = { dataset, column, value }
    const list = words[i]!
    const key = list.join(' ')
    if (!key || value.length > 80) return
    push(index.exact, key, known)
    for (const other of values.length < 5 ? (PEOPLE[key] ?? []) : []) push(index.exact, other, known)
    for (const other of placeNames(key)) push(index.exact, keyOf(other), known)
    if (/country|nation|market/i.test(column))
      for (const other of countryNames(key)) push(index.exact, keyOf(other), known)
    if (list.length === 1 && key.length > 3 && /^\p{L}+$/u.test(key)) push(index.stems, stem(key), known)
    if (list.length === 2 && /^[\p{L} ]+$/u.test(key)) push(index.stems, list.map(stem).join(' '), known)
    const spelled = key.replace(/\b(cancel|travel|label)(l?)ed\b/, (_, verb, twice) => `${verb}${twice ? '' : 'l'}ed`)
    if (spelled !== key && list.length > 1) push(index.exact, spelled, known)
    const state = /state|province/i.test(column) && value.length === 2 ? stateName(value) : undefined
    if (state) push(index.exact, keyOf(state), known)
    if (values.length > 60 || list.length < 2) return
    for (const word of list) if (seen.get(word) === 1 && word.length > 3) push(index.parts, singular(word), known)
  })
}

/** Lamps of many kinds: all products that have the word. */
function addShared(index: ValueIndex, dataset: string, column: string, seen: Map<string, number>): void {
  for (const [word, times] of seen)
    if (times > 1 && word.length > 3 && /^\p{L}+$/u.test(word))
      push(index.parts, word, { dataset, column, value: word, at: 'anywhere' })
}

const keyOf = (said: string): string =>
  tokenize(fold(said))
    .map((token) => token.lemma)
    .join(' ')

function push(map: Map<string, Known[]>, key: string, known: Known): void {
  const list = map.get(key)
  if (!list) map.set(key, [known])
  else if (list.length < 6) list.push(known)
}

type Notes = { values: ValueIndex; contains?: Field[] }

/** Columns whose values are to be found by a part: "retail" stands for every category that has the word. */
export function withParts(edges: Item[], tokens: Token[], { values, contains = [] }: Notes): Item[] {
  return contains.reduce((kept, field) => {
    const own = valuesOf(field, values)
    const parts = tokens.flatMap((token, at) => {
      const known = kept.some((each) => each.from <= at && at < each.to && each.t !== 'val' && each.score > 0.9)
      const value = token.quoted ?? token.lemma
      const held = value.length > 2 && !LIGHT.has(token.word) && own.some((each) => each.includes(fold(value)))
      const item = { t: 'val', field, value, at: 'anywhere' as const, from: at, to: at + 1, say: token.text, score: 1 }
      return held && !known ? [item] : []
    })
    const covered = (it: Item) =>
      it.t === 'val' && it.field === field && parts.some(({ from }) => it.from === from && it.to === from + 1)
    return [...kept.filter((each) => !covered(each)), ...parts]
  }, edges)
}

const valuesOf = (field: Field, values: ValueIndex): string[] =>
  [...values.exact.values()]
    .flat()
    .filter((each) => each.dataset === field.dataset.name && each.column === field.name && !each.at)
    .map((each) => fold(each.value))
