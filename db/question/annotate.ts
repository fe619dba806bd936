import type { Dataset } from '../dataset.ts'
import type { Atlas } from './atlas.ts'
import { closer } from './closer.ts'
import { commonValues } from './common.ts'
import { loneWord } from './guess.ts'
import type { Field, Item } from './item.ts'
import { LIGHT } from './lexicon/en.ts'
import { meant, type Span, valueItem, worthy } from './meant.ts'
import { orders, sided, whoDid, writtenApart, writtenTogether } from './orders.ts'
import { PHRASES } from './phrases.ts'
import { withoutRivals } from './rivals.ts'
import { undone } from './rules/standings.ts'
import { type ValueIndex, withParts } from './values.ts'
import type { FoundTime } from './when.ts'
import { isDone, numberAt, stem, type Token, tokenize } from './words.ts'

/** A word the question's own notes explain. */
export type Defined = { word: string; it: Partial<Item> & { t: string } }

export type Known4 = {
  atlas: Atlas
  values: ValueIndex
  times: FoundTime[]
  defined?: Defined[]
  named?: Set<Dataset>
  contains?: Field[]
}

const LONGEST = 7

/** Everything each stretch of words may mean. Stretches overlap; which ones hold together is decided later. */
export function annotate(text: string, known: Known4): { tokens: Token[]; edges: Item[] } {
  const tokens = tokenize(text)
  const said: Item[] = []
  for (let from = 0; from < tokens.length; from++) {
    for (let to = from + 1; to <= Math.min(tokens.length, from + LONGEST); to++)
      said.push(...meanings(tokens, from, to, known))
  }
  said.push(...commonValues(tokens, said, known))
  const edges = withParts([...said, ...timesIn(tokens, known.times)], tokens, known)
  for (let i = 0; i < tokens.length; i++) edges.push(...loneWord(tokens, i, edges, known))
  return { tokens, edges: closer(withoutRivals(edges, tokens), known.named ?? namedIn(edges)) }
}

export function namedIn(edges: Item[]): Set<Dataset> {
  return new Set(edges.flatMap((each) => (each.ent?.own && each.score >= 1 ? [each.ent.dataset] : [])))
}

function meanings(tokens: Token[], from: number, to: number, known: Known4): Item[] {
  const part = tokens.slice(from, to)
  const bonus = 1.05 * (to - from - 1)
  const span = { from, to, say: part.map((each) => each.text).join(' ') }
  const words = part.map((each) => each.word).join(' ')
  const lemmas = part.map((each) => each.lemma)
  const found: Item[] = part.some((each) => each.quoted)
    ? []
    : (PHRASES.get(words) ?? []).map((each) => ({ ...each, ...span, score: each.score + 0.7 * (to - from - 1) }))
  if (part.length <= 3 && !found.some(({ t }) => t !== 'verb' && t !== 'w')) found.push(...sided(words, span, known))
  if (part.length === 1 && tokens[from - 1]?.word === 'who') found.push(...whoDid(part[0]!, span, known))
  if (part.length === 1) found.push(...marks(part[0]!, span), ...negated(part[0]!, span, known))
  for (const each of known.defined ?? [])
    if (namesSame(each.word, words, lemmas)) found.push({ ...each.it, ...span, score: 1.5 + bonus })
  const number = numberAt(tokens, from)
  if (number?.length === to - from)
    found.push({
      t: 'n',
      ...span,
      n: number.value,
      score: 0.6 + bonus,
      ...(number.percent && { percent: true }),
      ...(number.ordinal && { payload: 'ordinal' }),
    })
  // "Number of" counts, though a column may be called so.
  const counts = words === 'number' && tokens[to]?.word === 'of'
  for (const [key, worth] of counts ? [] : orders(lemmas, part))
    found.push(
      ...worthy(known.atlas.phrases.get(key) ?? []).map((each) =>
        meant(each, span, each.score * worth + (worth < 1 ? bonus / 2 : bonus)),
      ),
    )
  if (part.length === 2) found.push(...writtenApart(part, span, known))
  if (part.length === 1 && !found.length) found.push(...writtenTogether(part[0]!, span, known))
  if (part.length <= 3 && !found.some((each) => each.field || each.ent || each.measure))
    found.push(...stemmed(part, span, bonus, known))
  const data = valuesOf(part, lemmas, span, bonus, known)
  const surer =
    data.length > 0 ? found.map((each) => (each.t === 'verb' ? { ...each, score: each.score - 0.4 } : each)) : found
  return [...surer, ...data]
}

function namesSame(word: string, words: string, lemmas: string[]): boolean {
  const own = tokenize(word)
  return (
    own.map((each) => each.word).join(' ') === words || own.map((each) => each.lemma).join(' ') === lemmas.join(' ')
  )
}

function negated(token: Token, span: Span, { atlas, values }: Known4): Item[] {
  const found = values.exact.has(token.lemma) ? undefined : undone(token.word, atlas.fields)
  return found ? [{ t: 'cond', ...span, ...found, score: 0.8 }] : []
}

/** "shipping mode" is the ship mode; "time to close" is the time between two columns. */
function stemmed(part: Token[], span: Span, bonus: number, { atlas }: Known4): Item[] {
  const found = atlas.stems.get(part.map((each) => stem(each.word)).join(' ')) ?? []
  const deed = isDone(part[0]!.word)
  const fits = found.filter(
    (each) => 'span' in each || (part.length > 1 && !(deed && 'field' in each && each.field.column.role === 'measure')),
  )
  return fits.map((each) => meant(each, span, each.score + bonus))
}

function marks(token: Token, span: Span): Item[] {
  const kinds: Record<string, string> = {
    ',': 'comma',
    ';': 'comma',
    '.': 'stop',
    '?': 'stop',
    '!': 'stop',
    ':': 'comma',
    '(': 'comma',
    ')': 'comma',
    '*': 'w',
    '/': 'comma',
    '-': 'w',
    '–': 'w',
    $: 'w',
    '%': 'w',
  }
  const t = kinds[token.word]
  return t ? [{ t, ...span, score: 0.01 }] : []
}

function valuesOf(part: Token[], lemmas: string[], span: Span, bonus: number, { values, atlas }: Known4): Item[] {
  const first = part[0]!
  if (part.length === 1 && first.quoted !== undefined) return quotedValue(first, span, { values, atlas })
  if (part.some((each) => each.quoted !== undefined)) return []
  const key = lemmas.join(' ')
  const like = part.length === 2 ? (values.stems.get(part.map(({ word }) => stem(word)).join(' ')) ?? []) : []
  const found = values.exact.get(key) ?? []
  if (!found.length && like.length) return like.map((each) => valueItem(each, span, atlas, 0.7 + bonus, 0.05))
  const exact = found.filter((each) => standsFor(part, each.value))
  const deed = part.length === 1 && PHRASES.has(first.word) ? 0.15 : 0
  return exact.map((each) => valueItem(each, span, atlas, caseOf(part, each.value) + bonus + deed))
}

/** Short words and words of grammar are values only when written as the data writes them. */
function standsFor(part: Token[], value: string): boolean {
  if (part.length > 1) return true
  const { text, word } = part[0]!
  const common =
    word.length < 3 ||
    LIGHT.has(word) ||
    (PHRASES.get(word) ?? []).some((each) => !/^(verb|standing|fresh|cur)$/.test(each.t))
  const deed = word === 'done' || (word.length > 5 && word.endsWith('ed') && !PHRASES.has(word))
  return !common || deed || (text === value && text !== text.toLowerCase())
}

function caseOf(part: Token[], value: string): number {
  // "City Office" as the data writes it is more than a city and an office.
  if (part.length > 1 && /\p{Lu}/u.test(value) && part.map(({ text }) => text).join(' ') === value) return 1.2
  return value.startsWith(part[0]!.text[0]!) && /\p{Lu}/u.test(part[0]!.text) ? 0.97 : 0.87
}

function quotedValue(token: Token, span: Span, { values, atlas }: Pick<Known4, 'values' | 'atlas'>): Item[] {
  const key = tokenize(token.quoted!)
    .map((each) => each.lemma)
    .join(' ')
  const exact = values.exact.get(key) ?? []
  const columns = (atlas.phrases.get(key) ?? []).filter((each) => 'field' in each && each.score > 0.9)
  return [
    ...columns.map((each) => meant(each, span, 1.1)),
    ...exact.map((each) => valueItem(each, span, atlas, 1.2)),
    { t: 'str', value: token.quoted!, ...span, score: 0.5 },
  ]
}

function timesIn(tokens: Token[], times: FoundTime[]): Item[] {
  return times.flatMap((each): Item[] => {
    const from = tokens.findIndex((token) => token.end > each.start)
    const last = tokens.findLastIndex((token) => token.start < each.end)
    if (from < 0 || last < from) return []
    const say = tokens
      .slice(from, last + 1)
      .map((token) => token.text)
      .join(' ')
    return [
      {
        t: 'time',
        period: each.period,
        from,
        to: last + 1,
        say,
        score: (each.bare ? 0.7 : 1) + 0.6 * (last - from),
        ...(each.part && { condition: each.part }),
        ...(each.grain && { grain: each.grain }),
      },
    ]
  })
}
