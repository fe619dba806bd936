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
  run: ({ question }, { start, place }) => start(answer, { question, conversation: conversationOf(place) }),
})
