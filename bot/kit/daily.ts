import { datasetStates } from '#db/dataset-state.ts'
import { deliver, deliveriesOf } from '#db/deliveries.ts'
import { listNotices } from '#db/notices.ts'
import { type Run, recentRuns } from '#db/runs.ts'
import { showDay, showMany } from '#jobs/kit/format.ts'
import type { House } from '#jobs/kit/house.ts'
import { titleOf } from '#jobs/kit/job.ts'
import { type Block, buttons, facts, type Message, message, text } from '#jobs/kit/message.ts'
import type { Workspace } from '#jobs/kit/workspace.ts'
import type { Access } from './access.ts'
import { mayBeShown } from './audience.ts'
import { at, dayOf } from './quiet.ts'

const HOUR_MS = 3_600_000
/** Later than this, yesterday's summary is no longer worth a message. */
const LATE_MS = 6 * HOUR_MS

/** Sends yesterday's summary where it is wanted, once it is time there and only once. */
export async function tellDaily(house: House, workspace: Workspace, access: Access): Promise<number> {
  const { db, zone } = workspace
  const now = house.now()
  const today = dayOf(now, zone)
  const due = at(today, house.config.DAILY_AT, zone)
  if (now < due || now - due > LATE_MS) return 0
  const source = `daily:${today}`
  let count = 0
  for (const { place, direct, what, at: since } of await listNotices(db)) {
    if (what !== 'daily' || since > due || (await deliveriesOf(db, [source], place)).length) continue
    const open = await mayBeShown(workspace, access, { place, direct }, { role: 'viewer', data: [] })
    if (open) await deliver(db, { place, source, part: 'summary', message: await summary(house, workspace) }, now)
    count += open ? 1 : 0
  }
  if (count) house.bell.ring()
  return count
}

/** What happened yesterday, by the calendar of the workspace, and what is old. */
async function summary(house: House, workspace: Workspace): Promise<Message> {
  const { db, zone } = workspace
  const end = at(dayOf(house.now(), zone), '00:00', zone)
  const day = dayOf(end - 1, zone)
  const start = at(day, '00:00', zone)
  const lately = await recentRuns(db, 5000, { since: start - 24 * HOUR_MS })
  const questions = house.jobs.filter(({ role }) => role === 'viewer').map(({ name }) => name)
  const over = lately.filter(
    ({ job, finishedAt }) => !questions.includes(job) && finishedAt !== null && finishedAt >= start && finishedAt < end,
  )
  const of = (state: Run['state']) => over.filter((run) => run.state === state)
  const [good, bad, stopped] = [of('succeeded'), of('failed'), of('cancelled')]
  const stale = await staleIn(house, workspace)
  return message(
    `Yesterday, ${showDay(day)}`,
    bad.length ? 'warn' : 'good',
    facts({
      Done: showMany(good.length, 'run'),
      Failed: showMany(bad.length, 'run'),
      Stopped: showMany(stopped.length, 'run'),
    }),
    ...failures(house, bad),
    ...(stale.length ? [text(`Not fresh: ${stale.join(', ')}.`)] : []),
    buttons({ label: 'Runs', say: '/runs' }, { label: 'Data', say: '/data' }),
  )
}

function failures({ jobs }: House, bad: Run[]): Block[] {
  if (!bad.length) return []
  const lines = bad.slice(0, 5).map((run) => {
    const job = jobs.find(({ name }) => name === run.job)
    return `${titleOf(job, run)}: ${run.fault ?? 'failed'} (${run.id})`
  })
  const more = bad.length > lines.length ? [`and ${bad.length - lines.length} more`] : []
  return [text([...lines, ...more].join('\n'))]
}

async function staleIn(house: House, workspace: Workspace): Promise<string[]> {
  const states = await datasetStates(workspace.db)
  const known = await house.datasets(workspace)
  return known
    .filter(({ name, freshHours }) => {
      const written = states.get(name)?.lastWriteAt
      return written != null && house.now() - written > freshHours * HOUR_MS
    })
    .map(({ name }) => name)
}
