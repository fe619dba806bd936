import { expect, test } from 'vitest'
import { datasets } from '#db/datasets/index.ts'
import { openStore } from '#db/open.ts'
import { runPlan } from '#db/plan/run.ts'
import type { Plan } from '#db/plan.ts'
import { readAgain } from '#db/question/again.ts'
import { makeAtlas } from '#db/question/atlas.ts'
import { readings } from '#db/question/read.ts'
import { readValues } from '#db/question/values.ts'
import { write } from '#db/write.ts'
import { makeCompany } from '#demo/company.ts'
import { seedRows } from '#demo/seed.ts'

const now = new Date('2026-11-20T05:00:00Z')
const store = openStore(':memory:')
for (const { dataset, rows } of seedRows(makeCompany({ now }))) {
  await write(store, datasets.find(({ name }) => name === dataset)!, rows, { id: 'seed' })
}
const reader = {
  all: async (sql: string, params: unknown[]) =>
    store.sqlite
      .prepare(sql)
      .raw()
      .all(...params) as unknown[][],
}
const when = { now, zone: 'Asia/Bangkok', weekStart: 'monday' as const }
const known = { datasets, atlas: makeAtlas(datasets), values: await readValues(reader, datasets), ...when }
const rowsOf = async (plan: Plan) => (await runPlan(reader, readAgain(plan, when), datasets)).rows

test.each(datasets.flatMap(({ asks }) => asks.map(({ say, plan }) => [say, plan] as const)))(
  '"%s" is read as its own plan',
  async (say, plan) => {
    const [best] = readings(say, known)
    expect(best?.plan, best?.why).toBeDefined()
    expect(await rowsOf(best!.plan!)).toEqual(await rowsOf(plan))
  },
)
