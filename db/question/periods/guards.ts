import type { Edge } from './chart.ts'

type Around = { raw: string; text: string; edges: Edge[]; compared: boolean }

/** Why a reading may not stand where it stands: a number that counts something, a verb, a grouping. */
export function stands(edge: Edge, around: Around): boolean {
  if (/\d/.test(around.text[edge.start]!) && (glued(edge, around.text) || before(edge, around, 'weak'))) return false
  // "Start in 2024" is a deed, "start of 2024" a part of the year.
  if (/^(start|begin|end|close)\w* (in|on|at)\b/i.test(around.text.slice(edge.start, edge.stop))) return false
  const { bare } = edge.term.span
  return !bare || CHECKS[bare](edge, around)
}

const CHECKS: Record<NonNullable<Edge['term']['span']['bare']>, (edge: Edge, around: Around) => boolean> = {
  year: (edge, around) => (hinted(edge, around) || atEnd(edge, around.text)) && !counts(edge, around),
  years: (edge, around) => !counts(edge, around),
  word: (edge, around) =>
    !before(edge, around, 'pronoun') &&
    !after(edge, around, 'pronoun') &&
    (hinted(edge, around) ||
      (atEnd(edge, around.text) && edge.start > 0) ||
      alone(edge, around.text) ||
      capital(edge, around.raw) ||
      opens(edge, around)),
  hint: (edge, around) => hinted(edge, around) || alone(edge, around.text),
  hours: (edge, around) => alone(edge, around.text),
  weekdays: (edge, around) => !before(edge, around, 'grouping'),
  dayth: (edge, around) => (hinted(edge, around) || alone(edge, around.text)) && !followed(edge, around),
  unfollowed: (edge, around) => !followed(edge, around),
  to: (_, around) => !around.compared,
}

const alone = (edge: Edge, text: string): boolean => edge.start === 0 && atEnd(edge, text)
const capital = (edge: Edge, raw: string): boolean => edge.start > 0 && /^\p{Lu}\p{Ll}/u.test(raw.slice(edge.start))
/** "may sales by branch" */
const opens = (edge: Edge, around: Around): boolean =>
  edge.start === 0 && edge.term.span.grain === 'month' && followed(edge, around)
const atEnd = (edge: Edge, text: string): boolean => /^[\s?!.,;:)…"']*$/.test(text.slice(edge.stop))

/** Part of a code or an amount: INV-2024-001, 2024%. */
const glued = (edge: Edge, text: string): boolean =>
  /[\p{L}\d][-_/.]$/u.test(text.slice(0, edge.start)) || /^(?:[-_/]\w|\s?%)/.test(text.slice(edge.stop))

/** "in 2000 stores": a round number right before a word nobody here knows counts that word. */
function counts(edge: Edge, around: Around): boolean {
  const round = /\b\d*00\b/.test(around.text.slice(edge.start, edge.stop))
  return round && followed(edge, around)
}

const followed = (edge: Edge, { text, edges }: Around): boolean =>
  /^\p{L}/u.test(text.slice(edge.next)) && !edges.some((other) => other.start === edge.next)

function hinted(edge: Edge, around: Around): boolean {
  return before(edge, around, 'hint') || joined(edge, around)
}

const before = (edge: Edge, { edges }: Around, symbol: string): boolean =>
  edges.some((other) => other.symbol === symbol && other.next === edge.start)

const after = (edge: Edge, { edges }: Around, symbol: string): boolean =>
  edges.some((other) => other.symbol === symbol && other.start === edge.next)

/** "Compare 2024 and 2025", "may vs june": next to another period across a connecting word. */
function joined(edge: Edge, { edges }: Around): boolean {
  const joins = edges.filter((other) => other.symbol === 'join')
  const periods = edges.filter((other) => other.symbol === 'period')
  const left = joins.some((join) => join.next === edge.start && periods.some((one) => one.next === join.start))
  const right = joins.some((join) => join.start === edge.next && periods.some((one) => one.start === join.next))
  return left || right
}
