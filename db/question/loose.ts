import type { Plan } from '../plan.ts'
import type { Draft } from './draft.ts'

/** A plan whose columns still carry their dataset, whose base is not chosen, and what it stands on. */
export type Loose = Omit<Plan, 'dataset'> & { home?: string; mentions?: string[]; said?: string[] }

export function base(draft: Draft): Loose {
  return {
    ...(draft.where.length + draft.around.length && { where: [...draft.around, ...draft.where] }),
    ...(draft.having.length && { having: draft.having }),
    ...(draft.show.length && { show: [...new Set(draft.show)] }),
  }
}
