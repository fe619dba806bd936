import { z } from 'zod'
import { getRun, recentRuns } from '#db/runs.ts'
import { answer } from '#jobs/answer.ts'
import { showTime } from '#jobs/kit/format.ts'
import { titleOf } from '#jobs/kit/job.ts'
import { type Button, buttons, type Message, message, say } from '#jobs/kit/message.ts'
import { type CommandContext, defineCommand, may } from '../kit/command.ts'

export const retry = defineCommand({
  name: 'retry',
  group: 'Work',
  say: 'Do a run again with the same input',
  example: '/retry r7k2m9a',
  role: 'viewer',
  args: z.object({ run: z.string().describe('Which run shall I repeat?') }),
  choices: async (_, context) => (may(context.person, 'operator') ? recentChoices('retry', context) : []),
  /** Whoever may only ask may ask again what was their own question. */
  async bars({ run }, { workspace, person }) {
    const found = may(person, 'operator') ? undefined : await getRun(workspace.db, run)
    if (!found || found.askedBy === person.id) return undefined
    return `/retry is for operators, and for what you asked yourself; you are ${person.role}. Ask an operator.`
  },
  async run({ run }, context) {
    const found = await getRun(context.workspace.db, run)
    if (!found) return noSuchRun(run)
    const job = context.house.jobs.find(({ name }) => name === found.job)
    if (!job) return say(`The job ${found.job} is no longer there, so I can't repeat it.`, 'warn')
    return context.start(job, found.input)
  },
})

export async function recentChoices(command: string, { workspace, house }: CommandContext): Promise<Button[]> {
  const recent = await recentRuns(workspace.db, 5, { without: answer.name })
  return recent.map((run) => {
    const title = titleOf(
      house.jobs.find(({ name }) => name === run.job),
      run,
    )
    const [, time = ''] = showTime(new Date(run.createdAt), workspace.zone).split(', ')
    return { label: `${title} · ${time}`, say: `/${command} ${run.id}` }
  })
}

export function noSuchRun(id: string): Message {
  return message(`There is no run ${id.slice(0, 30)} here`, 'warn', buttons({ label: 'Runs', say: '/runs' }))
}
