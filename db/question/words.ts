import { DONE, KIN } from './lexicon/kin.ts'
import { remembered } from './remembered.ts'

/** Plain word work: cutting text into words, one form for singular and plural, the stem, how far two words are apart. */
export type Token = { text: string; word: string; lemma: string; start: number; end: number; quoted?: string }

export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .replace(/[‘’`]/g, "'")
    .toLowerCase()
}

const CUT =
  /"([^"]+)"|“([^”]+)”|(?<![\p{L}\p{N}])'([^']+)'(?![\p{L}\p{N}])|[$€£]?\d[\d,]*(?:\.\d+)?(?:%|[kKmMbB](?!\p{L})|st\b|nd\b|rd\b|th\b)?|[\p{L}\p{M}\p{N}]+(?:[_'’.@&-][\p{L}\p{M}\p{N}]+)*|\${2,}|>=|<=|!=|<>|[=<>%$€£,;:()?!+/*–-]|\./gu

export function tokenize(text: string): Token[] {
  return [...text.matchAll(CUT)].flatMap((match) => {
    const quoted = match[1] ?? match[2] ?? match[3]
    const start = match.index
    const whole = { text: match[0], start, end: start + match[0].length }
    if (quoted !== undefined) return [{ ...whole, word: fold(quoted), lemma: fold(quoted), quoted }]
    return /\p{Script=Thai}/u.test(match[0]) ? unspaced(match[0], start) : pieces(whole)
  })
}

/** Thai is written without gaps between words. */
function unspaced(text: string, start: number): Token[] {
  return [...new Intl.Segmenter('th', { granularity: 'word' }).segment(text)].map((each) =>
    token(each.segment, start + each.index),
  )
}

/** "sub-category" and "customer's" fall apart; "e-mail" becomes two words as a column name would. */
function pieces({ text, start }: { text: string; start: number; end: number }): Token[] {
  if (/^[$€£\d]/.test(text) || !/[_'’&/-]/.test(text)) return [token(text, start)]
  const found: Token[] = []
  for (const match of text.matchAll(/[^_'’&/-]+/g)) {
    if (match[0].toLowerCase() === 's' && match.index > 0) continue
    found.push(token(match[0], start + match.index))
  }
  if (/n['’]t$/i.test(text))
    return [token(text.replace(/n['’]t$/i, ''), start), { ...token('not', start), end: start + text.length }]
  return found
}

function token(text: string, start: number): Token {
  const word = fold(text)
  return { text, word, lemma: singular(word), start, end: start + text.length }
}

const ODD: Record<string, string> = {
  people: 'person',
  salespeople: 'salesperson',
  men: 'man',
  women: 'woman',
  children: 'child',
  kids: 'child',
  feet: 'foot',
  mice: 'mouse',
  movies: 'movie',
  categories: 'category',
  statuses: 'status',
  bonuses: 'bonus',
  buses: 'bus',
  data: 'data',
  series: 'series',
  species: 'species',
  news: 'news',
  cookies: 'cookie',
  taxes: 'tax',
  leaves: 'leave',
  lives: 'life',
  matches: 'match',
  diagnoses: 'diagnosis',
  analyses: 'analysis',
  indices: 'index',
  calories: 'calorie',
  aliases: 'alias',
  campuses: 'campus',
  viruses: 'virus',
  has: 'has',
  was: 'was',
  is: 'is',
  this: 'this',
  does: 'does',
  plus: 'plus',
  less: 'less',
  across: 'across',
  versus: 'versus',
  always: 'always',
  as: 'as',
  us: 'us',
  its: 'its',
  previous: 'previous',
  yes: 'yes',
  heroes: 'hero',
  skus: 'sku',
  menus: 'menu',
  cpus: 'cpu',
  gpus: 'gpu',
  gas: 'gas',
  ids: 'id',
  ins: 'in',
  outs: 'out',
  ups: 'up',
  selfies: 'selfie',
  ties: 'tie',
  pies: 'pie',
  dies: 'die',
  zombies: 'zombie',
  sales: 'sale',
  sunglasses: 'sunglasses',
  besides: 'besides',
  various: 'various',
}

export function singular(word: string): string {
  if (Object.hasOwn(ODD, word)) return ODD[word]!
  if (word.length < 4 || !word.endsWith('s') || /(ss|us|is|ous)$/.test(word)) return word
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`
  if (/(ch|sh|x|ss|zz)es$/.test(word)) return word.slice(0, -2)
  return word.slice(0, -1)
}

/** What has been done to a thing: "shipped", "paid". */
export const isDone = (word: string): boolean =>
  /^(?!need|speed|feed|seed|bed|red).{2,}ed$/.test(word) || DONE.test(word)

/** A rough stem, for "shipped" and "shipping", "refunded" and "refund". Only ever a weak reason. */
export const stem = remembered((word) => {
  const once = cut(KIN[word] ?? word)
  return once === word ? once : cut(once)
})

function cut(word: string): string {
  const short = singular(word)
    .replace(
      /(ization|isation|ation|ated|ates?|ating|ition|ments?|ings?|edly|ed|ers?|ors?|ally|ly|ness|fully|ful|ive|able|al|ions?|(?<=\w{5})ships?)$/,
      '',
    )
    .replace(/([bdfgklmnprt])\1$/, '$1')
    .replace(/[ey]$/, '')
  return short.length >= 3 ? short : singular(word)
}

/** Letters to change, add, drop or swap, up to `most`. */
export function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1
  let [before, last]: number[][] = [[], Array.from({ length: b.length + 1 }, (_, j) => j)]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = last![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      const swap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? before![j - 2]! + 1 : most + 1
      row.push(Math.min(change, last![j]! + 1, row[j - 1]! + 1, swap))
    }
    ;[before, last] = [last!, row]
  }
  return last![b.length]!
}

const ONES =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const TENS: Record<string, number> = {
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
}
const TIMES: Record<string, number> = {
  hundred: 100,
  thousand: 1000,
  million: 1e6,
  billion: 1e9,
  k: 1000,
  m: 1e6,
  b: 1e9,
  dozen: 12,
  juta: 1e6,
  ribu: 1000,
}

/** The number at a place in the text: "3,000", "$2.5k", "twenty five", "2 million"; and how many words it took. */
export function numberAt(
  tokens: Token[],
  at: number,
): { value: number; length: number; percent?: boolean; ordinal?: boolean } | undefined {
  const first = tokens[at]
  if (!first || first.quoted !== undefined) return undefined
  const digits = /^[$€£]?(\d[\d,]*(?:\.\d+)?)(%|k|m|b|st|nd|rd|th)?$/.exec(first.word)
  if (digits) return scaled(tokens, at, digits)
  let value = -1
  let length = 0
  for (let i = at; i < tokens.length; i++, length++) {
    const word = tokens[i]!.word
    const one = ONES.indexOf(word)
    if (one >= 0 && (value < 0 || value % 10 === 0)) value = Math.max(0, value) + one
    else if (word in TENS && value % 100 <= 0) value = Math.max(0, value) + TENS[word]!
    else if (word in TIMES && word.length > 1 && value > 0) value *= TIMES[word]!
    else break
  }
  return length ? { value, length } : undefined
}

function scaled(tokens: Token[], at: number, [, digits = '', tail = '']: RegExpExecArray) {
  const next = tokens[at + 1]
  const times = next && next.word.length > 1 ? TIMES[next.word] : undefined
  const value = Number(digits.replaceAll(',', '')) * (TIMES[tail] ?? 1) * (times ?? 1)
  const percent = tail === '%' || /^(%|percent|percentage|pct)$/.test(next?.word ?? '')
  const more = times || (percent && tail !== '%') ? 2 : 1
  return { value, length: more, ...(percent && { percent }), ...(/st|nd|rd|th/.test(tail) && { ordinal: true }) }
}
