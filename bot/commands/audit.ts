import { z } from 'zod'
import { DEEDS } from '#db/audit.ts'
import { report } from '../kit/audit-report.ts'
import { defineCommand } from '../kit/command.ts'

export const audit = defineCommand({
  name: 'audit',
  group: 'People',
  say: 'Who signed in, ran, approved and changed what',
  example: '/audit changed 7d',
  role: 'admin',
  args: z.object({ filter: z.string().optional().describe('Who, what, since when? For example: ann@company.com 7d') }),
  run: ({ filter = '' }, context) => report({ command: 'audit', title: 'Audit', acts: DEEDS }, filter, context),
})
