import { bad, type Entity } from './world.ts'

export type Formatted = { text: string; entities: Entity[] }
const TAGS: Record<string, string> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  code: 'code',
  pre: 'pre',
  a: 'text_link',
  blockquote: 'blockquote',
  'tg-spoiler': 'spoiler',
}
const LETTERS: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' }
const TOKEN =
  /<(\/?)([a-zA-Z][\w-]*)((?:\s+[\w-]+(?:=(?:"[^"]*"|'[^']*'|[^\s>]*))?)*)\s*>|&(#x?[\da-fA-F]+|[a-zA-Z]+);|[^<&]+|[<&]/g

/** Reads HTML the way the Bot API does, and refuses it in the same words. */
export function readHtml(html: string): Formatted {
  let text = ''
  const open: { tag: string; entity: Entity }[] = []
  const entities: Entity[] = []
  for (const found of html.matchAll(TOKEN)) {
    const [whole, closing, tag, attributes, letter] = found
    if (letter) text += LETTERS[letter] ?? numbered(letter) ?? whole
    else if (!tag) text += whole === '<' ? unparsed(html, found.index, `Unexpected character after "<"`) : whole
    else if (closing) close(tag.toLowerCase(), found.index)
    else
      open.push({
        tag: tag.toLowerCase(),
        entity: start(tag.toLowerCase(), attributes ?? '', text.length, html, found.index),
      })
  }
  if (open.length) bad(`can't parse entities: Can't find end tag corresponding to start tag "${open.at(-1)!.tag}"`)
  return trimmed({ text, entities })

  function close(tag: string, at: number): void {
    const last = open.pop()
    if (last?.tag !== tag)
      unparsed(
        html,
        at,
        last ? `Unmatched end tag, expected "</${last.tag}>", found "</${tag}>"` : 'Unexpected end tag',
      )
    last!.entity.length = text.length - last!.entity.offset
    if (last!.entity.length) entities.push(last!.entity)
  }
}

function start(tag: string, attributes: string, offset: number, html: string, at: number): Entity {
  const type = TAGS[tag] ?? unparsed(html, at, `Unsupported start tag "${tag}"`)
  const url = /href=["']?([^"'\s>]*)/.exec(attributes)?.[1]
  return { type, offset, length: 0, ...(url && { url }) }
}

function unparsed(html: string, at: number, why: string): never {
  return bad(`can't parse entities: ${why} at byte offset ${Buffer.byteLength(html.slice(0, at))}`)
}

function numbered(letter: string): string | undefined {
  const code = letter.startsWith('#x') ? Number.parseInt(letter.slice(2), 16) : Number(letter.slice(1))
  return letter.startsWith('#') && code > 0 && code < 0x110000 ? String.fromCodePoint(code) : undefined
}

/** Space around a message is dropped, and what the apps make links of by themselves is found. */
export function trimmed({ text, entities }: Formatted): Formatted {
  const lead = text.length - text.trimStart().length
  const kept = text.trim()
  const moved = entities.flatMap((e) => {
    const offset = Math.max(0, e.offset - lead)
    const length = Math.min(e.offset + e.length - lead, kept.length) - offset
    return length > 0 ? [{ ...e, offset, length }] : []
  })
  const code = moved.filter((e) => e.type === 'pre' || e.type === 'code')
  const seen = detected(kept).filter(
    (e) => !code.some((c) => e.offset < c.offset + c.length && e.offset + e.length > c.offset),
  )
  return { text: kept, entities: [...moved, ...seen].sort((a, b) => a.offset - b.offset || b.length - a.length) }
}

const DETECT: [string, RegExp][] = [
  ['mention', /(?<![\w.@/])@[a-zA-Z]\w{2,31}/g],
  ['bot_command', /(?<![\w/<>])\/[a-zA-Z0-9_]{1,64}(@\w+)?/g],
  ['url', /https?:\/\/[^\s<>"]+/g],
  ['email', /[\w.+-]+@[\w-]+\.[\w.-]*\w/g],
]

function detected(text: string): Entity[] {
  return DETECT.flatMap(([type, pattern]) =>
    [...text.matchAll(pattern)].map((found) => ({ type, offset: found.index, length: found[0].length })),
  )
}
