import { getAnswer, lastAnswer, type StoredAnswer } from '#db/answers.ts'
import { runShownAs } from '#db/deliveries.ts'
import { getDoubt } from '#db/doubts.ts'
import { getRun } from '#db/runs.ts'
import { type Message, message, text } from '#jobs/kit/message.ts'
import type { CommandContext } from './command.ts'
import { chatOf, conversationOf, partsOf } from './face.ts'

/** Nobody types an id who has just read the answer. */
export const LAST = 'last'
const LASTS = [LAST, 'this', 'that', 'it']

type Here = Pick<CommandContext, 'workspace' | 'place' | 'replies'>

/** The answer with this id, or the one that these words reply to, or the last one of the conversation. */
export async function answerMeant(said: string, here: Here): Promise<StoredAnswer | undefined> {
  const { db } = here.workspace
  if (!LASTS.includes(said.toLowerCase())) return getAnswer(db, said.toLowerCase())
  const replied = await repliedTo(here)
  const meant = replied ? await getAnswer(db, replied) : undefined
  return meant ?? lastAnswer(db, conversationOf(here.place))
}

/** The answer, or the question back, that somebody replies to; in a thread of its own, what was said there since goes first. */
export async function repliedTo({ workspace: { db }, place, replies }: Here): Promise<string | undefined> {
  if (!replies) return undefined
  if (partsOf(place).thread === replies && (await lastAnswer(db, conversationOf(place)))) return undefined
  const shown = await runShownAs(db, chatOf(place), replies)
  const run = shown && (await getRun(db, shown))
  const id = run && run.job === 'excel' ? (run.input as { answer: string }).answer : shown
  return id && ((await getAnswer(db, id)) ?? (await getDoubt(db, id))) ? id : undefined
}

export function noSuchAnswer(said: string): Message {
  const none = LASTS.includes(said.toLowerCase())
  const title = none ? 'Nothing was answered here yet' : `There is no answer ${said.slice(0, 30)}`
  return message(title, 'warn', text('Ask me something, then use the buttons below the answer.'))
}
