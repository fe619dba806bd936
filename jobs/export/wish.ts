/** What somebody typed after the name of the export, in any order that makes sense. */
export type Wish = {
  days: string
  sheet: string | undefined
  preview: boolean
  /** The preview whose changes are wanted, and no others. */
  as: string | undefined
  /** All but the days, to be said again. */
  rest: string
}

const SHEET = /(?:^|\s)to\s+(https?:\/\/\S+|[\w-]{25,}|(?:the\s+)?sheets?)(?=\s|$)/i
const PREVIEW = /(?:^|\s)preview(?=\s|$)/i
const AS = /(?:^|\s)as\s+in\s+(\w+)(?=\s|$)/i

export function readWish(said: string): Wish {
  const named = SHEET.exec(said)?.[1]
  // "to sheet" alone is where it goes anyway.
  const sheet = named && /^(https?:|[\w-]{25,}$)/i.test(named) ? named : undefined
  const preview = PREVIEW.test(said)
  const as = AS.exec(said)?.[1]
  const left = [SHEET, PREVIEW, AS].reduce((text, part) => text.replace(part, ' '), said)
  const rest = [sheet && ` to ${sheet}`, preview && ' preview', as && ` as in ${as}`].filter(Boolean).join('')
  return { days: left.replace(/\s+/g, ' ').trim(), sheet, preview, as, rest }
}
