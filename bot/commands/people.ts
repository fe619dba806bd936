import { z } from 'zod'
import { identitiesOf, listPeople } from '#db/people.ts'
import { message, text } from '#jobs/kit/message.ts'
import { defineCommand } from '../kit/command.ts'

export const people = defineCommand({
  name: 'people',
  group: 'People',
  say: 'Who may talk to me, and as what',
  example: '/people',
  role: 'admin',
  args: z.object({}),
  async run(_, { workspace, now }) {
    const known = await listPeople(workspace.db)
    const rows = await Promise.all(
      known.map(async ({ id, name, email, role, active }) => {
        const faces = (await identitiesOf(workspace.db, id, now())).map(({ face }) => face)
        return [name, email, active ? role : 'revoked', [...new Set(faces)].join(', ')]
      }),
    )
    const columns = ['name', 'e-mail', 'role', 'signed in on'].map((name) => ({ name }))
    return message(
      'People',
      'plain',
      { kind: 'table', columns, rows },
      text('/role EMAIL ROLE adds or changes somebody, /revoke EMAIL sends them away.', 'quiet'),
    )
  },
})
