import { z } from 'zod'
import { answer } from '#jobs/answer.ts'
import { defineCommand } from '../kit/command.ts'
import { conversationOf } from '../kit/face.ts'

export const ask = defineCommand({
  name: 'ask',
  group: 'Ask',
  say: 'Ask about the numbers; without /ask works as well',
  example: '/ask revenue by branch last month',
  role: 'viewer',
  args: z.object({ question: z.string().describe('What do you want to know?') }),
  run: ({ question }, { start, place }) => start(answer, { ...meant(question), conversation: conversationOf(place) }),
})

/** What a button says: a choice as data, which the job checks like any other plan, or the answer it goes on from. */
function meant(said: string): { question: string; about?: string; chosen?: never } {
  const about = /^([2-9a-hjkmnp-tv-z]{7}): (.+)$/s.exec(said)
  if (about) return { about: about[1]!, question: about[2]! }
  if (!said.startsWith('{')) return { question: said }
  try {
    return JSON.parse(said)
  } catch {
    return { question: said }
  }
}
