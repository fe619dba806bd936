import { type Button, buttons, type Message, text } from '../message.ts'

const ASKS =
  'why|how|what|which|who|when|where|is|are|was|were|did|do|does|show|list|compare|kenapa|mengapa|berapa|siapa|kapan|apa|mana|bagaimana'
const BREAK = new RegExp(
  `\\s*(?:[,;]|\\?)\\s*(?:and |also |dan |lalu )?(?=(?:${ASKS})\\b)|\\s+(?:and|dan)\\s+(?=(?:why|how come|kenapa|mengapa|ทำไม)\\b)|\\s*(?:และ|แล้ว)(?=ทำไม)`,
  'iu',
)

/** Two questions in one breath: "which branch fell behind, and why is today zero?" */
export function twoAsks(question: string): [string, string] | undefined {
  const found = BREAK.exec(question)
  if (!found) return undefined
  const [first, second] = [question.slice(0, found.index), question.slice(found.index + found[0].length)]
  const long = (part: string) => /\s/.test(part.trim()) || /\p{Script=Thai}{6}/u.test(part)
  return long(first) && long(second) ? [first.trim(), second.trim()] : undefined
}

/** The first is answered, the second is one press away. */
export function withSecond(message: Message, second: string): Message {
  const next: Button = { label: second, say: `/ask ${second}` }
  return {
    ...message,
    blocks: [...message.blocks, text('You asked two things. This is the first; the other:'), buttons(next)],
  }
}
