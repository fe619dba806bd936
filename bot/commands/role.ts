import { z } from 'zod'
import { deliver } from '#db/deliveries.ts'
import { addPerson, changePerson, listPeople, type Person, personByEmail, type Role } from '#db/people.ts'
import { newId } from '#jobs/kit/id.ts'
import { say } from '#jobs/kit/message.ts'
import { type CommandContext, defineCommand } from '../kit/command.ts'
import { emailArg } from '../kit/email.ts'
import { directPlaces } from '../kit/tell.ts'

const roles = ['viewer', 'operator', 'admin'] as const

export const role = defineCommand({
  name: 'role',
  group: 'People',
  say: 'Let somebody in, or change what they are',
  example: '/role bob@company.com operator',
  role: 'admin',
  args: z.object({
    email: emailArg.describe("Whose role? Send me the person's e-mail address."),
    role: z.enum(roles, `is none of ${roles.join(', ')}`).describe('Which role: viewer, operator or admin?'),
  }),
  async run({ email, role }, context) {
    const { workspace, note, now } = context
    const found = await personByEmail(workspace.db, email)
    if (found && role !== 'admin' && (await lastAdmin(context, found))) return onlyAdmin(found)
    note('changed', `${email} is ${role}`, { before: found ? (found.active ? found.role : 'revoked') : null })
    if (!found) {
      await addPerson(workspace.db, { id: newId(), name: email.split('@')[0]!, email, role }, now())
      return say(`${email} is let in as ${role}. They sign in with: /login ${email}`, 'good')
    }
    await changePerson(workspace.db, found.id, { role, active: true })
    await tell(context, found, role)
    return say(`${found.name} is ${role} now.`, 'good')
  },
})

async function tell(
  { house, workspace, event, person, now }: CommandContext,
  { id }: Person,
  role: Role,
): Promise<void> {
  if (id === person.id) return
  for (const place of await directPlaces(house, workspace, id))
    await deliver(
      workspace.db,
      { place, source: `role:${event}`, part: 'notice', message: say(`You are ${role} here now.`) },
      now(),
    )
}

/** Somebody must be left who can let others in. */
export async function lastAdmin({ workspace }: CommandContext, { id }: Person): Promise<boolean> {
  const admins = (await listPeople(workspace.db)).filter((one) => one.role === 'admin' && one.active)
  return admins.length === 1 && admins[0]!.id === id
}

export const onlyAdmin = ({ name }: Person) =>
  say(`${name} is the only admin. Make somebody else admin first: /role EMAIL admin`, 'warn')
