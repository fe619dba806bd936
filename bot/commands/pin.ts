import { z } from 'zod'
import { keepLesson, listLessons } from '#db/lessons.ts'
import { describePlan } from '#db/plan/describe.ts'
import type { Plan } from '#db/plan.ts'
import { findRows } from '#jobs/kit/answer/find.ts'
import { pinned, seenIn } from '#jobs/kit/answer/recheck.ts'
import { plainly } from '#jobs/kit/answer/words.ts'
import { buttons, message, say } from '#jobs/kit/message.ts'
import { recheck } from '#jobs/recheck.ts'
import { answerMeant, noSuchAnswer } from '../kit/answer-meant.ts'
import { type CommandContext, defineCommand } from '../kit/command.ts'

export const pin = defineCommand({
  name: 'pin',
  group: 'Ask',
  say: 'Keep an answer as verified under its question or a name; list them, or check them all',
  example: '/pin list',
  role: 'admin',
  args: z.object({
    answer: z.string().default('list').describe('Which answer: last, or the id below it? Or: list, check'),
    name: z.string().optional().describe('Under which name?'),
  }),
  async run({ answer, name }, context) {
    if (answer === 'list') return list(context)
    if (answer === 'check') return context.start(recheck, {})
    const found = await answerMeant(answer, context)
    if (!found) return noSuchAnswer(answer)
    const called = name ?? found.question
    await keep(called, found.plan as Plan, context)
    const take = { label: 'Take it back', say: `/teach forget ${called}` }
    return message(`"${called}" is verified`, 'good', buttons({ label: called, say: called }, take))
  },
})

/** Kept with what it comes to today, so that a later look can tell whether those days changed. */
async function keep(called: string, plan: Plan, { workspace, person, now }: CommandContext): Promise<void> {
  const finding = { known: await workspace.knowledge(), workspace, now: now() }
  const means = { plan, seen: seenIn(await findRows(plan, finding)) }
  await keepLesson(workspace.db, { kind: 'verified', name: plainly(called), means, by: person.id, at: now() })
}

async function list({ workspace, shows }: CommandContext) {
  const lessons = await listLessons(workspace.db, 'verified')
  if (!lessons.length) return say('Nothing is pinned yet. Ask something, then type: /pin last')
  const { datasets } = await workspace.knowledge()
  const plans = lessons.map((lesson) => ({ name: lesson.name, plan: pinned(lesson).plan }))
  shows(...plans.map(({ plan }) => plan.dataset))
  const columns = [{ name: 'question' }, { name: 'read as' }]
  const rows = plans.map(({ name, plan }) => [name, describePlan(plan, datasets)])
  return message(
    'Verified questions',
    'plain',
    { kind: 'table', columns, rows },
    buttons({ label: 'Check them all', say: '/pin check' }),
  )
}
