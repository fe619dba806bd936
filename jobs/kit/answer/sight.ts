import type { Dataset } from '#db/dataset.ts'
import type { Person } from '#db/people.ts'
import { datasetNamed, findColumn } from '#db/plan/find.ts'
import { borrowedBy, conditionIn } from '#db/plan/lens.ts'
import type { Condition, Plan } from '#db/plan.ts'
import { sightOf } from '../rights.ts'
import type { Workspace } from '../workspace.ts'

/** What somebody may see of a plan: the plan with their limits in it, or why not. */
export type Seen = { ok: true; plan: Plan; limits: Condition[] } | { ok: false; why: string }

export async function seenBy(
  person: Person | undefined,
  plan: Plan,
  datasets: Dataset[],
  workspace: Workspace,
): Promise<Seen> {
  if (!person) return { ok: false, why: "I don't know who asks." }
  let limits: Condition[] = []
  for (const name of datasetsOf(plan, datasets)) {
    const sight = await sightOf(workspace, person, datasetNamed(datasets, name)!)
    if (!sight.ok) return sight
    if (name === plan.dataset) limits = sight.where
    else if (besideWithin(name, plan, limits, sight.where, datasets)) continue
    // A linked row can't be left out without changing what the other dataset says.
    else if (sight.where.length)
      return { ok: false, why: `You may see only a part of ${name}, and this needs all of it.` }
  }
  return { ok: true, limits, plan: limits.length ? { ...plan, where: [...(plan.where ?? []), ...limits] } : plan }
}

/** The datasets somebody may see at least a part of. */
export async function mine(person: Person | undefined, datasets: Dataset[], workspace: Workspace): Promise<Dataset[]> {
  if (!person) return []
  const sights = await Promise.all(datasets.map((dataset) => sightOf(workspace, person, dataset)))
  return datasets.filter((_, i) => sights[i]!.ok)
}

/** What stands beside is narrowed by the plan's own limits, where they are the same ones seen from there. */
function besideWithin(name: string, plan: Plan, limits: Condition[], own: Condition[], datasets: Dataset[]): boolean {
  const from = datasetNamed(datasets, plan.dataset)!
  const to = borrowedBy(plan, datasets, from).find((each) => each.name === name)
  const seen = to ? limits.map((each) => JSON.stringify(conditionIn({ datasets, from, to }, each))) : []
  return to !== undefined && own.every((each) => seen.includes(JSON.stringify(each)))
}

/** Whether a thread may go on for this person: what was asked before must be theirs to see. */
export async function maySee(person: Person | undefined, plan: Plan, datasets: Dataset[], workspace: Workspace) {
  return (await seenBy(person, plan, datasets, workspace)).ok
}

/** Every dataset whose rows a plan touches: its own, those it joins, those a condition asks about. */
export function datasetsOf(plan: Plan, datasets: Dataset[]): string[] {
  const found = new Set([plan.dataset])
  const base = datasetNamed(datasets, plan.dataset)
  if (base) {
    touched(plan, base, datasets, found)
    for (const { name } of borrowedBy(plan, datasets, base)) found.add(name)
  }
  return [...found].filter((name) => datasetNamed(datasets, name))
}

function touched(part: unknown, base: Dataset, datasets: Dataset[], found: Set<string>): void {
  if (typeof part === 'string') {
    const column = findColumn(datasets, base, part)
    for (const hop of column?.path ?? []) found.add(hop.to.name)
    if (column) found.add(column.dataset.name)
  } else if (Array.isArray(part)) for (const each of part) touched(each, base, datasets, found)
  else if (typeof part === 'object' && part !== null) {
    const other = 'has' in part && 'dataset' in part ? datasetNamed(datasets, String(part.dataset)) : undefined
    if (other) found.add(other.name)
    for (const each of Object.values(part)) touched(each, other ?? base, datasets, found)
  }
}
