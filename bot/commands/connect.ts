import { z } from 'zod'
import { connect as connectJob } from '#jobs/connect.ts'
import { say } from '#jobs/kit/message.ts'
import { defineCommand } from '../kit/command.ts'

export const connect = defineCommand({
  name: 'connect',
  group: 'Data',
  say: 'Make a Google Sheet known, so that questions can be asked of it; again to bring it up to date',
  example: '/connect https://docs.google.com/spreadsheets/d/1AbCdEfGhIjKlMnOp/edit#gid=0',
  role: 'operator',
  args: z.object({
    sheet: z.string().describe('Which sheet? Paste its link'),
    tab: z.string().optional().describe('Which tab? Otherwise the one the link leads to'),
  }),
  async run(args, context) {
    const read = connectJob.input.safeParse(args)
    if (!read.success)
      return say(`${read.error.issues[0]!.message}. Open the sheet and copy its whole address.`, 'warn')
    return context.start(connectJob, read.data)
  },
})
