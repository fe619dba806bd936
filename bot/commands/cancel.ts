import { z } from 'zod'
import { cancelRun, getRun, type Run, recentRuns } from '#db/runs.ts'
import { titleOf } from '#jobs/kit/job.ts'
import { say } from '#jobs/kit/message.ts'
import { lastWords, stopped } from '#jobs/kit/outcome.ts'
import type { Known } from '../kit/access.ts'
import { defineCommand, may } from '../kit/command.ts'
import { noSuchRun } from './retry.ts'

export const cancel = defineCommand({
  name: 'cancel',
  aliases: ['stop'],
  group: 'Work',
  say: 'Stop a run',
  example: '/cancel r7k2m9a',
  role: 'viewer',
  args: z.object({ run: z.string().describe('Which run shall I stop?') }),
  async choices(_, { workspace, person }) {
    const running = [
      ...(await recentRuns(workspace.db, 4, { state: 'running' })),
      ...(await recentRuns(workspace.db, 4, { state: 'waiting' })),
    ]
    return running.filter(mayStop(person)).map(({ id, job }) => ({ label: `${job} ${id}`, say: `/cancel ${id}` }))
  },
  async run({ run }, { workspace, house, person, now, place }) {
    const found = await getRun(workspace.db, run)
    if (!found) return noSuchRun(run)
    if (!mayStop(person)(found))
      return say(`Run ${found.id} is somebody else's: they may stop it, and operators.`, 'warn')
    const title = titleOf(
      house.jobs.find(({ name }) => name === found.job),
      found,
    )
    const outcome = stopped(title, found)
    const places: string[] = []
    const words = (waiting: string[]) => {
      places.push(...waiting)
      return lastWords(found, title, { state: 'cancelled', outcome }, waiting, now())
    }
    const how = await cancelRun(workspace.db, found.id, person.id, outcome, words, now())
    if (how === 'over') return say(`${title} is over already: ${found.state}.`)
    return places.includes(place)
      ? undefined
      : say(how === 'cancelled' ? `${title} was stopped before it began.` : `Stopping ${title}…`)
  },
})

/** One's own work, such as a question that takes too long, is everybody's to stop. */
const mayStop = (person: Known) => (run: Run) => run.askedBy === person.id || may(person, 'operator')
