import { z } from 'zod'
import { type Run, recentRuns } from '#db/runs.ts'
import { answer } from '#jobs/answer.ts'
import { showDuration, showTime } from '#jobs/kit/format.ts'
import { titleOf } from '#jobs/kit/job.ts'
import { buttons, message, say } from '#jobs/kit/message.ts'
import { defineCommand } from '../kit/command.ts'

const states = ['waiting', 'running', 'succeeded', 'failed', 'cancelled'] as const

export const runs = defineCommand({
  name: 'runs',
  group: 'Work',
  say: 'What runs and what ran lately',
  example: '/runs failed',
  role: 'viewer',
  args: z.object({
    state: z
      .enum(states, `is none of ${states.join(', ')}`)
      .optional()
      .describe('Which runs: waiting, running, succeeded, failed or cancelled?'),
  }),
  choices: async () => states.map((state) => ({ label: state, say: `/runs ${state}` })),
  async run({ state }, { workspace, house, now }) {
    // Questions are many and soon answered; what is looked for here is work.
    const found = await recentRuns(workspace.db, 15, state ? { state } : { without: answer.name })
    if (!found.length) return say(state ? `No run is ${state}.` : 'Nothing ran yet. /jobs shows what can.')
    const rows = found.map((run) => [
      run.id,
      titleOf(
        house.jobs.find(({ name }) => name === run.job),
        run,
      ),
      run.state,
      showTime(new Date(run.createdAt), workspace.zone),
      took(run, now()),
    ])
    const columns = ['run', 'what', 'state', 'asked', 'took'].map((name) => ({ name }))
    const first = found[0]!
    return message(
      state ? `Runs, ${state}` : 'Runs',
      'plain',
      { kind: 'table', columns, rows },
      buttons({ label: `Show ${first.id}`, say: `/run ${first.id}` }),
    )
  },
})

export function took(run: Run, now: number): string {
  return run.startedAt ? showDuration((run.finishedAt ?? now) - run.startedAt) : '–'
}
