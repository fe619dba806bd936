import { Fault } from '#connectors/kit/fault.ts'
import { getAnswer } from '#db/answers.ts'
import { getPerson } from '#db/people.ts'
import type { Plan } from '#db/plan.ts'
import type { JobContext } from '../job.ts'
import { type Message, message, say, text } from '../message.ts'
import type { FileAsked } from './asks-file.ts'
import { findRows, WHOLE } from './find.ts'
import { originOf } from './notes.ts'
import { datasetsOf, seenBy } from './sight.ts'
import { keepAnswerCsv, keepAnswerFile } from './workbook.ts'

/** An earlier answer, found anew with the rights of who wants it, as a file. */
export async function answerAsFile(id: string, as: FileAsked['as'], context: JobContext): Promise<Message> {
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
  const asOf = originOf(found, given)
  const origin = { question, sentence, dataset: plan.dataset, answer: id, sql: found.sql, asOf }
  const file =
    as === 'csv'
      ? await keepAnswerCsv(found.table, sentence, context)
      : await keepAnswerFile(found.table, origin, context)
  return { ...message(sentence, 'good', file, text(asOf, 'quiet')), shows: datasetsOf(plan, known.datasets) }
}
