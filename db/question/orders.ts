import type { Atlas } from './atlas.ts'
import type { Item } from './item.ts'
import { ABBREVIATIONS } from './lexicon/abbreviations.ts'
import { isAgent } from './lexicon/deeds.ts'
import { LIGHT } from './lexicon/en.ts'
import { meant, type Span, worthy } from './meant.ts'
import { PHRASES } from './phrases.ts'
import { nameWords } from './schema/names.ts'
import { sideOf } from './sides.ts'
import type { ValueIndex } from './values.ts'
import { isDone, singular, stem, type Token } from './words.ts'

type Mapped = { atlas: Atlas; values: ValueIndex }

/** "top ups" of a table called topups, "sign up date" of signup_date. */
export function writtenApart([a, b]: Token[], span: Span, { atlas }: Mapped): Item[] {
  const deed = PARTICLES.test(b!.word) && isDone(a!.word)
  const joined = deed ? `${stem(a!.word)}${b!.word}` : singular(`${a!.word}${b!.word}`)
  const days = deed ? atlas.fields.filter(({ column, words }) => column.role === 'time' && words[0] === joined) : []
  if (deed) return days.map((field) => meant({ field, score: 1 }, span, 2))
  if (joined.length < 5 || !/^\p{L}+$/u.test(joined)) return []
  return worthy(atlas.phrases.get(joined) ?? []).map((each) => meant(each, span, each.score + 1))
}

/** "homepage" of a column home_page. */
export function writtenTogether({ word }: Token, span: Span, { atlas }: Mapped): Item[] {
  const words = nameWords(word)
  if (words.length < 2) return []
  return worthy(atlas.phrases.get(words.map(singular).join(' ')) ?? []).map((each) => meant(each, span, each.score))
}

/** "Leavers" and "those who stayed" are the yes and the no of one column. */
export function sided(words: string, span: Span, { atlas, values }: Mapped): Item[] {
  const found = values.exact.has(words) ? undefined : sideOf(words, atlas.fields)
  if (!found) return []
  const { yes, field, condition } = found
  const score = 0.9 + 1.05 * (span.to - span.from - 1)
  return [yes ? { t: 'flag', ...span, field, score } : { t: 'cond', ...span, field, condition, score }]
}

/** "Who directed it" asks for the director. */
export function whoDid({ word }: Token, span: Span, { atlas }: Mapped): Item[] {
  const fits = atlas.fields.filter(
    ({ column, words }) =>
      /^(dimension|label)$/.test(column.role ?? '') && isAgent(words.at(-1)!) && stem(words.at(-1)!) === stem(word),
  )
  return fits.map((field) => ({ t: 'dim', ...span, field, score: 0.9 }))
}

const PARTICLES = /^(up|off|in|out|on|back)$/

/** "date of birth" is "birth date". */
export function orders(lemmas: string[], part: Token[]): [string, number][] {
  const of = lemmas.indexOf('of')
  const whole: [string, number] = [lemmas.join(' '), 1]
  const after = lemmas.slice(of + 1).filter((word) => word !== 'the')
  const short = lemmas.map((word) => SHORT[word] ?? word).join(' ')
  if (short !== whole[0]) return [whole, [short, 0.98]]
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

const SHORT: Record<string, string> = { maximum: 'max', minimum: 'min' }

/** "qty" in a question is the quantity, as it is in a name. */
const writtenOut = (word: string): string =>
  PHRASES.has(word) || LIGHT.has(word) ? word : (ABBREVIATIONS[word] ?? word)
