import type { Condition, Plan } from '../plan.ts'

/** How long things lasted "between the 1st and the 8th": those that began and ended there, for the rest lasted elsewhere. */
export function whollyWithin(plan: Plan): Plan {
  const { measures = [], where = [] } = plan
  const more = measures.flatMap((each): Condition[] => {
    if (!('unit' in each) || each.to === 'now') return []
    return where.flatMap((test) => (isBetween(test) && test.column === each.from ? [{ ...test, column: each.to }] : []))
  })
  return more.length ? { ...plan, where: [...where, ...more] } : plan
}

type During = Extract<Condition, { period: unknown }>
const isBetween = (it: Condition): it is During => 'period' in it && /^between\b/i.test(it.period.say ?? '')
