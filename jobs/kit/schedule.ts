import { deliver } from '#db/deliveries.ts'
import { getPerson } from '#db/people.ts'
import { getRun } from '#db/runs.ts'
import { changeSchedule, dueSchedules, moveOn, type Schedule } from '#db/schedules.ts'
import { showTime } from './format.ts'
import type { House } from './house.ts'
import { idFrom } from './id.ts'
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
  for (const schedule of await dueSchedules(workspace.db, house.now())) await fire(schedule, house, workspace)
}

async function fire(schedule: Schedule, house: House, workspace: Workspace): Promise<void> {
  const { db } = workspace
  const now = house.now()
  const { id, by, place, nextAt } = schedule
  const job = house.jobs.find(({ name }) => name === schedule.job)
  const person = await getPerson(db, by)
  const why =
    !job || !person ? 'who asked for it is no longer here' : await whyNotRun(workspace, person, job, schedule.input)
  if (why || !job) {
    await changeSchedule(db, id, { paused: why ?? 'its job is gone' })
    return tell(rests(schedule, why ?? 'its job is gone'), 'rests')
  }
  const run = idFrom(`${id}:${nextAt}`)
  if (!(await getRun(db, run)))
    await start(house, workspace, job, job.input.parse(schedule.input), { id: run, by, place, urgent: false })
  const [next] = nextFires(schedule, now)
  if (!next) return changeSchedule(db, id, { paused: 'there is no next time' })
  if ((await moveOn(db, schedule, next)) && now - nextAt > LATE_MS) await tell(late(schedule, workspace), 'late')

  async function tell(words: Message, part: string): Promise<void> {
    await deliver(db, { place, source: `schedule:${id}:${nextAt}`, part, message: words }, now)
    house.bell.ring()
  }
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
