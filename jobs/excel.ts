import { z } from 'zod'
import { answerAsFile } from './kit/answer/as-file.ts'
import { defineJob } from './kit/job.ts'

export const excel = defineJob({
  name: 'excel',
  say: 'An answer as an Excel workbook or as CSV',
  lane: 'report',
  role: 'viewer',
  input: z.object({
    answer: z.string().describe('Which answer? Its id stands below it'),
    as: z.enum(['excel', 'csv']).default('excel'),
  }),
  example: { answer: 'k3m9q2a' },
  minutes: 5,
  tries: 1,
  title: ({ as }) => (as === 'csv' ? 'An answer as a CSV file' : 'An answer as an Excel workbook'),
  // As for the answer itself: the file says what it shows.
  shows: () => [],
  run: ({ answer, as }, context) => answerAsFile(answer, as, context),
})
