import { clean, splitText } from '../kit/words.ts'

/** A piece of HTML and how long it is once Telegram has read the tags, which is what its limits count. */
export type Piece = { html: string; size: number }
type Tag = 'b' | 'i' | 'pre'

export function piece(text: string, tag?: Tag): Piece {
  const shown = asShown(text, tag)
  const html = escaped(shown)
  return { html: tag ? `<${tag}>${html}</${tag}>` : html, size: shown.length }
}

/** Letters of one width that are clean already, with the marks that keep a table's columns in order. */
export function preformatted(text: string): Piece {
  return { html: `<pre>${escaped(text)}</pre>`, size: text.length }
}

/** Pieces for a text of any length. */
export function pieces(text: string, max: number, tag?: Tag): Piece[] {
  return splitText(asShown(text, tag), max).map((part) => piece(part, tag))
}

const asShown = (text: string, tag?: Tag): string => (tag === 'pre' ? clean(text) : quietMentions(clean(text)))

/** Pieces side by side, with something between them. */
export function join(pieces: Piece[], glue: string): Piece {
  return {
    html: pieces.map((p) => p.html).join(glue),
    size: pieces.reduce((sum, p) => sum + p.size, 0) + glue.length * Math.max(0, pieces.length - 1),
  }
}

/**
 * As few messages as hold all blocks in their order. A block goes whole into the next message before it is cut,
 * and is cut between its lines only.
 */
export function pack(blocks: Piece[][], max: number): Piece[] {
  const messages: Piece[] = []
  for (const lines of blocks.filter((block) => block.length)) {
    const whole = join(lines, '\n')
    const units = whole.size <= max ? [whole] : lines
    units.forEach((unit, i) => {
      const last = messages.at(-1)
      const grown = last && join([last, unit], i ? '\n' : '\n\n')
      if (grown && grown.size <= max) messages[messages.length - 1] = grown
      else messages.push(unit)
    })
  }
  return messages
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** A name in a cell must not call anybody: the letter of no width keeps Telegram from seeing a mention. */
const quietMentions = (text: string): string => text.replaceAll(/(?<![\p{L}\p{N}_./])@(?=\w)/gu, '@\u2060')
