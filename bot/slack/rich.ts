import type { types } from '@slack/bolt'
import { clean, clip } from '../kit/words.ts'

/** A block, and what it takes of the limits that count over a whole message. */
export type Unit = { block: types.KnownBlock; size: number }
export type Run = { text: string; bold?: boolean }
type RichElement = types.RichTextSection['elements'][number]

export const LIMITS = {
  blocks: 50,
  chars: 12_000,
  header: 150,
  text: 3000,
  /** Slack takes a hundred; nobody reads more than these in a chat. */
  rows: 40,
  columns: 20,
  cells: 9000,
  actions: 25,
}

/**
 * Rich text is shown letter by letter: Slack looks for no markup, no <!here> and no :emoji: in it, so what people and
 * data say can't become anything else. Only whole addresses are made links, and they read as where they lead.
 */
export function rich(runs: Run[]): Unit {
  const elements = runs.flatMap(linked)
  return unit({ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] })
}

export function signedUnit(sign: string, whole: Unit): Unit {
  const [first] = whole.block.type === 'rich_text' ? whole.block.elements : []
  if (!sign || first?.type !== 'rich_text_section') return whole
  const elements = [{ type: 'text' as const, text: `${sign} ` }, ...first.elements]
  return unit({ type: 'rich_text', elements: [{ ...first, elements }] })
}

export function preformatted(text: string): Unit {
  const elements = [{ type: 'text' as const, text }]
  return unit({ type: 'rich_text', elements: [{ type: 'rich_text_preformatted', elements }] })
}

export function quiet(text: string): Unit {
  return unit({ type: 'context', elements: [plain(text, LIMITS.text)] })
}

export function header(text: string): Unit {
  return unit({ type: 'header', text: plain(text, LIMITS.header) })
}

export function unit(block: types.KnownBlock): Unit {
  return { block, size: lettersIn(block) }
}

function lettersIn(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + lettersIn(item), 0)
  if (!value || typeof value !== 'object') return 0
  const { text, url } = value as { text?: unknown; url?: unknown }
  const own = typeof text === 'string' ? text : typeof url === 'string' ? url : ''
  return own.length + lettersIn(Object.values(value))
}

/** On one line, with nothing in it read as an emoji's name. */
export function plain(text: string, max: number): types.PlainTextElement {
  return { type: 'plain_text', text: clip(clean(text) || '…', max), emoji: false }
}

/** As few messages as hold all blocks in their order: 50 blocks, so many letters, one table each. */
export function pack(units: Unit[]): Unit[][] {
  const messages: Unit[][] = []
  let room = 0
  for (const next of units) {
    const last = messages.at(-1)
    const full = !last || last.length >= LIMITS.blocks || next.size > room || (isTable(next) && last.some(isTable))
    if (full) messages.push([next])
    else last.push(next)
    room = (full ? LIMITS.chars : room) - next.size
  }
  return messages
}

const isTable = ({ block }: Unit): boolean => block.type === 'table'

/** For the few texts Slack does read as markup. */
export function escaped(text: string): string {
  return clean(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

function linked({ text, bold }: Run): RichElement[] {
  return text
    .split(/(https?:\/\/[^\s<>"'|]*[^\s<>"'|.,;:!?)\]])/)
    .filter(Boolean)
    .map((part) => {
      const style = bold ? { style: { bold } } : {}
      return /^https?:\/\//.test(part) ? { type: 'link', url: part, ...style } : { type: 'text', text: part, ...style }
    })
}
