import { z } from 'zod'
import { getRun } from '#db/runs.ts'
import { writesOf } from '#db/sheet-writes.ts'
import { say } from '#jobs/kit/message.ts'
import { undo as undoJob } from '#jobs/undo.ts'
import { defineCommand } from '../kit/command.ts'
import { noSuchRun, recentChoices } from './retry.ts'

export const undo = defineCommand({
  name: 'undo',
  group: 'Work',
  say: 'Take back what a run wrote to sheets, until the next one writes there',
  example: '/undo r7k2m9a',
  role: 'operator',
  args: z.object({ run: z.string().describe('The sheets of which run?') }),
  choices: (_, context) => recentChoices('undo', context),
  async run({ run }, { workspace, start }) {
    if (!(await getRun(workspace.db, run))) return noSuchRun(run)
    if (!(await writesOf(workspace.db, run)).length)
      return say(
        `Nothing of run ${run} can be taken back any more: a later run wrote there, or it wrote to no sheet.`,
        'warn',
      )
    return start(undoJob, { run })
  },
})
