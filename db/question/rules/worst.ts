import type { PlanMeasure } from '../../plan.ts'
import type { Item } from '../item.ts'

/** The worst by scrap has the most of it. */
export function turned({ say, dir }: Item, measure?: PlanMeasure): 'asc' | 'desc' | undefined {
  const harm = measure && 'column' in measure && HARM.test(measure.column.split('.').at(-1)!)
  return harm && /^(worst|best)\b/i.test(say) ? (dir === 'asc' ? 'desc' : 'asc') : undefined
}

const HARM =
  /scrap|defect|error|fail|complain|downtime|incident|accident|damage|delay|late|loss|churn|cancel|return|refund|absen|sick|overdue|bounce|injur|death|cost/i
