import type { Condition, PlanMeasure } from '../plan.ts'
import { LIGHT } from './lexicon/en.ts'
import { stem, tokenize } from './words.ts'

/** A word explained beside the question or inside it: "CPUR (coupon usage rate) = coupons used / transactions". */
export type Definition = { word: string; body: string }
/** The question with what its notes add to it; a note that matters and that nobody can read. */
export type Explained = { question: string; definitions: Definition[]; unread?: string }

const IS = '(?:=|is defined as|are defined as|is calculated as|is computed as|refers? to|stands for|means?)'
const NOTE = RegExp(`^(?:the |an? )?([A-Za-z][\\w/&-]*(?: [a-z]+){0,3}?)\\s*(?:\\(([^)]+)\\))?\\s*${IS}\\s*(.+?)[.;]?$`)
const WITHIN = RegExp(
  `(?:^|[,;.:(]\\s*)(?:(?:where|with|and|note that|assuming|given that|here)\\s+)?(?:an? |the )?"?([A-Za-z][\\w-]*(?: [\\w-]+){0,2}?)"?\\s+${IS}\\s+([^.;?,()]+)([.;?,)]\\s*|$)`,
  'i',
)

/** How tables are joined, rounded and cast is ours to know. */
const TECHNICAL =
  /^(to (get|calculate|find|analy[sz]e|determine|compute|retrieve|identify|count)\b.*\b(join|aggregate|cte)\b|(always |please )?(join|round|return|format|sort|order|truncate|cast|alias|show|display|report)\b|(please )?use (a )?cte|remember to convert|(when|if) .*\bjoin\b|weekends are|the (output|result|answer)|.*\bmatched (exactly|case-insensitively)(?!.*wildcard)|.*=\s*date\(')/i
const SQL = /\b(COUNT|SUM|AVG)\(|\bWHERE\b|\.\.\./
const KEEPS =
  /^(please |always |also )?(exclude|excluding|ignore|omit|leave out|disregard|only|just|include only|consider only|count only|do not (include|count|consider)|don't (include|count|consider))\b/i

export function explained(asked: string, instructions = ''): Explained {
  const { question, definitions } = takenOut(asked)
  const found: Explained = { question, definitions }
  for (const note of instructions.split(/(?<=[.;!?])\s+(?=[A-Z])|\n+/).filter((each) => each.trim())) {
    const [, word, also, body] = NOTE.exec(note.trim()) ?? []
    if (TECHNICAL.test(note.trim())) continue
    if (body && word && SQL.test(body)) Object.assign(found, occurs(word, question) && { unread: note.trim() })
    else if (body && word) {
      const names = [word, ...(also ? [also] : [])].filter((each) => occurs(each, question))
      found.definitions.push(...names.map((each) => ({ word: each, body })))
    } else if (KEEPS.test(note.trim())) found.question = `${plainEnd(found.question)}. ${note.trim()}`
    else if (shares(note, question)) found.unread = note.trim()
  }
  return found
}

/** "…, where net revenue = total minus discount": explained in the question itself. */
function takenOut(asked: string): Explained {
  const [said, word = '', body = '', end = ''] = WITHIN.exec(asked) ?? []
  const rest = said && `${asked.replace(said, () => end.replace(')', ' '))}`.trim()
  if (!rest || !occurs(word, rest)) return { question: asked, definitions: [] }
  return { question: rest.replace(/^[,;.:]\s*/, ''), definitions: [{ word, body: body.trim() }] }
}

const plainEnd = (text: string): string => text.trim().replace(/[?.!]+$/, '')
export const like = (word: string): RegExp =>
  RegExp(`(?<![\\w])${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/ /g, '\\s+')}(?:s|es)?(?![\\w])`, 'gi')
const occurs = (word: string, text: string): boolean => like(word).test(text)

/** Whether a note speaks of something the question speaks of. */
function shares(note: string, question: string): boolean {
  const content = (text: string) =>
    tokenize(text).flatMap(({ word }) => (word.length > 3 && !LIGHT.has(word) ? [stem(word)] : []))
  const asked = new Set(content(question))
  return content(note).some((word) => asked.has(word))
}

/** "net pay (gross pay minus tax) per month" asks for the formula; how many words it stands for is tried out. */
export function withFormula(text: string): string[] {
  const found = FORMULA.exec(text)
  if (!found) return [text]
  const [whole, body = ''] = found
  const before = text.slice(0, found.index).trim().split(/\s+/)
  const names = before.slice(-3).reverse()
  const most = names.findIndex((word) => !/^[a-z]+$/i.test(word) || LIGHT.has(word.toLowerCase()))
  const spelled = body
    .replace(/\s[*x×]\s/g, ' times ')
    .replace(/\s[-–]\s/g, ' minus ')
    .replace(/\s\/\s/g, ' divided by ')
  const tries = Array.from({ length: (most < 0 ? names.length : most) + 1 }, (_, cut) =>
    [...before.slice(0, before.length - cut), spelled, text.slice(found.index + whole.length)].join(' '),
  )
  return [text, ...tries]
}

const FORMULA = /\(((?:[^()]*\b(?:minus|times|divided by|multiplied by)\b[^()]*)|(?:[^()]*\s[-–*×/]\s[^()]*))\)/i

/** The parts of a formula: over and under the line. */
export const partsOfFormula = (body: string): string[] =>
  body.split(/\s+(?:\/|divided by|over the)\s+/).map((each) => each.replace(/^\(|\)$/g, '').trim())

/** One measure from what the parts were read as: itself, or the first over the second. */
export function measureOf(parts: { measures: PlanMeasure[]; where: Condition[] }[]): PlanMeasure | undefined {
  const made = parts.map(({ measures, where }) =>
    measures.length === 1 ? { ...measures[0]!, ...(where.length && { where }) } : undefined,
  )
  const [a, b] = made
  if (parts.length === 1) return a
  return parts.length === 2 && a && b ? { ratio: [a, b] } : undefined
}
