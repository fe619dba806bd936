import { type Facts, type Meaning, phrasesOf } from './facts.ts'
import { CLAIMS, type Claim, CURRENCIES, PLAIN_WORDS, SCALES, SPELLED } from './words.ts'

/** A number as written: what it is worth, and how exactly it is said. */
export type Spoken = { value: number; step: number; percent: boolean; currency?: string; signed: boolean }
export type Piece = { at: number; end: number; text: string } & (
  | Meaning
  | { kind: 'number'; number: Spoken }
  | { kind: 'claim'; claims: Claim[] }
  | { kind: 'plain' }
  | { kind: 'stop' }
)
export type PieceOf<K extends Piece['kind']> = Extract<Piece, { kind: K }>

const NUMBER =
  /^([-−+]?)(฿|\$|€|£|Rp\.? ?|[A-Z]{3} ?)?([-−+]?)(\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?![\d])|\d+)(\.\d+)?( ?%| ?percent\b| ?(?:k|K|M|mn|bn|B|thousand|million|billion)(?![\p{L}\p{N}]))?( ?(?:baht|rupiah|dollars|euros|pounds|[A-Z]{3})(?![\p{L}\p{N}]))?(?![\p{L}\p{N}]|[.,]\d)/u

const CLAIM_PHRASES = claimPhrases()

/** Cuts a sentence into pieces that stand for something; nothing when a word, a sign or a number is none we know. */
export function cut(sentence: string, facts: Facts): Piece[] | { odd: string } {
  const phrases = phrasesOf(facts)
  const known = [...phrases.keys()].sort((a, b) => b.length - a.length)
  const text = sentence.replaceAll('–', '-').trim()
  const lower = text.toLowerCase()
  const pieces: Piece[] = []
  for (let at = 0; at < text.length; ) {
    if (/\s/.test(text[at]!)) {
      at++
      continue
    }
    const phrase = boundary(lower, at) ? known.find((each) => starts(lower, at, each)) : undefined
    const piece = phrase ? { ...phrases.get(phrase)!, ...span(text, at, phrase.length) } : other(text, lower, at)
    if (!piece) return { odd: text.slice(at).split(/\s/)[0]! }
    pieces.push(piece)
    at = piece.end
  }
  return pieces
}

function other(text: string, lower: string, at: number): Piece | undefined {
  const number = boundary(lower, at) ? numberAt(text, at) : undefined
  if (number) return number
  const claim = boundary(lower, at) ? CLAIM_PHRASES.find(([phrase]) => starts(lower, at, phrase)) : undefined
  if (claim) return { kind: 'claim', claims: claim[1], ...span(text, at, claim[0].length) }
  if (/^[,.;:!()—-]/.test(text.slice(at))) return { kind: 'stop', ...span(text, at, 1) }
  const own = /^['’]s(?!p{L})/.exec(text.slice(at))
  if (own) return { kind: 'plain', ...span(text, at, 2) }
  const [word] = /^[\p{L}\p{M}]+/u.exec(lower.slice(at)) ?? []
  if (!word || !boundary(lower, at)) return undefined
  if (word in SPELLED) return { ...span(text, at, word.length), kind: 'number', number: plainNumber(SPELLED[word]!) }
  return PLAIN_WORDS.has(word) ? { kind: 'plain', ...span(text, at, word.length) } : undefined
}

function numberAt(text: string, at: number): Piece | undefined {
  const found = NUMBER.exec(text.slice(at))
  if (!found) return undefined
  const [all, before, money = '', inner, whole, decimals = '', tail = '', after = ''] = found
  const unit = tail.trim().toLowerCase()
  const scale = SCALES[unit] ?? 1
  const minus = `${before}${inner}`
  const size = Number(whole!.replace(/[^\d]/g, '') + decimals) * scale
  const code = (money || after).trim().replace(/\.$/, '')
  const currency = code && (CURRENCIES[code.toLowerCase()] ?? code)
  const number = {
    value: /[-−]/.test(minus) ? -size : size,
    step: scale / 10 ** Math.max(0, decimals.length - 1),
    percent: unit === '%' || unit === 'percent',
    signed: minus !== '',
    ...(currency && { currency }),
  }
  return { kind: 'number', number, ...span(text, at, all.length) }
}

const plainNumber = (value: number): Spoken => ({ value, step: 1, percent: false, signed: false })
const span = (text: string, at: number, length: number) => ({ at, end: at + length, text: text.slice(at, at + length) })

const LETTER = /[\p{L}\p{M}\p{N}]/u
const boundary = (text: string, at: number): boolean => !LETTER.test(text[at - 1] ?? ' ')
const starts = (text: string, at: number, phrase: string): boolean =>
  text.startsWith(phrase, at) && !(LETTER.test(phrase.at(-1)!) && LETTER.test(text[at + phrase.length] ?? ' '))

function claimPhrases(): [string, Claim[]][] {
  const phrases = new Map<string, Claim[]>()
  for (const [claim, words] of Object.entries(CLAIMS) as [Claim, string[]][])
    for (const word of words) phrases.set(word, [...(phrases.get(word) ?? []), claim])
  return [...phrases].sort(([a], [b]) => b.length - a.length)
}
