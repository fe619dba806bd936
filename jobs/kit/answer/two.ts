import { type Block, type Button, buttons, type Message, text } from '../message.ts'
import { upper } from './words.ts'

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

/** "How many orders yesterday, which branch sold most?": each of them is a question by itself. */
export const eachAsks = (two: [string, string]): boolean => two.every((part) => BEGINS.test(part))

const BEGINS = new RegExp(`^(?:${ASKS})\\b`, 'iu')

/** Both answers in one message: buttons that stand below each of them say which one they are for. */
export function together(first: Message, second: Message, question: string): Message {
  const parts = [first, second].map(withoutThumbs)
  const said = parts.map(({ blocks }) => labels(blocks))
  const numbered = parts.map(({ blocks }, i) => blocks.map((block) => apart(block, said[1 - i]!, i + 1)))
  const [a, b] = parts as [Message, Message]
  const tone = [a, b].find(({ tone }) => tone !== 'plain' && tone !== 'good')?.tone ?? 'plain'
  const shows = a.shows && b.shows && [...new Set([...a.shows, ...b.shows])]
  const next = text(`${upper(question.replace(/[?\s]+$/, ''))}? ${b.title ?? ''}`.trim())
  return { tone, title: a.title ?? '', blocks: [...numbered[0]!, next, ...numbered[1]!], ...(shows && { shows }) }
}

const withoutThumbs = (it: Message): Message => ({
  ...it,
  blocks: it.blocks.map((block) =>
    block.kind === 'buttons' ? buttons(...block.buttons.filter(({ label }) => !/^[👍👎]$/u.test(label))) : block,
  ),
})

const labels = (blocks: Block[]): string[] =>
  blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons.map(({ label }) => label) : []))

function apart(block: Block, others: string[], place: number): Block {
  if (block.kind !== 'buttons') return block
  const named = (it: Button): Button => (others.includes(it.label) ? { ...it, label: `${it.label} (${place})` } : it)
  return buttons(...block.buttons.map(named))
}
