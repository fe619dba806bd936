import { getAnswer, lastAnswer, type StoredAnswer } from '#db/answers.ts'
import { type Message, message, text } from '#jobs/kit/message.ts'
import type { CommandContext } from './command.ts'
import { conversationOf } from './face.ts'

/** Nobody types an id who has just read the answer. */
export const LAST = 'last'
const LASTS = [LAST, 'this', 'that', 'it']

/** The answer with this id, or the last one of the conversation. */
export async function answerMeant(
  said: string,
  { workspace: { db }, place }: Pick<CommandContext, 'workspace' | 'place'>,
): Promise<StoredAnswer | undefined> {
  return LASTS.includes(said.toLowerCase()) ? lastAnswer(db, conversationOf(place)) : getAnswer(db, said.toLowerCase())
}

export function noSuchAnswer(said: string): Message {
  const none = LASTS.includes(said.toLowerCase())
  const title = none ? 'Nothing was answered here yet' : `There is no answer ${said.slice(0, 30)}`
  return message(title, 'warn', text('Ask me something, then use the buttons below the answer.'))
}
