import type { Glyph } from './drawing.ts'

/** Letters → lines of text, top to bottom; a gap of a quarter letter height is a blank. */
export function textOf(glyphs: Glyph[]): string {
  return linesOf(glyphs).map(lineText).join('\n')
}

function linesOf(glyphs: Glyph[]): Glyph[][] {
  const lines: Glyph[][] = []
  for (const glyph of glyphs.toSorted((a, b) => a.y - b.y)) {
    const line = lines.at(-1)
    if (line && Math.abs(line[0]!.y - glyph.y) < Math.max(glyph.size, 1) * 0.4) line.push(glyph)
    else lines.push([glyph])
  }
  return lines
}

function lineText(line: Glyph[]): string {
  let text = ''
  let end = Number.POSITIVE_INFINITY
  for (const glyph of line.toSorted((a, b) => a.from - b.from)) {
    if (glyph.from - end > glyph.size * 0.25) text += ' '
    text += glyph.text
    end = glyph.to
  }
  return text.replace(/\s+/g, ' ').trim()
}
