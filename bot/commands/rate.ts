import { z } from 'zod'
import { badAnswers, rateAnswer } from '#db/answers.ts'
import { buttons, message, say } from '#jobs/kit/message.ts'
import { answerMeant, LAST, noSuchAnswer } from '../kit/answer-meant.ts'
import { defineCommand, may } from '../kit/command.ts'

const VERDICTS = ['good', 'bad'] as const

export const rate = defineCommand({
  name: 'rate',
  group: 'Ask',
  say: 'Say whether an answer was right; admins see the list',
  example: '/rate list',
  role: 'viewer',
  args: z.object({
    answer: z.string().describe('Was the last answer good or bad?'),
    verdict: z.enum(VERDICTS, 'is neither good nor bad').default('good').describe('Was it good or bad?'),
  }),
  choices: async () => VERDICTS.map((label) => ({ label, say: `/rate ${label}` })),
  async run({ answer, verdict }, context) {
    const { db } = context.workspace
    if (answer === 'list')
      return may(context.person, 'admin') ? list(await badAnswers(db)) : say('The list is for admins.', 'warn')
    const alone = VERDICTS.find((each) => each === answer)
    const found = await answerMeant(alone ? LAST : answer, context)
    if (!found) return noSuchAnswer(alone ? LAST : answer)
    await rateAnswer(db, found.run, (alone ?? verdict) === 'good' ? 1 : -1)
    return say((alone ?? verdict) === 'good' ? 'Thank you.' : 'Thank you. An admin will look at it.', 'good')
  },
})

function list(answers: Awaited<ReturnType<typeof badAnswers>>) {
  if (!answers.length) return say('No answer was called bad.', 'good')
  const rows = answers.map(({ run, question, sentence }) => [question, sentence, run])
  const look = answers.slice(0, 5).map(({ run, question }) => ({ label: question, say: `/how ${run}` }))
  return message(
    'Answers called bad',
    'plain',
    {
      kind: 'table',
      columns: ['question', 'read as', 'answer'].map((name) => ({ name })),
      rows,
    },
    buttons(...look),
  )
}
