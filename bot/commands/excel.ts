import { z } from 'zod'
import { excel as excelJob } from '#jobs/excel.ts'
import { answerMeant, LAST, noSuchAnswer } from '../kit/answer-meant.ts'
import { defineCommand } from '../kit/command.ts'

export const excel = defineCommand({
  name: 'excel',
  group: 'Ask',
  say: 'An answer as an Excel workbook',
  example: '/excel',
  role: 'viewer',
  args: z.object({ answer: z.string().default(LAST).describe('Which answer? Its id stands below it') }),
  async run({ answer }, context) {
    const found = await answerMeant(answer, context)
    return found ? context.start(excelJob, { answer: found.run }) : noSuchAnswer(answer)
  },
})
