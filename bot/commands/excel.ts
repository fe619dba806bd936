import { z } from 'zod'
import { excel as excelJob } from '#jobs/excel.ts'
import { defineCommand } from '../kit/command.ts'

export const excel = defineCommand({
  name: 'excel',
  group: 'Ask',
  say: 'An answer as an Excel workbook',
  example: '/excel k3m9q2a',
  role: 'viewer',
  args: z.object({ answer: z.string().describe('Which answer? Its id stands below it') }),
  run: ({ answer }, { start }) => start(excelJob, { answer }),
})
