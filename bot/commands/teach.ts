import { z } from 'zod'
import { forgetLesson, keepLesson, listLessons } from '#db/lessons.ts'
import { canMean } from '#jobs/kit/answer/taught.ts'
import { lessonName } from '#jobs/kit/answer/understand.ts'
import { buttons, message, say } from '#jobs/kit/message.ts'
import { type CommandContext, defineCommand } from '../kit/command.ts'

export const teach = defineCommand({
  name: 'teach',
  group: 'Ask',
  say: 'Teach me what a word means, or forget a lesson',
  example: '/teach turnover means revenue',
  role: 'operator',
  args: z.object({
    lesson: z.string().default('list').describe('What shall I learn? For example: turnover means revenue'),
  }),
  async run({ lesson }, context) {
    const forget = /^forget\s+(.+)$/i.exec(lesson)?.[1]
    if (forget)
      return say(
        (await forgetLesson(context.workspace.db, lessonName(forget)))
          ? `I forgot "${forget}".`
          : `I never learned "${forget}".`,
      )
    const [, word, means] = /^["'“]?(.+?)["'”]?\s+(?:means|is|=|artinya|แปลว่า)\s+["'“]?(.+?)["'”]?$/i.exec(lesson) ?? []
    return word && means ? learn(word, means, context) : list(context)
  },
})

async function learn(word: string, means: string, { workspace, person, now }: CommandContext) {
  const known = await workspace.knowledge()
  if (!canMean(means, { workspace, known, now: now() }))
    return say(`I don't know "${means}" either. Say it with words I know; /data lists them.`, 'warn')
  await keepLesson(workspace.db, {
    kind: 'word',
    name: lessonName(word),
    means,
    by: person.id,
    at: now(),
  })
  return message(
    `"${word}" means ${means}`,
    'good',
    buttons({ label: 'Forget it', say: `/teach forget ${word}` }, { label: 'All lessons', say: '/teach list' }),
  )
}

async function list({ workspace }: CommandContext) {
  const lessons = await listLessons(workspace.db)
  if (!lessons.length) return say('I learned nothing yet. Try: /teach turnover means revenue')
  const rows = lessons.map(({ kind, name, means }) => [kind, name, typeof means === 'string' ? means : 'a plan'])
  return message('What I learned', 'plain', {
    kind: 'table',
    columns: ['kind', 'words', 'meaning'].map((name) => ({ name })),
    rows,
  })
}
