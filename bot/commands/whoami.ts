import { z } from 'zod'
import { facts, message, text } from '#jobs/kit/message.ts'
import { defineCommand } from '../kit/command.ts'
import { partsOf } from '../kit/face.ts'

export const whoami = defineCommand({
  name: 'whoami',
  group: 'House',
  say: 'Who you are to me',
  example: '/whoami',
  role: 'anyone',
  args: z.object({}),
  async run(_, { person, workspace, place }) {
    const who = facts({
      Name: person.name,
      'E-mail': person.email ?? 'not known',
      Role: person.active ? person.role : 'none yet',
      Workspace: workspace.demo ? 'demo (a pretend company)' : workspace.name,
      Here: partsOf(place).face,
      Zone: workspace.zone,
    })
    return message('You', 'plain', who, ...(person.active ? [] : [text('Ask an admin to let you in.')]))
  },
})
