import type { Order } from '../plan.ts'
import type { Loose } from './loose.ts'

const NTH: Record<string, number> = { second: 2, third: 3, fourth: 4, fifth: 5, '2nd': 2, '3rd': 3, '4th': 4, '5th': 5 }
const SAID =
  /\b(second|third|fourth|fifth|2nd|3rd|4th|5th)[- ](?:most )?(?=(?:highest|lowest|largest|smallest|biggest|greatest|most|least|fewest|best|worst|oldest|youngest|longest|shortest|cheapest|tallest|heaviest|latest|newest|busiest|populous|expensive|popular|common)\b)/gi

/** "The second highest salary": read as the highest, at the second place. */
export function placeIn(text: string): { plain: string; place?: number } {
  const [said, ...others] = [...text.matchAll(SAID)]
  if (!said || others.length) return { plain: text }
  const kept = said[0].slice(said[1]!.length + 1)
  return { plain: text.replace(said[0], kept), place: NTH[said[1]!.toLowerCase()]! }
}

/** Only what stands at that place; equal ones share theirs. */
export function atPlace(loose: Loose, nth: number): Loose | string {
  const [only, ...more] = loose.measures ?? []
  if (only && !loose.by?.length && !more.length && 'column' in only && /^(min|max)$/.test(only.fn)) {
    const { measures: _, ...rest } = loose
    const order: Order[] = [{ column: only.column, dir: only.fn === 'max' ? 'desc' : 'asc' }]
    return { ...rest, rows: [only.column], distinct: true, order, limit: 1, nth }
  }
  if (!loose.order?.length || loose.each || loose.both || loose.limit !== 1) return 'which place that is'
  const { ties: _, ...rest } = loose
  return { ...rest, nth }
}
