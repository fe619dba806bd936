import { z } from 'zod'
import { defineCommand } from '../kit/command.ts'
import { answer, waitingChoices } from './approve.ts'

export const refuse = defineCommand({
  name: 'refuse',
  group: 'Work',
  say: 'Say no to what somebody asked for, or take back what you asked for',
  example: '/refuse k3v9x2ab',
  role: 'viewer',
  openly: true,
  shared: true,
  args: z.object({ request: z.string().describe('Which request do you refuse?') }),
  choices: (_, context) => waitingChoices('refuse', context),
  run: ({ request }, context) => answer(request, false, context),
})
