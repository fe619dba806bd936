import { z } from 'zod'
import { listLessons } from '#db/lessons.ts'
import { checkAgain } from './kit/answer/recheck.ts'
import { showMany } from './kit/format.ts'
import { defineJob } from './kit/job.ts'
import { buttons, message, say } from './kit/message.ts'

const SIGN = { same: '✅', changed: '✏️', broken: '❌' }

export const recheck = defineJob({
  name: 'recheck',
  say: 'Ask every verified question again and say what changed or broke',
  lane: 'report',
  role: 'admin',
  input: z.object({}),
  example: {},
  minutes: 10,
  tries: 1,
  async run(_, { workspace, signal, now, progress }) {
    const lessons = await listLessons(workspace.db, 'verified')
    if (!lessons.length) return say('Nothing is pinned yet. Ask something, then type: /pin last')
    const known = await workspace.knowledge()
    const checked = []
    for (const lesson of lessons) {
      checked.push(await checkAgain(lesson, { known, workspace, now: now(), signal }))
      progress({ label: 'Verified questions', state: 'running', done: checked.length, total: lessons.length })
    }
    const wrong = checked.filter(({ state }) => state !== 'same')
    const broken = checked.some(({ state }) => state === 'broken')
    const rows = [...wrong, ...checked.filter(({ state }) => state === 'same')]
    return message(
      wrong.length
        ? `${wrong.length} of ${showMany(checked.length, 'verified question')} changed or broke`
        : `${showMany(checked.length, 'verified question')}: all as they were`,
      broken ? 'bad' : wrong.length ? 'warn' : 'good',
      {
        kind: 'table',
        columns: [{ name: ' ' }, { name: 'question' }, { name: 'found' }],
        rows: rows.map(({ name, state, say: found }) => [SIGN[state], name, found]),
      },
      ...(wrong.length ? [buttons(...wrong.slice(0, 5).map(({ name }) => ({ label: name, say: name })))] : []),
    )
  },
})
