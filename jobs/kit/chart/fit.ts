const words = new Intl.Segmenter(undefined, { granularity: 'word' })
const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

type Width = (text: string) => number

/** A text in lines no wider than `room`. Only what would need more than `most` lines loses its end, and shows that. */
export function wrap(text: string, room: number, width: Width, most = 2): string[] {
  const lines = ['']
  for (const piece of piecesOf(tidy(text), room, width)) {
    const longer = lines.at(-1) + piece
    if (lines.at(-1) === '' || width(longer.trimEnd()) <= room) lines[lines.length - 1] = longer
    else lines.push(piece)
  }
  const trimmed = lines.map((line) => line.trim()).filter(Boolean)
  if (trimmed.length <= most) return trimmed
  return [...trimmed.slice(0, most - 1), cut(trimmed.slice(most - 1).join(' '), room, width)]
}

function cut(text: string, room: number, width: Width): string {
  if (width(text) <= room) return text
  const parts = [...letters.segment(text)].map((part) => part.segment)
  while (parts.length && width(`${parts.join('').trimEnd()}…`) > room) parts.pop()
  return `${parts.join('').trimEnd()}…`
}

/** Names from outside may hold line breaks and marks that turn the reading direction. */
export function tidy(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/[\p{Cf}\p{Cs}\p{Co}]/gu, (sign) => (sign === '\u200d' ? sign : ''))
    .trim()
}

/** Words; where a word is too wide, its parts (Thai is written without spaces); where those are, letters. */
function piecesOf(text: string, room: number, width: Width): string[] {
  const fits = (piece: string) => width(piece.trimEnd()) <= room
  const spaced = text.match(/\S+\s*/g) ?? []
  return spaced.flatMap((word) => {
    if (fits(word)) return [word]
    const parts = [...words.segment(word)].map((part) => part.segment)
    return parts.flatMap((part) => (fits(part) ? [part] : [...letters.segment(part)].map((letter) => letter.segment)))
  })
}
