import { z } from 'zod'
import { excel as job } from '#jobs/excel.ts'
import { answerMeant, LAST, noSuchAnswer } from '../kit/answer-meant.ts'
import { defineCommand } from '../kit/command.ts'

export const csv = defineCommand({
  name: 'csv',
  group: 'Ask',
  say: 'An answer as a CSV file',
  example: '/csv',
  role: 'viewer',
  args: z.object({ answer: z.string().default(LAST).describe('Which answer? Its id stands below it') }),
  async run({ answer }, context) {
    const found = await answerMeant(answer, context)
    return found ? context.start(job, { answer: found.run, as: 'csv' }) : noSuchAnswer(answer)
  },
})
