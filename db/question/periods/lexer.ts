import { dayFrom, yearOf } from './calendar.ts'
import { type Edge, type Term, termOf } from './chart.ts'
import type { Clock } from './clock.ts'
import { literals } from './literals.ts'
import type { Holiday } from './period.ts'
import { type Unit, yearly } from './span.ts'
import { english } from './words/en.ts'
import { indonesian } from './words/id.ts'
import type { Lexicon } from './words/lexicon.ts'
import { thai } from './words/th.ts'

type Entry = { text: string; symbol: string; term: Term }

const signs: Lexicon = { dash: '-|–|—|~', comma: ',|(', slash: '/' }
const entries = [signs, english, indonesian, thai].flatMap(entriesOf)
const byLetter = Map.groupBy(entries, (entry) => entry.text[0]!)
const names = entries.filter((entry) => /^[a-z]{6,}$/.test(entry.text) && /^(month|weekday)$/.test(entry.symbol))
/** One letter away from a name, and yet words of their own. */
const NOT_NAMES = new Set(['augusta', 'augusto', 'augustus', 'sundry', 'sundae', 'selama', 'selesa', 'minggus'])

/** Everything the lexicons, the literals and the holiday table know, wherever it stands in the text. */
export function lex(clock: Clock, text: string): Edge[] {
  const edges: Edge[] = []
  for (let at = 0; at < text.length; at++) {
    if (/\s/.test(text[at]!) || insideWord(text, at)) continue
    const known = wordsAt(text, at)
    edges.push(...(known.length ? known : typosAt(text, at)), ...formsAt(clock, text, at))
  }
  edges.push(...clock.holidays.flatMap((holiday) => holidayIn(clock, text, holiday)))
  for (const edge of edges) edge.next = skip(text, edge.stop)
  return edges
}

/** Lower case and plain digits, every character still in its place. */
export function plain(raw: string): string {
  const digits = raw.replace(/[๐-๙]/g, (digit) => String(digit.charCodeAt(0) - 0x0e50))
  const lower = digits.toLowerCase()
  return (lower.length === raw.length ? lower : digits).replaceAll('’', "'")
}

/** Where the next word starts: little words that never change a period are stepped over. */
function skip(text: string, from: number): number {
  const filler = /\s*(?:(?:the|yang|yg)\s+)*/y
  filler.lastIndex = from
  return from + (filler.exec(text)?.[0].length ?? 0)
}

function entriesOf(lexicon: Lexicon): Entry[] {
  return Object.entries(lexicon).flatMap(([key, words]) => {
    const symbol = key.replace('?', '')
    const groups = Object.entries(typeof words === 'string' ? { 1: words } : words)
    return groups.flatMap(([value, list]) => {
      const term = termOf({ ...meaning(value), ...(key.endsWith('?') ? { bare: 'word' as const } : {}) })
      const texts = list.split('|').flatMap((text) => spellings(text, symbol))
      return texts.map((text) => ({ text, symbol, term }))
    })
  })
}

/** '3' is a number, '5-12' are hours, '-1:18-24' hours of yesterday, anything else a unit. */
function meaning(value: string): Partial<Term> {
  const hours = /^(?:(-?\d+):)?(\d+)-(\d+)$/.exec(value)
  if (hours) {
    const [, day = '0', from, to] = hours
    return { n: Number(day), span: { grain: 'range', hours: { from: Number(from), to: Number(to) } } }
  }
  return /^-?\d+$/.test(value) ? { n: Number(value) } : { unit: value as Unit }
}

function spellings(text: string, symbol: string): string[] {
  const dotted = symbol === 'month' && /^[a-z]{3,4}$/.test(text) ? [`${text}.`] : []
  const hyphened = /^[a-z]+( [a-z]+)+$/.test(text) ? [text.replaceAll(' ', '-')] : []
  return [text, ...dotted, ...hyphened]
}

const LATIN = /[a-zà-ɏ]/
const MARK = /[\u0e30-\u0e3a\u0e45\u0e47-\u0e4e]/

function insideWord(text: string, at: number): boolean {
  const [before, here] = [text[at - 1] ?? ' ', text[at]!]
  return (LATIN.test(before) && LATIN.test(here)) || (/\d/.test(before) && /\d/.test(here)) || MARK.test(here)
}

function endsWord(text: string, stop: number): boolean {
  const [last, after] = [text[stop - 1]!, text[stop] ?? ' ']
  return !(LATIN.test(last) && LATIN.test(after)) && !MARK.test(after)
}

function edge(symbol: string, start: number, stop: number, term: Term, rank = 0): Edge {
  return { symbol, start, stop, next: stop, term, rank }
}

function wordsAt(text: string, at: number): Edge[] {
  const here = byLetter.get(text[at]!) ?? []
  const fits = here.filter((entry) => text.startsWith(entry.text, at) && endsWord(text, at + entry.text.length))
  return fits.map((entry) => edge(entry.symbol, at, at + entry.text.length, entry.term))
}

/** Names of months and days with one slip of the finger. */
function typosAt(text: string, at: number): Edge[] {
  if (!LATIN.test(text[at]!)) return []
  const word = /[a-zà-ɏ]+/y
  word.lastIndex = at
  const said = word.exec(text)?.[0] ?? ''
  if (said.length < 5 || NOT_NAMES.has(said)) return []
  const meant = names.filter((entry) => entry.text[0] === said[0] && oneSlip(said, entry.text))
  return meant.map((entry) => edge(entry.symbol, at, at + said.length, entry.term, -0.1))
}

/** One letter missing, too many, wrong, or two swapped. */
export function oneSlip(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false
  let head = 0
  while (head < a.length && a[head] === b[head]) head++
  const [restA, restB] = [a.slice(head), b.slice(head)]
  if (restA.slice(1) === restB.slice(1) || restA.slice(1) === restB || restA === restB.slice(1)) return true
  return restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2)
}

function formsAt(clock: Clock, text: string, at: number): Edge[] {
  if (!/[\d'qhwfkiท]/.test(text[at]!) || !opensForm(text, at)) return []
  return literals.flatMap(({ look, read }) => {
    look.lastIndex = at
    const match = look.exec(text)
    if (!match) return []
    const stop = at + match[0].length
    const found = read(clock, match).filter(({ symbol }) => closesForm(text, stop, symbol))
    return found.map(({ symbol, term, rank }) => edge(symbol, at, stop, termOf(term), rank))
  })
}

/** Not in the middle of a longer number or code: 1,250 · 3.14 · A7 · $30. */
const opensForm = (text: string, at: number): boolean =>
  text[at] === "'" || !/(?:[a-z0-9à-ɏ$€£฿#]|\d[.,:])$/.test(text.slice(Math.max(0, at - 2), at))

function closesForm(text: string, stop: number, symbol: string): boolean {
  const after = text.slice(stop, stop + 2)
  return !/^(?:\d|[.,]\d|\s?%)/.test(after) && (symbol === 'number' || !LATIN.test(after[0] ?? ' '))
}

function holidayIn(clock: Clock, text: string, holiday: Holiday): Edge[] {
  const called = [holiday.name, ...(holiday.words ?? [])].map((name) => name.toLowerCase())
  const all = clock.holidays.filter((other) => other.name === holiday.name)
  if (all[0] !== holiday) return []
  return called.flatMap((name) => {
    const span = yearly(clock, (year) => {
      const then = all.find((one) => yearOf(dayFrom(one.from)) === year)
      return then ? { from: dayFrom(then.from), to: dayFrom(then.to), grain: 'range' } : null
    })
    const places = span ? placesOf(text, name) : []
    return places.map((at) => edge('holiday', at, at + name.length, termOf({ span: span! })))
  })
}

function placesOf(text: string, name: string): number[] {
  const places: number[] = []
  for (let at = text.indexOf(name); name && at >= 0; at = text.indexOf(name, at + 1)) {
    if (!insideWord(text, at) && endsWord(text, at + name.length)) places.push(at)
  }
  return places
}
