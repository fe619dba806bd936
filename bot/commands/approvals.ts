import { z } from 'zod'
import { listApprovals } from '#db/approvals.ts'
import { listPeople, personByEmail } from '#db/people.ts'
import { setSetting } from '#db/settings.ts'
import { showMany, showTime } from '#jobs/kit/format.ts'
import type { Job } from '#jobs/kit/job.ts'
import { buttons, type Message, message, say } from '#jobs/kit/message.ts'
import { dropWaiting, ruleFor, ruleKey } from '../kit/approve.ts'
import { type CommandContext, defineCommand, may } from '../kit/command.ts'
import { asEmail, nobody } from '../kit/email.ts'

export const approvals = defineCommand({
  name: 'approvals',
  group: 'Work',
  say: 'What waits for a yes, and how many a job needs',
  example: '/approvals backup 1',
  role: 'operator',
  args: z.object({
    job: z.string().optional().describe('Which job?'),
    count: z.coerce.number('is no number').int().min(0).max(20).optional().describe('How many approvals does it need?'),
    from: z.string().optional().describe('Whose? E-mail addresses; left out, everybody who could start it.'),
  }),
  async run({ job, count, from }, context) {
    if (!job) return waiting(context)
    const found = context.house.jobs.find(({ name }) => name === job.toLowerCase())
    if (!found) return say(`No job is called ${job.slice(0, 40)}. /jobs lists them.`, 'warn')
    return count === undefined ? rule(found, context) : change(found, count, from, context)
  },
})

async function waiting({ workspace }: CommandContext): Promise<Message> {
  const found = await listApprovals(workspace.db, ['waiting'], 20)
  if (!found.length) return say('Nothing waits for an approval.', 'good')
  const names = new Map((await listPeople(workspace.db)).map(({ id, name }) => [id, name]))
  const rows = found.map(({ id, title, askedBy, expiresAt }) => [
    id,
    title,
    names.get(askedBy) ?? 'somebody',
    showTime(new Date(expiresAt), workspace.zone),
  ])
  const first = found[0]!.id
  return message(
    'Waiting for a yes',
    'plain',
    { kind: 'table', columns: ['request', 'what', 'asked by', 'expires'].map((name) => ({ name })), rows },
    buttons(
      { label: `Approve ${first}`, say: `/approve ${first}` },
      { label: `Refuse ${first}`, say: `/refuse ${first}` },
    ),
  )
}

async function rule(job: Job, { workspace }: CommandContext): Promise<Message> {
  const { needed, approvers } = await ruleFor(workspace, job)
  const names = new Map((await listPeople(workspace.db)).map(({ id, name }) => [id, name]))
  const whose = approvers
    ? `of ${approvers.map((id) => names.get(id) ?? 'somebody').join(', ')}`
    : 'of anyone else who could start it'
  return say(
    needed ? `${job.name} needs ${showMany(needed, 'approval')} ${whose}.` : `${job.name} starts without an approval.`,
  )
}

async function change(job: Job, needed: number, from: string | undefined, context: CommandContext): Promise<Message> {
  const { house, workspace, person, note, now } = context
  if (!may(person, 'admin')) return say('Only admins decide how many approvals a job needs.', 'warn')
  const emails = from?.split(/[\s,]+/).filter((word) => word && word !== 'of') ?? []
  const people = await Promise.all(emails.map((email) => personByEmail(workspace.db, asEmail(email))))
  const unknown = emails.find((_, i) => !people[i])
  if (unknown) return nobody(unknown)
  const approvers = people.length ? people.map((one) => one!.id) : null
  if (approvers && approvers.length < needed)
    return say(`${needed} approvals need at least ${needed} people to give them.`, 'warn')
  await setSetting(workspace.db, ruleKey(job.name), { needed, approvers }, person.id, now())
  const changed = { state: 'superseded', note: 'The rule for its approvals was changed. Ask again.' } as const
  await dropWaiting(house, workspace, ({ kind, what }) => kind === 'job' && what === job.name, changed)
  note('changed', `${job.name} needs ${showMany(needed, 'approval')}${emails.length ? ` of ${emails.join(', ')}` : ''}`)
  return rule(job, context)
}
