import type { ColumnRole } from '../dataset.ts'
import { isPerson } from './lexicon/people.ts'
import { GENERIC, synonyms } from './lexicon/synonyms.ts'

/** Half a name that means nothing by itself. */
export const isHalf = (word: string): boolean => HALF.test(word)
const HALF =
  /^(first|last|start|end|full|middle|unit|total|min|max|average|sub|high|low|open|new|old|is|has|number|given|family|date|birth|per|net|base)$/

/** No name begins so: "of order" of type_of_order. */
const LINKING = /^(of|to|in|for|per|at|on|from|and|by)$/

/** A tail that says what kind of thing it is: a ship status is not the shipping. */
const TELLING =
  /^(status|type|level|time|date|code|size|flag|rate|price|cost|count|id|number|data|text|unit|desc|description)$/

/** What a number is counted in: temp_c, co2_ppm, battery_v. */
const UNIT =
  /^(c|f|v|w|a|k|ppm|ppb|percent|kwh|mwh|wh|mw|kw|hz|khz|mhz|ghz|gb|mb|tb|mbps|kph|kmh|mph|rpm|bar|psi|pa|hpa|kpa|db|lux|g|mg|t|l|ml|m3|ft2|sqm|m2|nm|um|in|lbs|oz|chf|inr|cad|aud|sgd|idr|thb|n|ton|tonne|eur|usd|gbp)$/

/** A word list with how much it is worth: the whole name, the name without what says nothing, its head alone. */
export function variants(words: string[], table: string[]): [string[], number][] {
  const found: [string[], number][] = [[words, 1]]
  // A piece of a Thai word is no word: there is a month in a salary.
  if (words.some((word) => /\p{Script=Thai}/u.test(word))) return found
  if (table.length && words.join(' ') !== table.join(' ')) {
    if (words[0] !== table.at(-1)) found.push([[...table, ...words], 1.05], [[table.at(-1)!, ...words], 1.05])
    if (words.length > 1 && words[0] === table.at(-1)) found.push([words.slice(1), 0.95])
  }
  const flag = /^(is|has|was|are|does|did|can)$/.test(words[0] ?? '')
  if (flag && words.length > 1) found.push([words.slice(1), 0.95])
  const said = words.indexOf('in')
  if (said > 0) found.push([words.slice(0, said), 0.9], [words.slice(0, 1), 0.7])
  const tail = [...words]
  while (tail.length > 1 && (GENERIC.has(tail.at(-1)!) || UNIT.test(tail.at(-1)!))) tail.pop()
  while (tail.length > 1 && /^\d+[dhmy]?$/.test(tail.at(-1)!)) tail.pop()
  for (let length = tail.length; length < words.length; length++) {
    const [kept, cut] = [words.slice(0, length), words.slice(length)]
    if (!HALF.test(kept.join(' '))) found.push([kept, cut.some((word) => TELLING.test(word)) ? 0.6 : 0.88])
  }
  for (let i = 1; i < words.length; i++) {
    const part = words.slice(i)
    if (LINKING.test(part[0]!)) continue
    if (!part.every((word) => GENERIC.has(word))) found.push([part, 0.66])
    else if (part.length === 1 && part[0] !== 'number') found.push([part, 0.4])
  }
  for (let i = 1; i < tail.length && tail.length < words.length; i++) {
    const part = tail.slice(i)
    if (!part.every((word) => GENERIC.has(word) || HALF.test(word))) found.push([part, 0.62])
  }
  for (let i = words.length - 1; i > 0; i--) {
    const part = words.slice(0, i)
    const rest = words.slice(i)
    const empty = (word: string) => GENERIC.has(word) || HALF.test(word) || /^(of|by|to|per|in|for)$/.test(word)
    if (!rest.every(empty) && !part.every(empty)) found.push([part, 0.34])
  }
  return found
}

export function withSynonyms(words: string[], score: number): [string[], number][] {
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

/** No driver is the reason for which a driver cancelled; no customer is the day one came. */
export const isHalfPerson = (words: string[], half: string[], role: ColumnRole | undefined): boolean =>
  half.length < words.length &&
  isPerson(half.at(-1)!) &&
  (role === 'time' || (role === 'dimension' && words.length > 2 && half.length === 1))
