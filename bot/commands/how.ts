import { z } from 'zod'
import { getAnswer } from '#db/answers.ts'
import type { Plan } from '#db/plan.ts'
import { datasetsOf, seenBy } from '#jobs/kit/answer/sight.ts'
import { showTime } from '#jobs/kit/format.ts'
import { buttons, facts, message, say, text } from '#jobs/kit/message.ts'
import { defineCommand } from '../kit/command.ts'

const VIA = {
  reader: 'the words of the question',
  model: 'the local model',
  choice: 'your choice',
  verified: 'a verified question',
}

export const how = defineCommand({
  name: 'how',
  group: 'Ask',
  say: 'How an answer was found: what was understood, and the SQL',
  example: '/how k3m9q2a',
  role: 'viewer',
  numbers: true,
  args: z.object({ answer: z.string().describe('Which answer? Its id stands below it') }),
  async run({ answer }, { workspace, person, shows }) {
    const found = await getAnswer(workspace.db, answer)
    if (!found) return say(`There is no answer ${answer.slice(0, 30)}.`, 'warn')
    const { datasets } = await workspace.knowledge()
    const seen = await seenBy(person, found.plan as Plan, datasets, workspace)
    if (!seen.ok) return say(seen.why, 'warn')
    shows(...datasetsOf(found.plan as Plan, datasets))
    const what = facts({
      Question: found.question,
      'Read as': found.sentence,
      Through: VIA[found.via],
      Asked: showTime(new Date(found.at), workspace.zone),
    })
    const rate = buttons(
      { label: '👍', say: `/rate ${found.run} good` },
      { label: '👎', say: `/rate ${found.run} bad` },
      { label: 'Excel', say: `/excel ${found.run}` },
    )
    return message('How I found it', 'plain', what, text(found.sql, 'code'), rate)
  },
})
