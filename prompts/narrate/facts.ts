import { CLAIM_WORDS, PLAIN_WORDS } from './words.ts'

/** A result as it is known to be true. A percent is a ratio: 0.125 is 12.5%. */
export type Facts = {
  columns: FactColumn[]
  rows: (string | number | boolean | null)[][]
  /** One more row, over everything: what "in total" may say. */
  totals?: (number | null)[]
  /** Words that may be repeated: the period as asked and as resolved, filters, the dataset. */
  said?: string[]
  /** When there are more rows than these: which ones they are. */
  only?: 'highest' | 'lowest' | 'some'
}
/** `words` are other ways to name it: "from", "before" for a column of the period before. */
export type FactColumn = { name: string; unit?: string; currency?: string; words?: string[] }

const LABELS = ['text', 'date', 'time', 'day', 'month']

export function isLabel({ rows }: Facts, { unit = 'text' }: FactColumn, at: number): boolean {
  return LABELS.includes(unit) || rows.some((row) => typeof row[at] === 'string')
}

/** A value that reads as one of our own words ("The", "Rose") would let a sentence claim what it likes. */
const isWord = (phrase: string): boolean => PLAIN_WORDS.has(phrase) || CLAIM_WORDS.has(phrase)

/** What a stretch of a sentence may stand for. */
export type Meaning =
  | { kind: 'name'; columns: Set<number>; rows: Set<number> }
  | { kind: 'measure'; column: number }
  | { kind: 'said' }

const TOTAL = ['total', 'in total', 'overall', 'altogether', 'in all']

/** Every phrase the facts allow, in lower case, with what it stands for. */
export function phrasesOf(facts: Facts): Map<string, Meaning> {
  const phrases = new Map<string, Meaning>()
  for (const each of facts.said ?? [])
    for (const way of spellings(each)) if (!isWord(way)) phrases.set(way, { kind: 'said' })
  facts.columns.forEach((column, at) => {
    const label = isLabel(facts, column, at)
    for (const word of [column.name, ...(column.words ?? [])].flatMap(numbers))
      phrases.set(word, label ? { kind: 'said' } : { kind: 'measure', column: at })
    if (label) for (const [i, row] of facts.rows.entries()) addName(phrases, column, at, i, row[at])
  })
  const all = facts.rows.length === 1 && !facts.columns.some((column, at) => isLabel(facts, column, at))
  if (facts.totals || all) for (const word of TOTAL) phrases.set(word, all ? { kind: 'said' } : totalOf(facts))
  return phrases
}

function totalOf(facts: Facts): Meaning {
  const labels = facts.columns.flatMap((column, at) => (isLabel(facts, column, at) ? [at] : []))
  return { kind: 'name', columns: new Set(labels), rows: new Set([facts.rows.length]) }
}

function addName(phrases: Map<string, Meaning>, column: FactColumn, at: number, row: number, value: unknown): void {
  if (value === null || value === undefined || value === '') return
  const text = String(value)
  // A name of digits alone would let any such number pass; it needs a word before it.
  const ways = /^[\d.,\s]+$/.test(text) ? [`in ${text}`, `${column.name.toLowerCase()} ${text}`] : spellings(text)
  for (const way of ways.filter((each) => !isWord(each))) {
    const known = phrases.get(way)
    if (known?.kind === 'name') {
      known.columns.add(at)
      known.rows.add(row)
    } else phrases.set(way, { kind: 'name', columns: new Set([at]), rows: new Set([row]) })
  }
}

/** "branch" and "branches": a column may be named in the singular and the plural. */
function numbers(name: string): string[] {
  const word = name.toLowerCase()
  const plural = /(s|x|ch|sh)$/.test(word)
    ? `${word}es`
    : /[^aeiou]y$/.test(word)
      ? `${word.slice(0, -1)}ies`
      : `${word}s`
  return [word, plural, ...(/[^s]s$/.test(word) ? [word.slice(0, -1)] : [])]
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ')

/** A day, a month, or a phrase with its dates in brackets, in the ways people write them. */
function spellings(text: string): string[] {
  const found = /^(\d{4})-(\d\d)(?:-(\d\d))?$/.exec(text)
  const bracket = /^(.+?) \((.+)\)$/.exec(text)
  const ways = [text, ...(bracket ? [bracket[1]!, bracket[2]!] : [])]
  if (found) {
    const [, year, month, day] = found
    const name = MONTHS[Number(month) - 1] ?? ''
    const days = day ? [`${Number(day)} `, ''] : ['']
    for (const short of [name, name.slice(0, 3)]) {
      ways.push(`${days[0]}${short} ${year}`)
      if (day) ways.push(`${short} ${Number(day)}, ${year}`)
    }
  }
  return ways.map((each) => each.toLowerCase().replaceAll('–', '-'))
}
