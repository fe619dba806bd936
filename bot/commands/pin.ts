import { z } from 'zod'
import { getAnswer } from '#db/answers.ts'
import { keepLesson } from '#db/lessons.ts'
import { lessonName } from '#jobs/kit/answer/understand.ts'
import { buttons, message, say } from '#jobs/kit/message.ts'
import { defineCommand } from '../kit/command.ts'

export const pin = defineCommand({
  name: 'pin',
  group: 'Ask',
  say: 'Keep an answer as verified, under its question or a name',
  example: '/pin k3m9q2a monthly revenue',
  role: 'admin',
  args: z.object({
    answer: z.string().describe('Which answer? Its id stands below it'),
    name: z.string().optional().describe('Under which name?'),
  }),
  async run({ answer, name }, { workspace, person, now }) {
    const found = await getAnswer(workspace.db, answer)
    if (!found) return say(`There is no answer ${answer.slice(0, 30)}.`, 'warn')
    const called = name ?? found.question
    await keepLesson(workspace.db, {
      kind: 'verified',
      name: lessonName(called),
      means: found.plan,
      by: person.id,
      at: now(),
    })
    return message(
      `"${called}" is verified`,
      'good',
      buttons({ label: called, say: called }, { label: 'Take it back', say: `/teach forget ${called}` }),
    )
  },
})
