import { type Context, Hono } from 'hono'
import { filesOf } from '#db/files.ts'
import { getPerson } from '#db/people.ts'
import { readLog } from '#db/run-log.ts'
import { getRun, type Run, recentRuns } from '#db/runs.ts'
import { fileBlock } from '#jobs/kit/files.ts'
import { showDuration } from '#jobs/kit/format.ts'
import type { House } from '#jobs/kit/house.ts'
import { titleOf } from '#jobs/kit/job.ts'
import { type Bar, type Message, message } from '#jobs/kit/message.ts'
import { maySeeRun } from '#jobs/kit/rights.ts'
import { refused } from '../guard.ts'
import { located, type More, render, type Shown } from '../render.ts'
import type { Env, Visit } from '../visit.ts'

const MOST = 100
const states = ['waiting', 'running', 'succeeded', 'failed', 'cancelled'] as const

export function runRoutes(house: House): Hono<Env> {
  return new Hono<Env>()
    .get('/', async (c) => {
      const visit = c.get('visit')
      const state = states.find((one) => one === c.req.query('state'))
      const all = await recentRuns(visit.workspace.db, MOST, state ? { state } : {})
      const seen = await Promise.all(all.map((run) => maySee(house, visit, run)))
      const runs = all.filter((_, i) => seen[i])
      return c.json({ now: house.now(), runs: await Promise.all(runs.map((run) => lineOf(house, visit, run))) })
    })
    .get('/:id', (c) => details(c, house))
}

async function details(c: Context<Env>, house: House): Promise<Response> {
  const visit = c.get('visit')
  const { db } = visit.workspace
  const run = await getRun(db, c.req.param('id') ?? '')
  if (!run || !(await maySee(house, visit, run))) return refused(c, 'There is no such run here.', 404)
  const more: More = { zone: visit.workspace.zone, button: ({ say }) => ({ say }) }
  const files = (await filesOf(db, run.id)).map((file) => fileBlock(file))
  return c.json({
    now: house.now(),
    run: await lineOf(house, visit, run),
    input: run.input,
    log: await readLog(db, run.id),
    files: render(message('', 'plain', ...files), more).blocks,
    outcome: outcomeOf(visit, run, more),
  })
}

const maySee = ({ jobs }: House, { workspace, person }: Visit, run: Run) => maySeeRun(workspace, person, run, jobs)

function outcomeOf({ workspace }: Visit, run: Run, more: More): Shown | null {
  return run.outcome ? located(render(run.outcome as Message, more), `${workspace.name}/runs/${run.id}`) : null
}

async function lineOf(house: House, { workspace }: Visit, run: Run) {
  const job = house.jobs.find(({ name }) => name === run.job)
  const bars = (run.progress as Bar[] | null) ?? []
  const shown = render(message('', 'plain', { kind: 'progress', bars }), {
    zone: workspace.zone,
    button: ({ say }) => ({ say }),
  })
  const ended = run.finishedAt ?? (run.state === 'running' ? house.now() : undefined)
  return {
    id: run.id,
    state: run.state,
    stopping: run.state === 'running' && run.cancelledBy !== null,
    title: titleOf(job, run),
    job: run.job,
    who: (await getPerson(workspace.db, run.askedBy))?.name ?? run.askedBy,
    at: run.createdAt,
    took: run.startedAt && ended ? showDuration(ended - run.startedAt) : '',
    attempt: run.attempt,
    tries: job?.tries ?? run.attempt,
    fault: run.fault,
    progress: shown.blocks[0],
  }
}
