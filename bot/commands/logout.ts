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
  async run(_, { house, face, user, note }) {
    const all = await house.workspaces.all()
    const ended = await Promise.all(all.map(({ db }) => unlinkIdentity(db, face, user)))
    if (!ended.includes(true)) return say('You are not signed in.')
    note('signed out', face)
    return say('You are signed out. /login and your e-mail address brings you back.', 'good')
  },
})
