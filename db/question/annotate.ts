import type { Dataset } from '../dataset.ts'
import type { Atlas } from './atlas.ts'
import { loneWord } from './guess.ts'
import type { Field, Item } from './item.ts'
import { ABBREVIATIONS } from './lexicon/abbreviations.ts'
import { isAgent } from './lexicon/deeds.ts'
import { LIGHT } from './lexicon/en.ts'
import { meant, type Span, valueItem, worthy } from './meant.ts'
import { PHRASES } from './phrases.ts'
import { closer, withoutRivals } from './rivals.ts'
import { undone } from './rules/standings.ts'
import { nameWords } from './schema/names.ts'
import { sideOf } from './sides.ts'
import { type ValueIndex, withParts } from './values.ts'
import type { FoundTime } from './when.ts'
import { isDone, numberAt, singular, stem, type Token, tokenize } from './words.ts'

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

const PARTICLES = /^(up|off|in|out|on|back)$/

/** "top ups" of a table called topups, "sign up date" of signup_date. */
function writtenApart([a, b]: Token[], span: Span, { atlas }: Known4): Item[] {
  const deed = PARTICLES.test(b!.word) && isDone(a!.word)
  const joined = deed ? `${stem(a!.word)}${b!.word}` : singular(`${a!.word}${b!.word}`)
  const days = deed ? atlas.fields.filter(({ column, words }) => column.role === 'time' && words[0] === joined) : []
  if (deed) return days.map((field) => meant({ field, score: 1 }, span, 2))
  if (joined.length < 5 || !/^\p{L}+$/u.test(joined)) return []
  return worthy(atlas.phrases.get(joined) ?? []).map((each) => meant(each, span, each.score + 1))
}

/** "homepage" of a column home_page. */
function writtenTogether({ word }: Token, span: Span, { atlas }: Known4): Item[] {
  const words = nameWords(word)
  if (words.length < 2) return []
  return worthy(atlas.phrases.get(words.map(singular).join(' ')) ?? []).map((each) => meant(each, span, each.score))
}

/** "Leavers" and "those who stayed" are the yes and the no of one column. */
function sided(words: string, span: Span, { atlas, values }: Known4): Item[] {
  const found = values.exact.has(words) ? undefined : sideOf(words, atlas.fields)
  if (!found) return []
  const { yes, field, condition } = found
  const score = 0.9 + 1.05 * (span.to - span.from - 1)
  return [yes ? { t: 'flag', ...span, field, score } : { t: 'cond', ...span, field, condition, score }]
}

/** "Who directed it" asks for the director. */
function whoDid({ word }: Token, span: Span, { atlas }: Known4): Item[] {
  const fits = atlas.fields.filter(
    ({ column, words }) =>
      /^(dimension|label)$/.test(column.role ?? '') && isAgent(words.at(-1)!) && stem(words.at(-1)!) === stem(word),
  )
  return fits.map((field) => ({ t: 'dim', ...span, field, score: 0.9 }))
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

/** "date of birth" is "birth date". */
function orders(lemmas: string[], part: Token[]): [string, number][] {
  const of = lemmas.indexOf('of')
  const whole: [string, number] = [lemmas.join(' '), 1]
  const after = lemmas.slice(of + 1).filter((word) => word !== 'the')
  const spelled = lemmas.map(writtenOut).join(' ')
  if (spelled !== whole[0]) return [whole, [spelled, 0.98]]
  const plain = lemmas.filter((word) => word !== 'the')
  if (plain.length > 1 && plain.length < lemmas.length && lemmas[0] !== 'the' && of < 0)
    return [[plain.join(' '), 0.95]]
  // The number of rentals is how many there are, though each has a rental_no.
  const counts = /^(number|no|count)$/.test(lemmas[0]!) && part.at(-1)!.word !== lemmas.at(-1)
  if (of <= 0 || !after.length || counts) return [whole]
  const head = lemmas.slice(0, of)
  return [whole, [[...after, ...head].join(' '), 0.9], [[...head, ...after].join(' '), 0.9]]
}

/** "qty" in a question is the quantity, as it is in a name. */
const writtenOut = (word: string): string =>
  PHRASES.has(word) || LIGHT.has(word) ? word : (ABBREVIATIONS[word] ?? word)

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
    word.length < 3 || LIGHT.has(word) || (PHRASES.get(word) ?? []).some((each) => !/^(verb|standing)$/.test(each.t))
  const deed = word === 'done' || (word.length > 5 && word.endsWith('ed') && !PHRASES.has(word))
  return !common || deed || (text === value && text !== text.toLowerCase())
}

function caseOf(part: Token[], value: string): number {
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
