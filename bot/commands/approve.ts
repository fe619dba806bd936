import { z } from 'zod'
import { listApprovals } from '#db/approvals.ts'
import { showMany } from '#jobs/kit/format.ts'
import { type Button, type Message, say } from '#jobs/kit/message.ts'
import { answerApproval } from '../kit/approve.ts'
import { type CommandContext, defineCommand } from '../kit/command.ts'

export const approve = defineCommand({
  name: 'approve',
  group: 'Work',
  say: 'Say yes to what somebody asked for',
  example: '/approve k3v9x2ab',
  role: 'viewer',
  openly: true,
  shared: true,
  args: z.object({ request: z.string().describe('Which request shall I count your yes for?') }),
  choices: (_, context) => waitingChoices('approve', context),
  run: ({ request }, context) => answer(request, true, context),
})

export async function waitingChoices(command: string, { workspace }: CommandContext): Promise<Button[]> {
  const waiting = await listApprovals(workspace.db, ['waiting'], 5)
  return waiting.map(({ id, title }) => ({ label: `${title} ${id}`.slice(0, 60), say: `/${command} ${id}` }))
}

/** The card tells the rest, wherever it is shown. */
export async function answer(id: string, yes: boolean, context: CommandContext): Promise<Message | undefined> {
  const answered = await answerApproval(context, id, yes)
  if (answered.how === 'unknown')
    return say(`There is no request ${id.slice(0, 30)} here. /approvals lists what waits.`, 'warn')
  if (answered.how === 'refused') return say(answered.why, 'warn')
  const { approval, votes, how } = answered
  if (how === 'over')
    return say(`${approval.title} is over already: ${approval.state === 'doing' ? 'approved' : approval.state}.`)
  if (how === 'again') return say('You answered this already; an answer counts once.', 'warn')
  if (!yes) return say(`${approval.title} is refused; it is not done.`)
  if (!approval.needed) return undefined
  const given = votes.filter((vote) => vote.yes).length
  return say(
    answered.decided
      ? `${approval.title} is approved and starts now.`
      : `Counted: ${given} of ${showMany(approval.needed, 'approval')}.`,
    'good',
  )
}
