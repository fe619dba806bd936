import { datasets } from '#db/datasets/index.ts'
import { openStore } from '#db/open.ts'
import { runPlan } from '#db/plan/run.ts'
import type { Plan } from '#db/plan.ts'
import { readAgain } from '#db/question/again.ts'
import { makeAtlas } from '#db/question/atlas.ts'
import { writtenOut } from '#db/question/lexicon/chat.ts'
import { readQuestion } from '#db/question/question.ts'
import { readValues } from '#db/question/values.ts'
import { write } from '#db/write.ts'
import { makeCompany } from '#demo/company.ts'
import { seedRows } from '#demo/seed.ts'
import { besides } from '#jobs/kit/answer/compare.ts'
import { tidy } from '#jobs/kit/answer/tidy.ts'
import { readTurned } from '#jobs/kit/answer/turned.ts'
import { plainest } from '#jobs/kit/answer/understand.ts'

/** The pretend company as it is asked on the afternoon of 20 November 2026, and its numbers as SQL sees them. */
export async function openCompany() {
  const now = new Date('2026-11-20T05:00:00Z')
  const store = openStore(':memory:')
  for (const { dataset, rows } of seedRows(makeCompany({ now })))
    await write(store, datasets.find(({ name }) => name === dataset)!, rows, { id: 'seed' })
  const all = async (sql: string, params: unknown[] = []) =>
    store.sqlite
      .prepare(sql)
      .raw()
      .all(...params) as unknown[][]
  const when = { now, zone: 'Asia/Bangkok', weekStart: 'monday' as const }
  const known = { datasets, atlas: makeAtlas(datasets), values: await readValues({ all }, datasets), ...when }

  function read(asked: string, thread?: Plan) {
    const say = writtenOut(asked)
    const given = { known, workspace: when, now: now.getTime(), thread: thread && { plan: thread, question: 'before' } }
    return (
      readTurned(say, given as never) ?? plainest(readQuestion(say, { ...known, ...(thread && { thread }) }), datasets)
    )
  }
  function plansFor(say: string): Plan[] {
    const found = read(say)
    const plans =
      found.kind === 'plan' ? [found.plan] : found.kind === 'doubt' ? found.choices.map(({ plan }) => plan) : []
    return plans.map(shown)
  }
  const shown = (plan: Plan) => tidy(plan, datasets.find(({ name }) => name === plan.dataset)!)
  const run = (plan: Plan) => runPlan({ all }, laidOut(readAgain(plan, when)), datasets)
  /** Two periods stand beside each other in one row. */
  const laidOut = (plan: Plan) =>
    besides(plan, datasets.find(({ name }) => name === plan.dataset)!, '2026-11-20')?.plan ?? plan
  return { all, read, plansFor, run, shown }
}
