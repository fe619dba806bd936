import { z } from 'zod'
import { buttons, message } from '#jobs/kit/message.ts'
import { defineCommand } from '../kit/command.ts'

export const jobs = defineCommand({
  name: 'jobs',
  group: 'Work',
  say: 'What I can work on',
  example: '/jobs',
  role: 'viewer',
  args: z.object({}),
  async run(_, { house }) {
    const rows = house.jobs.map((job) => [job.name, job.say])
    const starts = house.jobs.slice(0, 6).map((job) => ({ label: `Run ${job.name}`, say: `/run ${job.name}` }))
    return message(
      'Jobs',
      'plain',
      { kind: 'table', columns: [{ name: 'job' }, { name: 'what it does' }], rows },
      buttons(...starts),
    )
  },
})
