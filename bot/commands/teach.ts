import { z } from 'zod'
import { forgetLesson, getLesson, keepLesson, listLessons } from '#db/lessons.ts'
import { describePlan } from '#db/plan/describe.ts'
import { pinned } from '#jobs/kit/answer/recheck.ts'
import { datasetsOf } from '#jobs/kit/answer/sight.ts'
import { canMean } from '#jobs/kit/answer/taught.ts'
import { plainly } from '#jobs/kit/answer/words.ts'
import { buttons, message, say } from '#jobs/kit/message.ts'
import { type CommandContext, defineCommand, may } from '../kit/command.ts'

export const teach = defineCommand({
  name: 'teach',
  group: 'Ask',
  say: 'Teach me what a word means; list what I learned, or forget it',
  example: '/teach turnover means revenue',
  role: 'operator',
  args: z.object({
    lesson: z.string().default('list').describe('What shall I learn? For example: turnover means revenue'),
  }),
  async run({ lesson }, context) {
    const gone = /^forget\s+(.+)$/i.exec(lesson)?.[1]
    if (gone) return forget(gone, context)
    const [, word, means] = /^["'“]?(.+?)["'”]?\s+(?:means|is|=|artinya|แปลว่า)\s+["'“]?(.+?)["'”]?$/i.exec(lesson) ?? []
    return word && means ? learn(word, means, context) : list(context)
  },
})

async function forget(said: string, { workspace: { db }, person }: CommandContext) {
  const name = plainly(said)
  if (!may(person, 'admin') && (await getLesson(db, 'verified', name)))
    return say(`"${said}" is pinned. Only admins take that back.`, 'warn')
  return say((await forgetLesson(db, name)) ? `I forgot "${said}".` : `I never learned "${said}".`)
}

async function learn(word: string, means: string, { workspace, person, now }: CommandContext) {
  const known = await workspace.knowledge()
  if (!canMean(means, { workspace, known, now: now() }))
    return say(`I don't know "${means}" either. Say it with words I know; /data lists them.`, 'warn')
  await keepLesson(workspace.db, {
    kind: 'word',
    name: plainly(word),
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

const KINDS = { word: 'word', choice: 'choice', verified: 'pinned' }
const FORGETTABLE = 5

async function list({ workspace, shows }: CommandContext) {
  const lessons = await listLessons(workspace.db)
  if (!lessons.length) return say('I learned nothing yet. Try: /teach turnover means revenue')
  const { datasets } = await workspace.knowledge()
  const rows = lessons.map((lesson) => {
    if (typeof lesson.means === 'string') return [KINDS[lesson.kind], lesson.name, lesson.means]
    const { plan } = pinned(lesson)
    shows(...datasetsOf(plan, datasets))
    return [KINDS[lesson.kind], lesson.name, describePlan(plan, datasets)]
  })
  const newest = lessons.toSorted((a, b) => b.at - a.at).slice(0, FORGETTABLE)
  const forget = newest.map(({ name }) => ({ label: `Forget ${name}`, say: `/teach forget ${name}` }))
  const columns = ['kind', 'words', 'meaning'].map((name) => ({ name }))
  return message('What I learned', 'plain', { kind: 'table', columns, rows }, buttons(...forget))
}
