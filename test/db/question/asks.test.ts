import { expect, test } from 'vitest'
import { datasets } from '#db/datasets/index.ts'
import { openStore } from '#db/open.ts'
import { runPlan } from '#db/plan/run.ts'
import type { Plan } from '#db/plan.ts'
import { readAgain } from '#db/question/again.ts'
import { makeAtlas } from '#db/question/atlas.ts'
import { readQuestion } from '#db/question/question.ts'
import { readValues } from '#db/question/values.ts'
import { write } from '#db/write.ts'
import { makeCompany } from '#demo/company.ts'
import { seedRows } from '#demo/seed.ts'
import { tidy } from '#jobs/kit/answer/tidy.ts'
import { readTurned } from '#jobs/kit/answer/turned.ts'
import { plainest } from '#jobs/kit/answer/understand.ts'

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

/** Every column that is asked for stands among those that came, with the same values. */
async function answers(got: Plan, wanted: Plan): Promise<boolean> {
  const [mine, theirs] = await Promise.all(
    [got, wanted].map((plan) => runPlan(reader, readAgain(plan, when), datasets)),
  )
  const columns = (rows: unknown[][], i: number) => JSON.stringify(rows.map((row) => row[i]).toSorted())
  const came = mine!.columns.map((_, i) => columns(mine!.rows, i))
  return (
    mine!.rows.length === theirs!.rows.length &&
    theirs!.columns.every((_, i) => came.includes(columns(theirs!.rows, i)))
  )
}

function plansFor(say: string): Plan[] {
  const turned = readTurned(say, { known, workspace: when, now: now.getTime(), thread: undefined } as never)
  const read = turned ?? plainest(readQuestion(say, known), datasets)
  const plans = read.kind === 'plan' ? [read.plan] : read.kind === 'doubt' ? read.choices.map(({ plan }) => plan) : []
  return plans.map((plan) => tidy(plan, datasets.find(({ name }) => name === plan.dataset)!))
}

test.each(datasets.flatMap(({ asks }) => asks.map(({ say, plan }) => [say, plan] as const)))(
  '"%s" is read as its own plan, or among the readings people are asked about',
  async (say, plan) => {
    const read = await Promise.all(plansFor(say).map((each) => answers(each, plan)))
    expect(read).toContain(true)
  },
)
