import { z } from 'zod'
import { datasets } from '#db/datasets/index.ts'
import { recordRun } from '#db/runs.ts'
import { getSetting, setSetting } from '#db/settings.ts'
import { write } from '#db/write.ts'
import { barsFor } from '#jobs/kit/bars.ts'
import { showCount } from '#jobs/kit/format.ts'
import { defineJob } from '#jobs/kit/job.ts'
import { type Bar, type Message, message, text } from '#jobs/kit/message.ts'
import type { Workspace } from '#jobs/kit/workspace.ts'
import { makeCompany } from './company.ts'
import { seedRows } from './seed.ts'

export const SEEDED = 'demo.seeded'

export const refresh = defineJob({
  name: 'refresh',
  say: "Bring the pretend company's numbers up to this minute",
  lane: 'api',
  input: z.object({}),
  example: {},
  minutes: 5,
  tries: 3,
  async run(_, { workspace, run, now, progress }) {
    if (!workspace.demo)
      return message(
        'Only for the pretend company',
        'warn',
        text('This workspace has real numbers; they are not touched.'),
      )
    return (await refreshDemo(workspace, run, now(), progress)).outcome
  },
})

/** Writes the company as it is now through the one door; what was there and is unchanged stays as it is. */
export async function refreshDemo(
  workspace: Workspace,
  run: { id: string },
  now: number,
  progress: (...bars: Bar[]) => void,
) {
  const seeded = (await getSetting(workspace.db, SEEDED)) as { told: number } | undefined
  const told = seeded?.told ?? now
  const company = makeCompany({ now: new Date(now), told: new Date(told) })
  const sources = seedRows(company)
  const bar = barsFor(
    sources.map(({ dataset }) => dataset),
    progress,
  )
  const rows: (string | number)[][] = []
  for (const [i, source] of sources.entries()) {
    bar(i, { state: 'running' })
    const dataset = datasets.find(({ name }) => name === source.dataset)!
    const written = await write(workspace.db, dataset, source.rows, run, { now })
    rows.push([dataset.name, written.inserted, written.changed, written.same])
    bar(i, { state: 'done', note: `${showCount(written.inserted)} new` })
  }
  const columns = [{ name: 'dataset' }, ...['new', 'changed', 'same'].map((name) => ({ name, unit: 'count' as const }))]
  const outcome: Message = message(`${company.name} is up to date`, 'good', { kind: 'table', columns, rows })
  if (!seeded) await recordRun(workspace.db, { id: run.id, job: refresh.name, lane: refresh.lane, outcome }, now)
  await setSetting(workspace.db, SEEDED, { told, until: now }, 'demo', now)
  return {
    outcome,
    company: company.name,
    rows: rows.reduce((sum, [, ...counts]) => sum + counts.reduce<number>((a, b) => a + Number(b), 0), 0),
  }
}
