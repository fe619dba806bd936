import type { Lesson } from '#db/lessons.ts'
import { describePlan } from '#db/plan/describe.ts'
import { checkPlan, type Plan } from '#db/plan.ts'
import { type Finding, type Found, findRows } from './find.ts'

/** A question pinned with its plan, and what the plan came to then, for the very days it was about. */
export type Pinned = { plan: Plan; seen?: unknown[][] }
export type Checked = { name: string; state: 'same' | 'changed' | 'broken'; say: string }

const KEPT = 100

export const pinned = ({ means }: Pick<Lesson, 'means'>): Pinned =>
  typeof means === 'object' && means !== null && 'plan' in means ? (means as Pinned) : { plan: means as Plan }

export const seenIn = ({ table }: Found): unknown[][] => table.rows.slice(0, KEPT)

/** Asks a pinned plan again, for the days it was pinned with: what changed since, or what no longer works. */
export async function checkAgain(lesson: Lesson, finding: Finding): Promise<Checked> {
  const { plan, seen } = pinned(lesson)
  const { name } = lesson
  const { datasets } = finding.known
  const [problem] = checkPlan(plan, datasets)
  if (problem) return { name, state: 'broken', say: problem }
  try {
    const rows = seenIn(await findRows(plan, finding))
    if (!rows.length) return { name, state: 'broken', say: 'It finds no rows any more.' }
    const same = !seen || JSON.stringify(rows) === JSON.stringify(seen)
    return { name, state: same ? 'same' : 'changed', say: same ? describePlan(plan, datasets) : difference(seen, rows) }
  } catch (error) {
    if (finding.signal?.aborted) throw error
    return { name, state: 'broken', say: (error as Error).message }
  }
}

/** The first cell that differs says enough to go and look. */
function difference(before: unknown[][], now: unknown[][]): string {
  if (before.length !== now.length) return `It had ${before.length} rows, now ${now.length}.`
  const row = now.findIndex((each, i) => JSON.stringify(each) !== JSON.stringify(before[i]))
  const cell = now[row]!.findIndex((each, i) => each !== before[row]![i])
  const head = typeof now[row]![0] === 'string' ? `${now[row]![0]}: ` : ''
  return `${head}it was ${before[row]![cell]}, now ${now[row]![cell]}.`
}
