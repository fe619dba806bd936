import { z } from 'zod'
import { assignWorkspace } from '#db/workspaces.ts'
import { type Button, buttons, type Message, message, say, text } from '#jobs/kit/message.ts'
import { whoIs } from '../kit/access.ts'
import { type CommandContext, defineCommand, may } from '../kit/command.ts'
import { partsOf } from '../kit/face.ts'

const NAME = /^[a-z][a-z0-9-]{0,40}$/

export const workspace = defineCommand({
  name: 'workspace',
  group: 'House',
  say: 'Which company this chat talks to, and move it to another',
  example: '/workspace',
  role: 'admin',
  args: z.object({
    name: z
      .string()
      .toLowerCase()
      .regex(NAME, 'is no name of small letters, digits and dashes')
      .optional()
      .describe('Which workspace?'),
    how: z.enum(['new'], 'can only be: new').optional().describe('Shall I make it?'),
  }),
  async run({ name, how }, context) {
    if (!name) return overview(context)
    const known = (await context.house.workspaces.all()).some((other) => other.name === name)
    if (!known && how !== 'new')
      return message(
        `There is no workspace ${name}`,
        'warn',
        buttons({ label: `Make ${name}`, say: `/workspace ${name} new` }),
      )
    return move(name, context)
  },
})

async function overview({ house, workspace }: CommandContext): Promise<Message> {
  const all = await house.workspaces.all()
  const rows = await Promise.all(
    all.map(async (one) => [
      one.name,
      one.demo ? 'the pretend company' : 'your own',
      (await house.datasets(one)).length,
    ]),
  )
  const columns = [{ name: 'workspace' }, { name: 'what it is' }, { name: 'datasets', unit: 'count' as const }]
  const others = all
    .filter((one) => one !== workspace)
    .map(({ name }): Button => ({ label: `Move here to ${name}`, say: `/workspace ${name}` }))
  return message(
    `This chat talks to ${workspace.name}`,
    'plain',
    { kind: 'table', columns, rows },
    ...(others.length ? [buttons(...others)] : []),
  )
}

/** Whoever moves a chat must be admin on both sides. A direct chat moves the person, wherever they write from. */
async function move(
  name: string,
  { house, face, user, person, direct, place, note }: CommandContext,
): Promise<Message> {
  const target = await house.workspaces.make(name)
  const there = await whoIs(target, { face, user, name: person.name }, house)
  if (!may(there, 'admin')) return say(`You are no admin of ${name}. Ask one of its admins to let you in.`, 'warn')
  await assignWorkspace(house.workspaces.root, {
    face,
    kind: direct ? 'person' : 'chat',
    id: direct ? user : partsOf(place).chat,
    workspace: name,
  })
  note('changed', `workspace ${name}`)
  return message(
    `From now on this is ${name}`,
    'good',
    text('Each workspace has a file of its own: people, rows and runs of one are never seen in another.'),
  )
}
