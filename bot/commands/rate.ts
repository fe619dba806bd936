import { z } from 'zod'
import { badAnswers, rateAnswer } from '#db/answers.ts'
import { message, say } from '#jobs/kit/message.ts'
import { defineCommand, may } from '../kit/command.ts'

export const rate = defineCommand({
  name: 'rate',
  group: 'Ask',
  say: 'Say whether an answer was right; admins see the list',
  example: '/rate list',
  role: 'viewer',
  args: z.object({
    answer: z.string().describe('Which answer? Its id stands below it'),
    verdict: z.enum(['good', 'bad'], 'is neither good nor bad').default('good').describe('Was it good or bad?'),
  }),
  async run({ answer, verdict }, { workspace, person }) {
    if (answer === 'list')
      return may(person, 'admin') ? list(await badAnswers(workspace.db)) : say('The list is for admins.', 'warn')
    const known = await rateAnswer(workspace.db, answer, verdict === 'good' ? 1 : -1)
    return say(
      known ? 'Thank you, I keep that.' : `There is no answer ${answer.slice(0, 30)}.`,
      known ? 'good' : 'warn',
    )
  },
})

function list(answers: Awaited<ReturnType<typeof badAnswers>>) {
  if (!answers.length) return say('No answer was called bad.', 'good')
  const rows = answers.map(({ run, question, sentence }) => [run, question, sentence])
  return message('Answers called bad', 'plain', {
    kind: 'table',
    columns: ['answer', 'question', 'read as'].map((name) => ({ name })),
    rows,
  })
}
