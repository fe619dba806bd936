import { getAnswer, lastAnswer } from '#db/answers.ts'
import { type Doubt, getDoubt, lastDoubt } from '#db/doubts.ts'
import { forgetLesson } from '#db/lessons.ts'
import type { Plan } from '#db/plan.ts'
import type { Workspace } from '../workspace.ts'
import { pick } from './choices.ts'
import type { Via } from './understand.ts'
import { plainly } from './words.ts'

/** What an answer that comes by the clock knows of itself. */
export type Repeats = { id: string; say: string; plan: Plan; via: Via }

/** What somebody asks: `about` an earlier answer, or the reading they `chose` among several. */
export type Asked = {
  question: string
  conversation: string
  /** The answer this goes on from, where it isn't the last one of the conversation. */
  about?: string | undefined
  chosen?: { plan: Plan; among: Plan[] } | undefined
  /** Asked again by the clock, as it was read then. */
  settled?: Repeats | undefined
  /** The whole of it is wanted as a file, too. */
  file?: 'excel' | 'csv' | undefined
  /** What was chosen before is not to be taken again. */
  afresh?: boolean | undefined
}

const DAY_MS = 86_400_000
const AGAIN = 'ask me again'

/** What words and buttons mean where they were said: a choice, "ask me again", or a question. */
export async function askedOf(asked: Asked, { db }: Workspace, now: number): Promise<Asked> {
  const { about, conversation } = asked
  if (!about) {
    const open = conversation ? await openDoubt(conversation) : undefined
    return (open && chosenIn(open, asked)) ?? asked
  }
  const doubt = await getDoubt(db, about)
  if (doubt) return chosenIn(doubt, asked) ?? { ...asked, about: undefined }
  const before = await getAnswer(db, about)
  if (!before) return { ...asked, question: `${about}: ${asked.question}`, about: undefined }
  if (plainly(asked.question) !== AGAIN) return asked
  await forgetLesson(db, plainly(before.question), 'choice')
  return { ...asked, question: before.question, about: undefined, afresh: true }

  /** Asked back here, and nothing was answered since. */
  async function openDoubt(here: string): Promise<Doubt | undefined> {
    const [found, last] = [await lastDoubt(db, here), await lastAnswer(db, here)]
    return found && found.at > (last?.at ?? 0) && found.at > now - DAY_MS ? found : undefined
  }
}

function chosenIn(doubt: Doubt, asked: Asked): Asked | undefined {
  const plan = pick(doubt, asked.question)
  const among = doubt.choices.map((each) => each.plan as Plan)
  return plan && { ...asked, about: undefined, question: doubt.question, chosen: { plan, among } }
}
