import { z } from 'zod'
import { keepAnswer } from '#db/answers.ts'
import { runPlan } from '#db/plan/run.ts'
import { asksFreshness, sayFreshness } from './kit/answer/freshness.ts'
import { planReader } from './kit/answer/knowledge.ts'
import { sayAnswer } from './kit/answer/say.ts'
import { tableOf } from './kit/answer/table.ts'
import { understand } from './kit/answer/understand.ts'
import { defineJob } from './kit/job.ts'
import { buttons, message, text } from './kit/message.ts'

const MOST = { maxRows: 5000, timeoutMs: 10_000 }

export const answer = defineJob({
  name: 'answer',
  say: 'Answer a question about the numbers',
  lane: 'model',
  input: z.object({
    question: z.string().min(1).max(2000).describe('What do you want to know?'),
    conversation: z.string().default(''),
  }),
  example: { question: 'revenue by branch last month' },
  minutes: 3,
  tries: 1,
  title: ({ question }) => question,
  async run({ question, conversation }, { workspace, run, now, signal }) {
    const known = await workspace.knowledge()
    if (asksFreshness(question)) return sayFreshness(question, known, workspace, now())
    const understood = understand(question, known, workspace, now())
    if (understood.kind === 'refused') {
      const others = understood.suggestions.map((say) => ({ label: say, say }))
      return message(
        "I can't answer that",
        'warn',
        text(`${understood.why}.`),
        ...(others.length ? [text('You could ask:'), buttons(...others)] : []),
      )
    }
    if (understood.kind === 'doubt') {
      const choices = understood.choices.map(({ label, plan }) => ({ label, say: `/ask ${JSON.stringify(plan)}` }))
      return message(understood.question, 'plain', buttons(...choices))
    }
    const { plan, sentence, via } = understood
    const found = await runPlan(planReader(workspace.reader, { ...MOST, signal }), plan, known.datasets, {
      weekStart: workspace.weekStart,
    })
    await keepAnswer(workspace.db, {
      run: run.id,
      conversation,
      person: run.askedBy,
      question,
      plan,
      sentence,
      sql: found.sql,
      via,
      at: now(),
    })
    return sayAnswer({ question, plan, sentence, table: tableOf(found, plan), run: run.id }, known, workspace, now())
  },
})
