import { z } from 'zod'
import { readLog } from '#db/run-log.ts'
import { getRun } from '#db/runs.ts'
import { showTime } from '#jobs/kit/format.ts'
import { message, say, text } from '#jobs/kit/message.ts'
import { maySeeRun } from '#jobs/kit/rights.ts'
import { defineCommand } from '../kit/command.ts'
import { noSuchRun, recentChoices } from './retry.ts'

export const log = defineCommand({
  name: 'log',
  group: 'Work',
  say: 'What a run wrote down while it worked',
  example: '/log r7k2m9a',
  role: 'viewer',
  args: z.object({ run: z.string().describe("Which run's log?") }),
  choices: (_, context) => recentChoices('log', context),
  async run({ run }, { house, workspace, person }) {
    const found = await getRun(workspace.db, run)
    if (!found || !(await maySeeRun(workspace, person, found, house.jobs))) return noSuchRun(run)
    const lines = await readLog(workspace.db, found.id, 60)
    if (!lines.length)
      return say(`Run ${found.id} wrote nothing down. It is ${found.state === 'succeeded' ? 'done' : found.state}.`)
    return message(
      `Log of ${found.id}`,
      'plain',
      text(
        lines
          .map(
            ({ at, level, text }) =>
              `${showTime(new Date(at), workspace.zone)} ${level === 'info' ? '' : `${level}: `}${text}`,
          )
          .join('\n'),
        'code',
      ),
    )
  },
})
