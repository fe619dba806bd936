import { deliver } from '#db/deliveries.ts'
import { getPerson } from '#db/people.ts'
import { getRun } from '#db/runs.ts'
import { changeSchedule, dueSchedules, moveOn, type Schedule } from '#db/schedules.ts'
import { showTime } from './format.ts'
import type { House } from './house.ts'
import { idFrom } from './id.ts'
import type { Job } from './job.ts'
import { buttons, type Message, message, say, text } from './message.ts'
import { nextFires } from './rhythm.ts'
import { whyNotRun } from './rights.ts'
import { start } from './start.ts'
import type { Workspace } from './workspace.ts'

/** Later than this, people are told why it comes now. */
const LATE_MS = 10 * 60_000

/**
 * Starts what is due by the clock. A fire has a name of its own, so neither a restart nor a second process can double it;
 * those missed while nobody was here are made up for by one.
 */
export async function fireDue(house: House, workspace: Workspace): Promise<void> {
  for (const schedule of await dueSchedules(workspace.db, house.now()))
    await fire(schedule, house, workspace).catch((error: Error) =>
      house.log.error({ err: error, schedule: schedule.id }, 'A schedule could not be fired; it is tried again'),
    )
}

async function fire(schedule: Schedule, house: House, workspace: Workspace): Promise<void> {
  const { db } = workspace
  const now = house.now()
  const { id, by, place, nextAt } = schedule
  const able = await mayFire(schedule, house, workspace)
  if ('why' in able) {
    await changeSchedule(db, id, { paused: able.why })
    return tell(rests(schedule, able.why), 'rests')
  }
  const run = idFrom(`${id}:${nextAt}`)
  if (!(await getRun(db, run)))
    await start(house, workspace, able.job, able.input, { id: run, by, place, urgent: false })
  const [next] = nextFires(schedule, now)
  if (!next) return changeSchedule(db, id, { paused: 'there is no next time' })
  if ((await moveOn(db, schedule, next)) && now - nextAt > LATE_MS) await tell(late(schedule, workspace), 'late')

  async function tell(words: Message, part: string): Promise<void> {
    await deliver(db, { place, source: `schedule:${id}:${nextAt}`, part, message: words }, now)
    house.bell.ring()
  }
}

/** Who asked may have lost the right, and what was asked may no longer be done that way. */
async function mayFire(
  { job: name, by, input }: Schedule,
  { jobs }: House,
  workspace: Workspace,
): Promise<{ job: Job; input: unknown } | { why: string }> {
  const job = jobs.find((each) => each.name === name)
  const read = job?.input.safeParse(input)
  const person = await getPerson(workspace.db, by)
  if (!job || !read?.success) return { why: 'what it did is no longer done that way.' }
  if (!person) return { why: 'who asked for it is no longer here.' }
  const why = await whyNotRun(workspace, person, job, read.data)
  return why ? { why } : { job, input: read.data }
}

const late = ({ title, nextAt }: Schedule, { zone }: Workspace) =>
  say(`Late: "${title}" was due at ${showTime(new Date(nextAt), zone)}, when I wasn't running.`, 'warn')

const rests = ({ id, title, say: rhythm }: Schedule, why: string) =>
  message(
    `I no longer bring "${title}" ${rhythm}`,
    'warn',
    text(`The reason: ${why}`),
    buttons({ label: 'Take it over', say: `/repeat take ${id}` }, { label: 'Stop it', say: `/repeat stop ${id}` }),
  )
