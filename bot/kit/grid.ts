import { columnTitle, isNumeric, tableCell } from '#jobs/kit/format.ts'
import type { BlockOf } from '#jobs/kit/message.ts'
import { clean, letters, take } from './words.ts'

const GAP = 2
const NARROWEST = 8

/** A table in letters of one width, or nothing when it needs more than `width`. Words may be cut short, numbers never. */
export function grid({ columns, rows }: Pick<BlockOf<'table'>, 'columns' | 'rows'>, width: number): string | undefined {
  const lines = [
    columns.map(columnTitle),
    ...rows.map((row) => columns.map((c, i) => tableCell(row[i] ?? null, c))),
  ].map((line) => line.map((cell) => clean(cell).replaceAll('\n', ' ')))
  const wanted = columns.map((_, i) => Math.max(...lines.map((line) => widthOf(line[i]!))))
  const widths = narrowed(
    wanted,
    columns.map((c) => isNumeric(c.unit)),
    width - GAP * (columns.length - 1),
  )
  if (!widths) return undefined
  const show = (line: string[]) =>
    line
      .map((cell, i) => sized(cell, widths[i]!, isNumeric(columns[i]!.unit)))
      .join(' '.repeat(GAP))
      .trimEnd()
  const [head, ...body] = lines.map((line) => upright(show(line)))
  return [head, widths.map((w) => '─'.repeat(w)).join(' '.repeat(GAP)), ...body].join('\n')
}

/** Takes from the widest columns of words until the line fits. */
function narrowed(wanted: number[], fixed: boolean[], width: number): number[] | undefined {
  const widths = [...wanted]
  for (let over = widths.reduce((sum, w) => sum + w, 0) - width; over > 0; over--) {
    const widest = widths.reduce((best, w, i) => (!fixed[i] && w > (widths[best] ?? 0) ? i : best), -1)
    if (widest < 0 || widths[widest]! <= NARROWEST) return undefined
    widths[widest]!--
  }
  return widths
}

/** Exactly `width` columns wide. */
export function sized(text: string, width: number, right = false): string {
  const shown = widthOf(text) <= width ? text : `${take(text, width - 1, letterWidth)}…`
  const space = ' '.repeat(Math.max(0, width - widthOf(shown)))
  return right ? space + isolated(shown) : isolated(shown) + space
}

/** A cell written from right to left must not turn the columns around it, nor the whole line. */
const isolated = (text: string): string => (FROM_RIGHT.test(text) ? `\u2068${text}\u2069` : text)
const upright = (line: string): string => (FROM_RIGHT.test(line) ? `\u200e${line}` : line)
const FROM_RIGHT = /[\p{Script=Arabic}\p{Script=Hebrew}]/u

/** Columns a text takes in letters of one width: emoji and East Asian letters take two. */
export function widthOf(text: string): number {
  let width = 0
  for (const { segment } of letters(text)) width += letterWidth(segment)
  return width
}

const letterWidth = (letter: string): number => (/^[\p{M}\p{Cf}]+$/u.test(letter) ? 0 : WIDE.test(letter) ? 2 : 1)
const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|\ufe0f/u
