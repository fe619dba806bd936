import type { Period } from '../plan.ts'
import type { FoundTime } from './annotate.ts'

export type When = { now: Date; zone: string; weekStart: 'monday' | 'sunday' }

const MONTHS = 'january|february|march|april|may|june|july|august|september|october|november|december'.split('|')
const M = MONTHS.map((each) => `${each}|${each.slice(0, 3)}`).join('|')
const month = (text: string) => MONTHS.findIndex((each) => each.startsWith(text.slice(0, 3).toLowerCase())) + 1
const pad = (n: number) => String(n).padStart(2, '0')
const days = (y: number, m: number) => new Date(Date.UTC(y, m, 0)).getUTCDate()
const inMonth = (y: number, m: number): Period => ({ from: `${y}-${pad(m)}-01`, to: `${y}-${pad(m)}-${days(y, m)}` })

const RULES: [RegExp, (m: RegExpExecArray) => Period][] = [
  [/\bbetween (\d{4}-\d\d-\d\d) and (\d{4}-\d\d-\d\d)\b/gi, (m) => ({ from: m[1]!, to: m[2]! })],
  [/\b(?:between|from) (\d{4}) (?:and|to) (\d{4})\b/gi, (m) => ({ from: `${m[1]}-01-01`, to: `${m[2]}-12-31` })],
  [/\b(?:after|since) (\d{4}-\d\d-\d\d)\b/gi, (m) => ({ from: m[1]! })],
  [new RegExp(`\\b(${M}) (\\d{4})\\b`, 'gi'), (m) => inMonth(Number(m[2]), month(m[1]!))],
  [
    /\bq([1-4]) (?:of )?(\d{4})\b/gi,
    (m) => ({
      from: inMonth(Number(m[2]), Number(m[1]) * 3 - 2).from!,
      to: inMonth(Number(m[2]), Number(m[1]) * 3).to!,
    }),
  ],
  [/\b\d{4}-\d\d-\d\d\b/g, (m) => ({ from: m[0], to: m[0] })],
  [/\b(?:year )?((?:19|20)\d\d)\b/gi, (m) => ({ from: `${m[1]}-01-01`, to: `${m[1]}-12-31` })],
]

export function findTimes(text: string, _when: When): FoundTime[] {
  const found: FoundTime[] = []
  for (const [like, make] of RULES) {
    for (const match of text.matchAll(like)) {
      const [start, end] = [match.index, match.index + match[0].length]
      if (!found.some((each) => each.start < end && start < each.end))
        found.push({ start, end, period: { ...make(match as RegExpExecArray), say: match[0] } })
    }
  }
  return found
}
