import { z } from 'zod'
import type { StoredAnswer } from '#db/answers.ts'
import type { Plan } from '#db/plan.ts'
import { getRun } from '#db/runs.ts'
import { datasetsOf, seenBy } from '#jobs/kit/answer/sight.ts'
import { showTime } from '#jobs/kit/format.ts'
import { type Button, buttons, facts, message, say, text } from '#jobs/kit/message.ts'
import { maySeeRun } from '#jobs/kit/rights.ts'
import { answerMeant, LAST, noSuchAnswer } from '../kit/answer-meant.ts'
import { type CommandContext, defineCommand, may } from '../kit/command.ts'

const VIA = {
  reader: 'the words of the question',
  model: 'the local model',
  choice: 'what was chosen',
  verified: 'a verified question',
}

export const how = defineCommand({
  name: 'how',
  group: 'Ask',
  say: 'How an answer was found: what was understood, and the SQL',
  example: '/how',
  role: 'viewer',
  numbers: true,
  args: z.object({ answer: z.string().default(LAST).describe('Which answer? Its id stands below it') }),
  async run({ answer }, context) {
    const { workspace, person, shows } = context
    const found = await answerMeant(answer, context)
    if (!found) return noSuchAnswer(answer)
    const { datasets, states } = await workspace.knowledge()
    const plan = found.plan as Plan
    const seen = await seenBy(person, plan, datasets, workspace)
    if (!seen.ok) return say(seen.why, 'warn')
    shows(...datasetsOf(plan, datasets))
    const { lastRun, lastWriteAt } = states.get(plan.dataset) ?? {}
    const what = facts({
      Question: found.question,
      'Read as': found.sentence,
      Through: VIA[found.via],
      Asked: showTime(new Date(found.at), workspace.zone),
      Rows: `${plan.dataset}, as of ${lastWriteAt ? showTime(new Date(lastWriteAt), workspace.zone) : 'now'}`,
    })
    const more = buttons(...(await moreOf(found, lastRun, context)))
    return message('How I found it', 'plain', what, text(found.sql, 'code'), more)
  },
})

async function moreOf(
  { run, question, via }: StoredAnswer,
  by: string | null | undefined,
  { workspace, person, house }: CommandContext,
): Promise<Button[]> {
  const brought = by ? await getRun(workspace.db, by) : undefined
  const seen = brought && (await maySeeRun(workspace, person, brought, house.jobs))
  return [
    { label: 'Excel', say: `/excel ${run}` },
    { label: 'CSV', say: `/csv ${run}` },
    ...(seen ? [{ label: 'The run that brought the rows', say: `/run ${by}` }] : []),
    ...(may(person, 'admin') && via !== 'verified' ? [{ label: `Pin "${question}"`, say: `/pin ${run}` }] : []),
    { label: '👍', say: `/rate ${run} good` },
    { label: '👎', say: `/rate ${run} bad` },
  ]
}
