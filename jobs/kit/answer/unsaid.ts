import { readQuestion } from '#db/question/question.ts'
import { tidy } from './tidy.ts'
import { asking, fromPlan, plainest, type Reading, type Understood } from './understand.ts'
import { periodIn } from './words.ts'

const SILENT = /: nothing (asked for|to measure)\.?/
/** "By year" needs no period. */
const ALONG = /\b(by|per|each|every) (day|week|month|quarter|year|weekday|hour)\b/i
const YES_NO = /^(is|are|was|were|do|does|did|has|have|had|can)\b/i

/** "Bali yesterday", "online vs store last month": which and when are said, and the number that people mean is not. */
export function unsaid(question: string, why: string, reading: Reading): Understood | undefined {
  const { datasets } = reading.known
  const main = datasets.find(({ time, measures }) => time && Object.keys(measures).length)
  const [first] = Object.values(main?.measures ?? {})
  if (!main || !first || !SILENT.test(why) || YES_NO.test(question.trim())) return undefined
  const dated = [question, `${question} last month`]
  for (const [i, text] of dated.entries()) {
    const found = plainest(readQuestion(`${first.say} ${text}`, asking(reading)), datasets)
    if (found.kind !== 'plan' || found.plan.dataset !== main.name) continue
    if (!periodIn(found.plan.where) && !ALONG.test(question)) continue
    if (i && !found.plan.by?.length) return undefined
    const understood = fromPlan(tidy(found.plan, main), 'reader', reading)
    const note = `You named no number, so I took ${first.say}${i ? ', and last month' : ''}.`
    return understood.kind === 'plan' ? { ...understood, note } : understood
  }
  return undefined
}
