import { LIGHT } from './lexicon/en.ts'

/** A word explained beside the question or inside it: "CPUR (coupon usage rate) = coupons used / transactions". */
export type Definition = { word: string; body: string }

export const IS =
  '(?:=|is defined as|are defined as|is calculated as|is calculated by|is computed as|is given by|refers? to|stands for|means?)'
const WITHIN = RegExp(
  `(?:^|[,;.:(]\\s*)(?:(?:where|with|and|note that|assuming|given that|here)\\s+)?(?:an? |the )?"?([A-Za-z][\\w-]*(?: [\\w-]+){0,2}?)"?\\s+${IS}\\s+([^.;?,()]+)([.;?,)]\\s*|$)`,
  'i',
)

/** "…, where net revenue = total minus discount": explained in the question itself. */
export function takenOut(asked: string): { question: string; definitions: Definition[] } {
  const [said, word = '', body = '', end = ''] = WITHIN.exec(asked) ?? []
  const rest = said && `${asked.replace(said, () => end.replace(')', ' '))}`.trim()
  if (!rest || !occurs(word, rest)) return { question: asked, definitions: [] }
  return { question: rest.replace(/^[,;.:]\s*/, ''), definitions: [{ word, body: body.trim() }] }
}

export const like = (word: string): RegExp =>
  RegExp(`(?<![\\w])${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/ /g, '\\s+')}(?:s|es)?(?![\\w])`, 'gi')
export const occurs = (word: string, text: string): boolean => like(word).test(text)

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
