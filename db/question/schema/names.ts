import { ABBREVIATIONS, NOUNS } from '../lexicon/abbreviations.ts'
import { remembered } from '../remembered.ts'
import { tokenize } from '../words.ts'

/** The words in a name: camelCase, snake_case, spaces and run-together words apart, abbreviations written out. */
export function nameWords(name: string): string[] {
  return [...wordsIn(name)]
}

const wordsIn = remembered(cutName)

function cutName(name: string): string[] {
  const parts = name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .replace(/\bpub(?=_?(year|yr|date|dt)\b)/i, 'publication ')
    .replace(/%/g, ' percent ')
    .replace(/#/g, ' number ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .toLowerCase()
    .replace(TOGETHER, '$1')
    .replace(/\bmo(?= (?:sold|sale|year|yr|no|num)\b)/g, 'month')
    .replace(LEAVES, 'departure')
    .replace(COMES, 'arrival')
    .replace(/\bcr(?= card\b)/g, 'credit')
    .replace(/\bfl(?= (?:date|num|number|no)\b)/g, 'flight')
    .trim()
    .split(' ')
  if (/\p{Script=Thai}/u.test(name)) return tokenize(name).map((each) => each.word)
  return parts.flatMap((part) => ABBREVIATIONS[part]?.split(' ') ?? apart(part)).filter(Boolean)
}

/** "dep_delay" and "arr_time" tell of departures and arrivals; elsewhere they are short for other words. */
const LEAVES = /\bdep(?= (?:delay|time|date|airport|city|station|hour|port|dt|tm|ts|at)\b)/g
const COMES = /\barr(?= (?:delay|time|date|airport|city|station|hour|port|dt|tm|ts|at)\b)/g

/** OverTime and week_end are one word to everybody. */
const TOGETHER = /\b(over(?= time\b)|week(?= (?:end|day)s?\b)) /g

/** "hiredate" is two words, when both are words we know. */
function apart(word: string): string[] {
  if (word.length < 7 || NOUNS.has(word)) return [word]
  for (let cut = word.length - 2; cut >= 2; cut--) {
    const [head, tail] = [word.slice(0, cut), word.slice(cut)]
    if (known(head) && known(tail)) return [head, tail].flatMap((each) => ABBREVIATIONS[each]?.split(' ') ?? [each])
  }
  return [word]
}

function known(word: string): boolean {
  return NOUNS.has(word) || (word in ABBREVIATIONS && word.length > 2) || word === 'id'
}

/** How many leading words most of these names share: "sbTxAmount, sbTxDate" all start with "sb tx". */
export function sharedPrefix(names: string[][]): string[] {
  const prefix: string[] = []
  for (let at = 0; at < 3; at++) {
    const tally = new Map<string, number>()
    for (const name of names) {
      const fits = prefix.every((word, i) => name[i] === word)
      const next = name[at]
      if (fits && next && name.length > at + 1) tally.set(next, (tally.get(next) ?? 0) + 1)
    }
    const [word, count] = [...tally].sort((a, b) => b[1] - a[1])[0] ?? ['', 0]
    if (names.length < 3 || count < names.length * 0.6) break
    prefix.push(word)
  }
  return prefix
}
