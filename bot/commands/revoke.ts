import { z } from 'zod'
import { changePerson, personByEmail } from '#db/people.ts'
import { say } from '#jobs/kit/message.ts'
import { dropWaiting } from '../kit/approve.ts'
import { defineCommand } from '../kit/command.ts'
import { emailArg, nobody } from '../kit/email.ts'
import { lastAdmin, onlyAdmin } from './role.ts'

export const revoke = defineCommand({
  name: 'revoke',
  group: 'People',
  say: 'Send somebody away, at once and everywhere',
  example: '/revoke bob@company.com',
  role: 'admin',
  args: z.object({ email: emailArg.describe("Who shall go? Send me the person's e-mail address.") }),
  async run({ email }, context) {
    const { house, workspace, note } = context
    const found = await personByEmail(workspace.db, email)
    if (!found) return nobody(email)
    if (await lastAdmin(context, found)) return onlyAdmin(found)
    await changePerson(workspace.db, found.id, { active: false })
    const gone = { state: 'void', note: `${found.name} no longer has access.` } as const
    await dropWaiting(house, workspace, ({ askedBy }) => askedBy === found.id, gone)
    note('changed', `${email} is revoked`, { before: found.role })
    return say(`${found.name} is out. /role ${email} ${found.role} lets them in again.`, 'good')
  },
})
