import { z } from 'zod'
import { Fault } from '#connectors/kit/fault.ts'
import { getAnswer } from '#db/answers.ts'
import { getPerson } from '#db/people.ts'
import type { Plan } from '#db/plan.ts'
import { findRows, WHOLE } from './kit/answer/find.ts'
import { originOf } from './kit/answer/notes.ts'
import { datasetsOf, seenBy } from './kit/answer/sight.ts'
import { keepAnswerFile } from './kit/answer/workbook.ts'
import { defineJob } from './kit/job.ts'
import { message, say } from './kit/message.ts'

export const excel = defineJob({
  name: 'excel',
  say: 'An answer as an Excel workbook',
  lane: 'report',
  role: 'viewer',
  input: z.object({ answer: z.string().describe('Which answer? Its id stands below it') }),
  example: { answer: 'k3m9q2a' },
  minutes: 5,
  tries: 1,
  // As for the answer itself: the workbook says what it shows.
  shows: () => [],
  async run({ answer: id }, context) {
    const { workspace, run, signal, now } = context
    const answer = await getAnswer(workspace.db, id)
    if (!answer)
      throw new Fault('missing', `There is no answer ${id}.`, {
        hint: 'Ask again, and take the button below the answer.',
      })
    const known = await workspace.knowledge()
    const { question, sentence, plan } = { ...answer, plan: answer.plan as Plan }
    const seen = await seenBy(await getPerson(workspace.db, run.askedBy), plan, known.datasets, workspace)
    if (!seen.ok) return say(seen.why, 'warn')
    const given = { known, workspace, signal, now: now() }
    const found = await findRows(seen.plan, given, WHOLE)
    const origin = { question, sentence, dataset: plan.dataset, answer: id, sql: found.sql }
    const file = await keepAnswerFile(found.table, { ...origin, asOf: originOf(found, given) }, context)
    return { ...message(sentence, 'good', file), shows: datasetsOf(plan, known.datasets) }
  },
})
