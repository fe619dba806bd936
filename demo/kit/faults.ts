import { dice } from '../company/dice.ts'

/**
 * limit: 429 with a wait · error: a page instead of an answer · hang: no answer at all · refuse: the connection breaks
 * before anything happened · reset: it happened, and then the connection broke
 */
export type Trouble = 'limit' | 'error' | 'hang' | 'refuse' | 'reset'
export type Where = RegExp | string
type Planned = { trouble: Trouble; left: number; where: Where }

const TROUBLES: Trouble[] = ['limit', 'error', 'hang', 'refuse', 'reset']

export type Faults = {
  /** The next `times` calls to `where` meet this. */
  next: (trouble: Trouble, times?: number, where?: Where) => void
  /** From now on this share of the calls meets one of these. */
  rate: (share: number, troubles?: Trouble[], where?: Where) => void
  clear: () => void
  pick: (method: string) => Trouble | undefined
  /** What was met so far, by kind. */
  met: Record<Trouble, number>
}

/** `usual` are the methods a fault meets when nothing else is said. The same seed brings the same faults. */
export function makeFaults(usual: Where, seed = 1): Faults {
  const random = dice('faults', seed)
  const planned: Planned[] = []
  let chance: { share: number; troubles: Trouble[]; where: Where } | undefined
  const met = Object.fromEntries(TROUBLES.map((t) => [t, 0])) as Record<Trouble, number>

  function choose(method: string): Trouble | undefined {
    const plan = planned.find((p) => p.left > 0 && matches(p.where, method))
    if (plan) {
      plan.left--
      return plan.trouble
    }
    if (!chance || !matches(chance.where, method) || random.next() >= chance.share) return undefined
    return random.pick(chance.troubles)
  }
  return {
    met,
    next: (trouble, times = 1, where = usual) => void planned.push({ trouble, left: times, where }),
    rate: (share, troubles = TROUBLES, where = usual) => {
      chance = { share, troubles, where }
    },
    clear: () => {
      planned.length = 0
      chance = undefined
    },
    pick: (method) => {
      const trouble = choose(method)
      if (trouble) met[trouble]++
      return trouble
    },
  }
}

const matches = (where: Where, method: string): boolean =>
  typeof where === 'string' ? where === method : where.test(method)
