import type { Known4 } from './annotate.ts'
import type { Item } from './item.ts'
import { isAgent } from './lexicon/deeds.ts'
import { LIGHT } from './lexicon/en.ts'
import { GENERIC } from './lexicon/synonyms.ts'
import { meant, type Span, valueItem } from './meant.ts'
import { PHRASES } from './phrases.ts'
import { distance, isDone, stem, type Token } from './words.ts'

/** A word that holds the sentence together; else its stem, else a word it may be a slip of; else a word nobody knows. */
export function loneWord(tokens: Token[], at: number, edges: Item[], known: Known4): Item[] {
  const token = tokens[at]!
  const span = { from: at, to: at + 1, say: token.text }
  if (LIGHT.has(token.word) && !isCode(token, edges))
    return [{ t: 'w', ...span, score: 0 }, ...deeds(token, span, known)]
  if (token.word === 'new' && joins(at + 1, edges)) return [{ t: 'w', ...span, score: -0.1 }]
  const explained = edges.some((each) => each.from === at && each.to === at + 1)
  const unknown: Item = { t: 'x', ...span, value: token.text, score: -0.8 }
  if (token.quoted !== undefined || (explained && PHRASES.has(token.word)))
    return [{ ...unknown, score: -1.2 }, ...deeds(token, span, known)]
  const stems = (known.atlas.stems.get(stem(token.word)) ?? [])
    .filter(
      (each) =>
        !explained &&
        !(isDoer(token.lemma) && !('field' in each && !/^(time|measure)$/.test(each.field.column.role ?? ''))),
    )
    .map((each) => meant(each, span, each.score))
  const named = edges.some(
    ({ ent, from, to, score, like }) => ent?.own && !like && score >= 1 && from === at && to === at + 1,
  )
  const parts = (
    named || GENERIC.has(token.lemma) || PHRASES.has(token.word) || GLUE.test(token.text)
      ? []
      : (known.values.parts.get(token.lemma) ?? [])
  )
    .map((each) => valueItem(each, span, known.atlas, 0.6, 0.05))
    // "By hotel" where every value ends so: the column, not what it holds.
    .filter(({ field }) => !field!.words.includes(token.lemma))
  const asked = tokens.slice(Math.max(0, at - 6), at).some(({ word }) => /^(did|do|does|to)$/.test(word))
  const kin = explained
    ? []
    : (known.values.stems.get(stem(token.word)) ?? [])
        .map((each) => valueItem(each, span, known.atlas, 0.62, 0.05))
        // "Did each courier deliver" asks for no state "delivered".
        .filter(({ value }) => !(asked && isDone(String(value).toLowerCase()) && !isDone(token.word)))
  const inside = explained || stems.length ? [] : within(token, span, known)
  const guesses =
    explained || inside.length || stems.length || parts.length || kin.length ? [] : slips(token, span, known)
  if (!explained && known.atlas.partial.has(stem(token.word)))
    inside.push({ t: 'w', ...span, payload: 'kin', score: -0.3, soft: 0.05 })
  const spanned = edges.some(({ t }) => t === 'span')
  const done = explained || spanned ? deeds(token, span, known, spanned) : []
  // "Business class" of a cabin that is business.
  if (!explained && /^(class|tier)$/.test(token.lemma) && edges.some(({ t, to }) => t === 'val' && to === at))
    inside.push({ t: 'w', ...span, score: -0.05 })
  return [unknown, ...stems, ...inside, ...parts, ...kin, ...guesses, ...done]
}

/** Words between words are no part of a title, however many titles hold them. */
const GLUE =
  /^(after|before|over|under|above|below|more|less|fewer|than|most|least|between|around|about|only|just|each|every|which|who|whom|when|where|how|many|much|not|no|but|with|without|from|into|onto|off|out|up|down|during|since|until|both|either|again|back|still|yet|never|always|other|another|same|there|first|last|next|all|any)$/

/** Publishers are neither the day of publishing nor what is published. */
const isDoer = (word: string): boolean => isAgent(word) && !/^(order|transfer|offer|answer|register|enter)$/.test(word)

/** "New members in May" joined then. */
const joins = (at: number, edges: Item[]): boolean =>
  edges.some(
    ({ ent, from }) =>
      from === at &&
      ent?.own &&
      /creat|regist|join|sign|enrol|appli|onboard|hire/.test(ent.dataset.time?.column.toLowerCase() ?? ''),
  )

/** "US" is no "us" where a column holds it. */
const isCode = ({ text }: Token, edges: Item[]): boolean =>
  text.length > 1 && text === text.toUpperCase() && edges.some((each) => each.t === 'val' && each.value === text)

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
  // A word that stands in a column's name is no slip of another.
  if (lemma.length < 4 || !/^\p{L}+$/u.test(lemma) || atlas.partial.has(stem(token.word))) return []
  const letters = (word: string) => [...word].sort().join('')
  const short = lemma.length < 5
  const most = lemma.length > 7 ? 2 : 1
  const near = (word: string, far = most) =>
    word[0] === lemma[0] && distance(word, lemma, far) <= far && !(short && letters(word) !== letters(lemma))
  const words = [...atlas.vocabulary]
    .filter((word) => near(word))
    .flatMap((word) =>
      (atlas.phrases.get(word) ?? []).map((each) => meant({ ...each, soft: 0.1 }, span, each.score * 0.7)),
    )
  const grammar = [...PHRASES.keys()]
    .filter((word) => word.length > 4 && near(word, 1))
    .flatMap((word) => PHRASES.get(word)!.filter((each) => !/^(verb|gen|w)$/.test(each.t)))
    .map((each) => ({ ...each, ...span, score: 0.4, soft: 0.1 }))
  const data = [...values.exact.keys()]
    .filter((word) => near(word))
    .slice(0, 3)
    .flatMap((word) => values.exact.get(word)!.map((each) => valueItem(each, span, atlas, 0.6, 0.1)))
  const light: Item[] = [...LIGHT].some(
    (word) => word.length > 4 && near(word, 1) && !word.startsWith(lemma) && !lemma.startsWith(word),
  )
    ? [{ t: 'w', ...span, score: -0.1 }]
    : []
  return [...words, ...data, ...grammar, ...light]
}

/** "shipped" may be the ship date, even where it only holds the sentence together. */
function deeds(token: Token, span: Span, { atlas }: Known4, spanned = false): Item[] {
  const found = isDone(token.word) || spanned ? (atlas.stems.get(stem(token.word)) ?? []) : []
  return found
    .filter((each) => !(spanned && 'field' in each && each.field.column.days === 'year'))
    .map((each) => meant(each, span, spanned ? 1.1 : 0.2))
    .filter((each) => each.t === 'tcol' || each.t === 'ent')
}
