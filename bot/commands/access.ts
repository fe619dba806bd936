import { z } from 'zod'
import { LOOKS } from '#db/audit.ts'
import { report } from '../kit/audit-report.ts'
import { defineCommand } from '../kit/command.ts'

export const access = defineCommand({
  name: 'access',
  group: 'People',
  say: 'Who asked, saw and downloaded what',
  example: '/access ann@company.com 30d',
  role: 'admin',
  args: z.object({ filter: z.string().optional().describe('Who, what, since when? For example: ann@company.com 7d') }),
  run: ({ filter = '' }, context) => report({ command: 'access', title: 'Access', acts: LOOKS }, filter, context),
})
