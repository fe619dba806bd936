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
  run: ({ question }, { start, place }) =>
    start(answer, { ...chosenIn(question), conversation: conversationOf(place) }),
})

/** A button of a question back says its choice as data: the job checks it like any other plan. */
function chosenIn(said: string): { question: string; chosen?: never } {
  if (!said.startsWith('{')) return { question: said }
  try {
    return JSON.parse(said)
  } catch {
    return { question: said }
  }
}
