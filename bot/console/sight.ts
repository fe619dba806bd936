import type { Dataset } from '#db/dataset.ts'
import type { Condition } from '#db/plan.ts'
import type { House } from '#jobs/kit/house.ts'
import { sightOf } from '#jobs/kit/rights.ts'
import type { Visit } from './visit.ts'

/** A dataset, and the conditions under which somebody sees its rows; none: they see all of them. */
export type Seen = { dataset: Dataset; where: Condition[] }

/** The datasets that somebody may see at all. */
export async function datasetsFor(house: House, { workspace, person }: Visit): Promise<Seen[]> {
  const all = await house.datasets(workspace)
  const seen = await Promise.all(
    all.map(async (dataset) => ({ dataset, sight: await sightOf(workspace, person, dataset) })),
  )
  return seen.flatMap(({ dataset, sight }) => (sight.ok ? [{ dataset, where: sight.where }] : []))
}
