import type { Plan } from '../plan.ts'
import type { Draft } from './draft.ts'
import type { Item } from './item.ts'

/** Signs that a plan, though it compiles, is not what was asked. */
export function gates(draft: Draft, plan: Plan, path: Item[]): string[] {
  const kinds = new Set(path.map((each) => each.t))
  const shown = draft.measures.length
  const checks: [boolean, string][] = [
    [isYesNo(path), 'I answer with numbers and lists, not yes or no'],
    [kinds.has('vs') && !draft.groups.length, 'two things to compare'],
    [
      draft.outputs.some((each) => each.t !== 'ent') && shown > 0 && !plan.rows && !draft.ranks.length,
      'a column that shapes nothing',
    ],
    [Boolean(plan.show?.length) && !plan.by?.length, 'growth without time'],
  ]
  return checks.filter(([wrong]) => wrong).map(([, say]) => say)
}

function isYesNo(path: Item[]): boolean {
  return (
    /^(is|are|was|were|do|does|did|has|have|had)$/i.test(path[0]?.say ?? '') && !path.some((each) => each.t === 'corr')
  )
}
