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

/** What a button says: the answer it goes on from, or the question back that it answers. */
function meant(said: string): { question: string; about?: string } {
  const about = /^([2-9a-hjkmnp-tv-z]{7}): (.+)$/s.exec(said)
  return about ? { about: about[1]!, question: about[2]! } : { question: said }
}
