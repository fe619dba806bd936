import { expect, test } from 'vitest'
import { datasets } from '#db/datasets/index.ts'
import type { Plan } from '#db/plan.ts'
import { openCompany } from './company.ts'

const { plansFor, run } = await openCompany()

/** Every column that is asked for stands among those that came, with the same values. */
async function answers(got: Plan, wanted: Plan): Promise<boolean> {
  const [mine, theirs] = await Promise.all([got, wanted].map(run))
  const columns = (rows: unknown[][], i: number) => JSON.stringify(rows.map((row) => row[i]).toSorted())
  const came = mine!.columns.map((_, i) => columns(mine!.rows, i))
  return (
    mine!.rows.length === theirs!.rows.length &&
    theirs!.columns.every((_, i) => came.includes(columns(theirs!.rows, i)))
  )
}

test.each(datasets.flatMap(({ asks }) => asks.map(({ say, plan }) => [say, plan] as const)))(
  '"%s" is read as its own plan, or among the readings people are asked about',
  async (say, plan) => {
    const read = await Promise.all(plansFor(say).map((each) => answers(each, plan)))
    expect(read).toContain(true)
  },
)
