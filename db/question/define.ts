import type { Condition, PlanMeasure } from '../plan.ts'

/** Words explained beside the question: "CPUR (coupon usage rate) = coupons used / transactions". */
export type Definition = { word: string; also?: string; parts: string[] }

const LIKE =
  /(?:^|[.;\n]\s*)(?:the |an? )?([A-Za-z][\w/&-]*(?: [a-z]+){0,3}?)\s*(?:\(([^)]+)\))?\s*(?:=|is defined as|is calculated as|is computed as|refers to|stands for|means)\s*([^.;\n]+)/g

export function definitionsIn(text: string): Definition[] {
  return [...text.matchAll(LIKE)].flatMap((match): Definition[] => {
    const [, word = '', also, body = ''] = match
    if (/COUNT\(|SUM\(|WHERE|\.\.\./.test(body)) return []
    if (/^(to|if|when|use|return|last|remember)\b/i.test(word) || body.length < 4) return []
    const parts = body.split(/\s+(?:\/|divided by|over the)\s+/)
    return [{ word, ...(also && { also }), parts: parts.map((each) => each.replace(/^\(|\)$/g, '').trim()) }]
  })
}

/** One measure from what the parts were read as: itself, or the first over the second. */
export function measureOf(parts: { measures: PlanMeasure[]; where: Condition[] }[]): PlanMeasure | undefined {
  const made = parts.map(({ measures, where }) =>
    measures.length === 1 ? { ...measures[0]!, ...(where.length && { where }) } : undefined,
  )
  const [a, b] = made
  if (parts.length === 1) return a
  return parts.length === 2 && a && b ? { ratio: [a, b] } : undefined
}

/** Notes that change which rows count, and which no rule reads: better no answer than half of one. */
export function bindsRows(text: string): boolean {
  return /wildcard|substring|\bexclud|ignore (rows|records)|only (include|consider|count)/i.test(text)
}
