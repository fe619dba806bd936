import type { PlanMeasure } from '../plan.ts'

/** Reads one part of a formula that holds no further arithmetic: "number of coupons used", COUNT(*). */
export type Leaf = (text: string) => PlanMeasure | undefined
type Value = PlanMeasure | number

/** "(A - B) / B * 100": amounts and numbers, what binds most first. Undefined when any part of it says nothing. */
export function measureOfFormula(body: string, leaf: Leaf): PlanMeasure | undefined {
  const whole = spelledOut(body)
  const made = read(whole.text, leaf)
  if (made === undefined || typeof made === 'number') return undefined
  return whole.percent ? { ...made, percent: true } : made
}

const REMARK = /\s*\((?:for|in|over|during|within|across|i\.?e\.?|e\.?g\.?|excluding none|where applicable)\b[^()]*\)/gi
const PERCENT =
  /,?\s*(?:\(?(?:expressed |shown |given )?(?:as (?:a |an )?|in )(?:percent(?:age)?s?|%)\)?|\(%\)|[*x×]\s*100\s*%?|multiplied by 100)\s*$/i

/** Words for signs; "ratio of A to B" is A over B. */
function spelledOut(body: string): { text: string; percent: boolean } {
  const plain = body
    .replace(REMARK, '')
    .replace(/[,.;\s]+$/, '')
    .replace(/^the /i, '')
  const bare = plain.replace(PERCENT, '')
  const percent = bare !== plain
  const text = bare
    .replace(/^(?:ratio|quotient) of (?:the )?(.+?) to (?:the )?(.+)$/i, '($1) / ($2)')
    .replace(/^(?:difference between|difference of) (?:the )?(.+?) and (?:the )?(.+)$/i, '($1) - ($2)')
    .replace(/^divide (?:the )?(.+?) by (?:the )?(.+)$/i, '($1) / ($2)')
    .replace(/^subtract(?:ing)? (?:the )?(.+?) from (?:the )?(.+)$/i, '($2) - ($1)')
    .replace(/\s(?:divided by|over) (?:the )?/gi, ' / ')
    .replace(/\s(?:minus|less) (?:the )?/gi, ' - ')
    .replace(/\splus (?:the )?/gi, ' + ')
    .replace(/\s(?:multiplied by) (?:the )?/gi, ' * ')
  return { text, percent }
}

const SIGNS: RegExp[] = [/^(?:\+|\s[-–−])(?=\s)/, /^(?:\*|×|\sx(?=\s)|\/|÷)/]

function read(given: string, leaf: Leaf): Value | undefined {
  const text = unwrapped(given.trim())
  for (const signs of SIGNS) {
    const cut = lastSign(text, signs)
    if (!cut) continue
    const [left, right] = [text.slice(0, cut.at), text.slice(cut.at + cut.sign.length)]
    const made = joined(cut.sign.trim(), read(left, leaf), read(right, leaf))
    return made ?? (/[*×x]/.test(cut.sign) ? leaf(`${left.trim()} times ${right.trim()}`) : leaf(text))
  }
  const number = /^\d[\d,]*(?:\.\d+)?%?$/.test(text) ? Number(text.replace(/[,%]/g, '')) : undefined
  return number === undefined ? leaf(text) : text.endsWith('%') ? number / 100 : number
}

/** The last sign outside of brackets, where the left side holds together by itself. */
function lastSign(text: string, signs: RegExp): { at: number; sign: string } | undefined {
  let depth = 0
  for (let at = text.length - 1; at > 0; at--) {
    if (text[at] === ')') depth++
    if (text[at] === '(') depth--
    const found = depth === 0 ? signs.exec(text.slice(at)) : undefined
    if (found && text.slice(0, at).trim()) return { at, sign: found[0] }
  }
  return undefined
}

const WRAPS = /^(?:ROUND|CAST|NULLIF|COALESCE|IFNULL|FLOAT|ABS|DECIMAL)?\s*\((.*)\)$/is

/** Outer brackets, and functions that only guard or round a number. */
function unwrapped(text: string): string {
  const plain = text.replace(/::\s*\w+(\(\d+(,\s*\d+)?\))?$/, '').trim()
  const inner = WRAPS.exec(plain)?.[1]
  if (inner === undefined || !isBalanced(inner)) return plain
  return unwrapped(inner.replace(/,\s*\d+\s*$/, '').replace(/\s+AS\s+\w+\s*$/i, ''))
}

function isBalanced(text: string): boolean {
  let depth = 0
  for (const each of text) {
    if (each === '(') depth++
    if (each === ')' && --depth < 0) return false
  }
  return depth === 0
}

function joined(sign: string, a: Value | undefined, b: Value | undefined): Value | undefined {
  if (a === undefined || b === undefined) return undefined
  if (typeof a === 'number' && typeof b === 'number') return undefined
  if (typeof a !== 'number' && typeof b !== 'number') return ofAmounts(sign, a, b)
  const [n, it] = (typeof a === 'number' ? [a, b] : [b, a]) as [number, PlanMeasure]
  if (/[*×x]/.test(sign)) return scaled(it, n)
  if (/[/÷]/.test(sign)) return typeof b === 'number' && n ? scaled(it, 1 / n) : undefined
  // One less a part is what the rest is.
  const rest = n === 1 && a === 1 && 'ratio' in it && !it.percent && !it.factor && /[-–−]/.test(sign)
  return rest ? { ratio: [{ minus: [it.ratio[1], it.ratio[0]] }, it.ratio[1]] } : undefined
}

function ofAmounts(sign: string, a: PlanMeasure, b: PlanMeasure): PlanMeasure | undefined {
  if (/[/÷]/.test(sign)) return { ratio: [a, b] }
  if (/[-–−]/.test(sign)) return { minus: [a, b] }
  return sign === '+' ? { plus: [a, b] } : undefined
}

function scaled(it: PlanMeasure, n: number): PlanMeasure {
  if (n === 1) return it
  if (n === 100 && 'ratio' in it && !it.percent && !it.factor) return { ...it, percent: true }
  return { ...it, factor: n * (it.factor ?? 1) * (it.percent ? 100 : 1), ...(it.percent && { percent: false }) }
}
