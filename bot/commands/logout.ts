import { z } from 'zod'
import { unlinkIdentity } from '#db/people.ts'
import { say } from '#jobs/kit/message.ts'
import { defineCommand } from '../kit/command.ts'

export const logout = defineCommand({
  name: 'logout',
  group: 'People',
  say: 'Sign out here',
  example: '/logout',
  role: 'anyone',
  args: z.object({}),
  async run(_, { workspace, face, user, note }) {
    if (!(await unlinkIdentity(workspace.db, face, user))) return say('You are not signed in.')
    note('signed out', face)
    return say('You are signed out. /login and your e-mail address brings you back.', 'good')
  },
})
