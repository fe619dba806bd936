import type { Condition, Plan } from '../plan.ts'
import { againOn } from './again.ts'
import type { When } from './when.ts'

/** "No orders in the last 30 days": whoever ordered this morning has ordered, though today isn't complete. */
export function untilNow(plan: Plan, when: When): Plan {
  if (!plan.where?.some(isDenied)) return plan
  return { ...plan, where: plan.where.map((each) => (isDenied(each) ? { ...each, has: each.has.map(open) } : each)) }

  function open(each: Condition): Condition {
    if (!('period' in each) || !each.period.rolling || !each.period.say?.startsWith('last ')) return each
    const say = each.period.say.replace(/^last /, 'past ')
    return { ...each, period: againOn({ ...each.period, say }, when) }
  }
}

type Has = Extract<Condition, { has: Condition[] }>
const isDenied = (it: Condition): it is Has => 'has' in it && it.not === true
