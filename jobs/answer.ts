import { z } from 'zod'
import { keepAnswer } from '#db/answers.ts'
import { keepLesson } from '#db/lessons.ts'
import { runPlan } from '#db/plan/run.ts'
import type { Plan } from '#db/plan.ts'
import { asksFreshness, sayFreshness } from './kit/answer/freshness.ts'
import { planReader } from './kit/answer/knowledge.ts'
import { sayAnswer } from './kit/answer/say.ts'
import { tableOf } from './kit/answer/table.ts'
import { lessonName, type Understood, understand } from './kit/answer/understand.ts'
import { defineJob } from './kit/job.ts'
import { type Button, buttons, type Message, message, text } from './kit/message.ts'

const MOST = { maxRows: 5000, timeoutMs: 10_000 }

export const answer = defineJob({
  name: 'answer',
  say: 'Answer a question about the numbers',
  lane: 'model',
  role: 'viewer',
  input: z.object({
    question: z.string().min(1).max(4000).describe('What do you want to know?'),
    conversation: z.string().default(''),
    /** The reading that a person chose among several. */
    chosen: z.custom<Plan>((plan) => typeof plan === 'object' && plan !== null && 'dataset' in plan).optional(),
  }),
  example: { question: 'revenue by branch last month' },
  minutes: 3,
  tries: 1,
  title: ({ question }) => question,
  async run({ question, conversation, chosen }, { workspace, run, now, signal, model }) {
    const known = await workspace.knowledge()
    if (asksFreshness(question)) return sayFreshness(question, known, workspace, now())
    const understood = await understand(
      { question, conversation, chosen },
      { known, workspace, model, now: now(), signal },
    )
    if (understood.kind !== 'plan') return sayDoubt(question, understood)
    const { plan, sentence, via } = understood
    const clock = { weekStart: workspace.weekStart }
    const found = await runPlan(planReader(workspace.reader, { ...MOST, signal }), plan, known.datasets, clock)
    const asked = { run: run.id, conversation, person: run.askedBy, question, plan, sentence, via }
    await keepAnswer(workspace.db, { ...asked, sql: found.sql, at: now() })
    if (chosen)
      await keepLesson(workspace.db, {
        kind: 'choice',
        name: lessonName(question),
        means: plan,
        by: run.askedBy,
        at: now(),
      })
    return sayAnswer({ ...asked, table: tableOf(found) }, known, workspace, now())
  },
})

/** A question back with its choices, or a no with its reason and what could be asked instead. */
function sayDoubt(question: string, understood: Exclude<Understood, { kind: 'plan' }>): Message {
  if (understood.kind === 'doubt') {
    const choices = understood.choices.map(
      ({ label, plan }): Button => ({ label, say: `/ask ${JSON.stringify({ question, chosen: plan })}` }),
    )
    return message(understood.question, 'plain', buttons(...choices))
  }
  const others = understood.suggestions.map((say): Button => ({ label: say, say }))
  return message(
    "I can't answer that",
    'warn',
    text(understood.why),
    ...(others.length ? [text('You could ask:'), buttons(...others)] : []),
  )
}
