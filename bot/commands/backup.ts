import { z } from 'zod'
import { backup as backupJob } from '#jobs/backup.ts'
import { defineCommand } from '../kit/command.ts'

export const backup = defineCommand({
  name: 'backup',
  group: 'House',
  say: 'Make a copy of everything that is stored',
  example: '/backup',
  role: 'admin',
  args: z.object({}),
  run: (_, { start }) => start(backupJob, {}),
})
