import type { types } from '@slack/bolt'
import { datasetStates } from '#db/dataset-state.ts'
import { mintToken } from '#db/pending.ts'
import { type Run, recentRuns } from '#db/runs.ts'
import { showCount, showTime } from '#jobs/kit/format.ts'
import type { House } from '#jobs/kit/house.ts'
import { newId } from '#jobs/kit/id.ts'
import { titleOf } from '#jobs/kit/job.ts'
import {
  type Bar,
  type Block,
  type Button,
  buttons,
  type Fact,
  type Message,
  message,
  text,
} from '#jobs/kit/message.ts'
import { maySeeRun, sightOf } from '#jobs/kit/rights.ts'
import type { Workspace } from '#jobs/kit/workspace.ts'
import type { Known } from '../kit/access.ts'
import { directPlace } from '../kit/face.ts'
import { clip } from '../kit/words.ts'
import { FACE } from './hear.ts'
import { render } from './render.ts'

const MOST = 5
const DAY_MS = 86_400_000
const TOKEN_MS = 7 * DAY_MS

/** The app's home: what runs, what failed, how fresh the data is, and the buttons for what comes next. */
export async function homeFor(
  house: House,
  workspace: Workspace,
  user: string,
  person: Known,
): Promise<types.HomeView> {
  const expiresAt = house.now() + TOKEN_MS
  const place = directPlace(FACE, user)
  const token = ({ say }: { say: string }) => {
    const made = newId(14)
    void mintToken(workspace.db, { token: made, say, place, expiresAt })
    return made
  }
  const parts = person.standing === 'in' ? await dashboard(house, workspace, person) : [door()]
  const calls = parts.flatMap((said) => render(said, { token }))
  const blocks = calls.flatMap((call) => (call.method === 'chat.postMessage' ? call.blocks : []))
  return { type: 'home', blocks: blocks.slice(0, 100) }
}

function door(): Message {
  return message(
    'Bellhop',
    'plain',
    text("I run exports and reports for your team and answer questions about its numbers. I don't know you yet."),
    text('Sign in with your e-mail address: write /bellhop login you@company.com', 'quiet'),
  )
}

async function dashboard(house: House, workspace: Workspace, person: Known): Promise<Message[]> {
  const { db, zone } = workspace
  const seen = await visible(workspace, person, await recentRuns(db, 60, {}))
  const name = (run: Run) =>
    titleOf(
      house.jobs.find((job) => job.name === run.job),
      run,
    )
  const active = seen.filter(({ state }) => state === 'running' || state === 'waiting').slice(0, MOST)
  const since = house.now() - 7 * DAY_MS
  const failed = seen.filter(({ state, createdAt }) => state === 'failed' && createdAt > since).slice(0, MOST)
  const bars = active.map((run): Bar => ({ label: name(run), state: run.state as 'running' | 'waiting' }))
  const troubles = failed.map((run) => ({
    label: `${name(run)}, ${showTime(new Date(run.finishedAt ?? run.createdAt), zone)}`,
    value: run.fault ?? 'It failed.',
  }))
  const stops = active.map(
    (run): Button => ({ label: cut(`Stop ${name(run)}`), say: `/cancel ${run.id}`, style: 'danger' }),
  )
  const retries = failed.map((run): Button => ({ label: cut(`Retry ${name(run)}`), say: `/retry ${run.id}` }))
  const fresh = await freshness(house, workspace, person)
  return [
    message(
      'Bellhop',
      'plain',
      text(
        `Hello ${person.name}. You are ${person.role} here; it is ${showTime(new Date(house.now()), zone)}.`,
        'quiet',
      ),
      buttons(
        { label: 'Ask or do', say: '/help', style: 'primary' },
        { label: 'Jobs', say: '/jobs' },
        { label: 'Runs', say: '/runs' },
        { label: 'Data', say: '/data' },
      ),
    ),
    message(
      'Running',
      'plain',
      ...(bars.length ? [{ kind: 'progress' as const, bars }, buttons(...stops)] : [text('Nothing runs.', 'quiet')]),
    ),
    message(
      'Failed this week',
      'plain',
      ...(troubles.length ? [facts(troubles), buttons(...retries)] : [text('Nothing failed.', 'quiet')]),
    ),
    message('Data', 'plain', fresh.length ? facts(fresh) : text('No data yet.', 'quiet')),
  ]
}

const cut = (label: string): string => clip(label, 70)
const facts = (all: Fact[]): Block => ({ kind: 'facts', facts: all })

async function visible(workspace: Workspace, person: Known, runs: Run[]): Promise<Run[]> {
  const sights = await Promise.all(runs.map((run) => maySeeRun(workspace, person, run)))
  return runs.filter((_, i) => sights[i])
}

async function freshness(house: House, workspace: Workspace, person: Known): Promise<Fact[]> {
  const states = await datasetStates(workspace.db)
  const all: Fact[] = []
  for (const dataset of await house.datasets(workspace)) {
    if (!(await sightOf(workspace, person, dataset)).ok) continue
    const { rows = 0, lastWriteAt = null } = states.get(dataset.name) ?? {}
    const late = lastWriteAt && house.now() - lastWriteAt > dataset.freshHours * 3_600_000
    const when = lastWriteAt ? `${late ? '⚠️ ' : ''}${showTime(new Date(lastWriteAt), workspace.zone)}` : 'empty'
    all.push({ label: dataset.name, value: `${when}, ${showCount(rows)} rows` })
  }
  return all
}
