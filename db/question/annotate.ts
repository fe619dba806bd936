import type { Grain, PlanMeasure } from '../plan.ts'
import type { Atlas, Meaning } from './atlas.ts'
import type { Field, Item } from './item.ts'
import { ENGLISH, GRAINS, LIGHT } from './lexicon/en.ts'
import { INDONESIAN, INDONESIAN_GRAINS } from './lexicon/id.ts'
import { GENERIC } from './lexicon/synonyms.ts'
import { THAI, THAI_GRAINS } from './lexicon/th.ts'
import type { Known, ValueIndex } from './values.ts'
import type { FoundTime } from './when.ts'
import { distance, fold, numberAt, stem, type Token, tokenize } from './words.ts'

/** A word the question's own notes explain. */
export type Defined = { word: string; measure: PlanMeasure }
export type Known4 = { atlas: Atlas; values: ValueIndex; times: FoundTime[]; defined?: Defined[] }

const LONGEST = 7
const PHRASES = phraseTable()

/** Everything each stretch of words may mean. Stretches overlap; which ones hold together is decided later. */
export function annotate(text: string, known: Known4): { tokens: Token[]; edges: Item[] } {
  const tokens = tokenize(text)
  const edges: Item[] = []
  for (let from = 0; from < tokens.length; from++) {
    for (let to = from + 1; to <= Math.min(tokens.length, from + LONGEST); to++)
      edges.push(...meanings(tokens, from, to, known))
  }
  edges.push(...timesIn(tokens, known.times))
  for (let i = 0; i < tokens.length; i++) edges.push(...loneWord(tokens, i, edges, known))
  return { tokens, edges }
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
  if (part.length === 1) found.push(...marks(part[0]!, span))
  for (const each of known.defined ?? [])
    if (fold(each.word) === words)
      found.push({ t: 'mea', measure: each.measure, said: true, ...span, score: 1.5 + bonus })
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
  for (const [key, worth] of orders(lemmas))
    found.push(
      ...worthy(known.atlas.phrases.get(key) ?? []).map((each) =>
        meant(each, span, each.score * worth + (worth < 1 ? bonus / 2 : bonus)),
      ),
    )
  if (part.length <= 3 && !found.some((each) => each.field || each.ent || each.measure))
    found.push(...stemmed(part, span, bonus, known))
  return [...found, ...valuesOf(part, lemmas, span, bonus, known)]
}

/** "shipping mode" is the ship mode; "time to close" is the time between two columns. */
function stemmed(part: Token[], span: Span, bonus: number, { atlas }: Known4): Item[] {
  const found = atlas.stems.get(part.map((each) => stem(each.word)).join(' ')) ?? []
  return found.filter((each) => part.length > 1 || 'span' in each).map((each) => meant(each, span, each.score + bonus))
}

/** A column of that very name leaves no room for one that only sounds like it. */
function worthy(list: Meaning[]): Meaning[] {
  const best = Math.max(...list.map((each) => each.score))
  return list.filter((each) => each.score >= best * 0.8)
}

type Span = { from: number; to: number; say: string }

/** "date of birth" is "birth date". */
function orders(lemmas: string[]): [string, number][] {
  const of = lemmas.indexOf('of')
  const whole: [string, number] = [lemmas.join(' '), 1]
  const after = lemmas.slice(of + 1).filter((word) => word !== 'the')
  return of > 0 && after.length ? [whole, [[...after, ...lemmas.slice(0, of)].join(' '), 0.9]] : [whole]
}

const KIND_OF_ROLE: Record<string, string> = { measure: 'num', time: 'tcol', flag: 'flag', id: 'idc' }

/** A word that also works in sentences (share, rate, total) names a column less surely. */
const works = (span: Span): boolean =>
  span.to - span.from === 1 &&
  (PHRASES.get(span.say.toLowerCase()) ?? []).some((each) => !/^(verb|gen|nameof|w)$/.test(each.t))

function meant(it: Meaning, span: Span, worth: number): Item {
  const score = worth - (works(span) ? 0.3 : 0)
  const soft = it.soft ? { soft: it.soft } : score < 0.7 ? { soft: 0.05 } : {}
  if ('field' in it)
    return { t: KIND_OF_ROLE[it.field.column.role ?? ''] ?? 'dim', field: it.field, ...span, score, ...soft }
  if ('span' in it) return { t: 'dur', payload: JSON.stringify(it.span), ...span, score, ...soft }
  if ('metric' in it) return { t: 'mea', measure: it.metric, said: true, ...span, score, ...soft }
  if ('ent' in it) return { t: 'ent', ent: it.ent, ...span, score, ...soft }
  return {
    t: 'mea',
    measure: { measure: `${it.named.dataset.name}.${it.named.measure}` },
    said: true,
    ...span,
    score,
    ...soft,
  }
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
  const exact = (values.exact.get(key) ?? []).filter((each) => standsFor(part, each.value))
  return exact.map((each) => valueItem(each, span, atlas, caseOf(part, each.value) + bonus))
}

/** Short words and words of grammar are values only when written as the data writes them. */
function standsFor(part: Token[], value: string): boolean {
  if (part.length > 1) return true
  const { text, word } = part[0]!
  const common = word.length < 3 || LIGHT.has(word) || (PHRASES.get(word) ?? []).some((each) => each.t !== 'verb')
  return !common || (text === value && text !== text.toLowerCase())
}

function caseOf(part: Token[], value: string): number {
  return value.startsWith(part[0]!.text[0]!) && /\p{Lu}/u.test(part[0]!.text) ? 0.97 : 0.87
}

function quotedValue(token: Token, span: Span, { values, atlas }: Pick<Known4, 'values' | 'atlas'>): Item[] {
  const key = tokenize(token.quoted!)
    .map((each) => each.lemma)
    .join(' ')
  const exact = values.exact.get(key) ?? []
  return [
    ...exact.map((each) => valueItem(each, span, atlas, 1.2)),
    { t: 'str', value: token.quoted!, ...span, score: 0.5 },
  ]
}

function valueItem(it: Known, span: Span, atlas: Atlas, score: number, soft?: number): Item {
  const field = atlas.fields.find((each) => each.dataset.name === it.dataset && each.name === it.column) as Field
  return { t: 'val', field, value: it.value, ...span, score, ...(soft && { soft }) }
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

/** A word that holds the sentence together; else its stem, else a word it may be a slip of; else a word nobody knows. */
function loneWord(tokens: Token[], at: number, edges: Item[], known: Known4): Item[] {
  const token = tokens[at]!
  const span = { from: at, to: at + 1, say: token.text }
  if (LIGHT.has(token.word)) return [{ t: 'w', ...span, score: 0 }, ...deeds(token, span, known)]
  const explained = edges.some((each) => each.from === at && each.to === at + 1)
  const unknown: Item = { t: 'x', ...span, value: token.text, score: -0.8 }
  if (token.quoted !== undefined || (explained && PHRASES.has(token.word)))
    return [{ ...unknown, score: -1.2 }, ...deeds(token, span, known)]
  const stems = (known.atlas.stems.get(stem(token.word)) ?? [])
    .filter(() => !explained)
    .map((each) => meant(each, span, each.score))
  const parts = (
    GENERIC.has(token.lemma) || PHRASES.has(token.word) ? [] : (known.values.parts.get(token.lemma) ?? [])
  ).map((each) => valueItem(each, span, known.atlas, 0.6, 0.05))
  const kin = explained
    ? []
    : (known.values.stems.get(stem(token.word)) ?? []).map((each) => valueItem(each, span, known.atlas, 0.62, 0.05))
  const inside = explained || stems.length ? [] : within(token, span, known)
  const guesses =
    explained || inside.length || stems.length || parts.length || kin.length ? [] : slips(token, span, known)
  return [unknown, ...stems, ...inside, ...parts, ...kin, ...guesses]
}

/** "class" is most of "pclass". */
function within({ lemma }: Token, span: Span, { atlas }: Known4): Item[] {
  if (lemma.length < 4) return []
  const near = (word: string) =>
    word !== lemma &&
    word.length - lemma.length <= 2 &&
    (word.endsWith(lemma) || (word.startsWith(lemma) && word.length - lemma.length < 2))
  return atlas.fields
    .filter((each) => each.words.length === 1 && near(each.words[0]!))
    .map((field) => meant({ field, score: 0.6, soft: 0.1 }, span, 0.6))
}

function slips(token: Token, span: Span, { atlas, values }: Known4): Item[] {
  const { lemma } = token
  if (lemma.length < 4 || !/^\p{L}+$/u.test(lemma)) return []
  const most = lemma.length > 7 ? 2 : 1
  const near = (word: string) => word[0] === lemma[0] && distance(word, lemma, most) <= most
  const words = [...atlas.vocabulary]
    .filter(near)
    .flatMap((word) =>
      (atlas.phrases.get(word) ?? []).map((each) => meant({ ...each, soft: 0.1 }, span, each.score * 0.7)),
    )
  const grammar = [...PHRASES.keys()]
    .filter((word) => word.length > 4 && near(word))
    .flatMap((word) => PHRASES.get(word)!.map((each) => ({ ...each, ...span, score: 0.4, soft: 0.1 })))
  const data = [...values.exact.keys()]
    .filter(near)
    .slice(0, 3)
    .flatMap((word) => values.exact.get(word)!.map((each) => valueItem(each, span, atlas, 0.6, 0.1)))
  const light: Item[] = [...LIGHT].some((word) => word.length > 4 && near(word))
    ? [{ t: 'w', ...span, score: -0.1 }]
    : []
  return [...words, ...data, ...grammar, ...light]
}

function phraseTable(): Map<string, Item[]> {
  const table = new Map<string, Item[]>()
  const put = (phrase: string, item: Partial<Item> & { t: string }) => {
    const key = tokenize(phrase)
      .map((each) => each.word)
      .join(' ')
    table.set(key, [...(table.get(key) ?? []), { from: 0, to: 0, say: phrase, score: 0.55, ...item }])
  }
  for (const [t, said] of [ENGLISH, INDONESIAN, THAI].flatMap((each) => Object.entries(each))) {
    for (const [payload, phrases] of Object.entries(said))
      for (const phrase of phrases.split('|')) put(phrase, { t, ...decode(t, payload) })
  }
  for (const [grain, phrases] of [GRAINS, INDONESIAN_GRAINS, THAI_GRAINS].flatMap((each) => Object.entries(each))) {
    for (const phrase of phrases.split('|'))
      for (const form of new Set([phrase, `${phrase}s`])) put(form, { t: 'grain', grain: grain as Grain, score: 0.95 })
  }
  return table
}

function decode(t: string, payload: string): Partial<Item> {
  const [head = '', hint = ''] = payload.includes('|')
    ? [payload.split(':')[0], payload.slice(payload.indexOf(':') + 1)]
    : payload.split(':')
  if (t === 'agg') return { fn: payload as NonNullable<Item['fn']> }
  if (t === 'sup') return { dir: head as 'asc' | 'desc', ...(hint && { hint: payload }) }
  if (t === 'cmp') return { op: head as '>', ...(hint && { hint: `desc:${hint}` }) }
  if (t === 'after' || t === 'sign') return { op: payload as '>' }
  return t === 'like' ? { at: payload as 'start' } : payload ? { payload } : {}
}

/** "shipped" may be the ship date, even where it only holds the sentence together. */
function deeds(token: Token, span: Span, { atlas }: Known4): Item[] {
  const found = token.word.endsWith('ed') ? (atlas.stems.get(stem(token.word)) ?? []) : []
  return found.map((each) => meant(each, span, 0.2)).filter((each) => each.t === 'tcol' || each.t === 'ent')
}
