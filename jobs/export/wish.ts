/** What somebody typed after the name of the export: days, a sheet, a preview, in any order that makes sense. */
export type Wish = {
  days: string
  sheet: string | undefined
  preview: boolean /** All but the days, to be said again. */
  rest: string
}

const SHEET = /(?:^|\s)to\s+(https?:\/\/\S+|[\w-]{25,}|(?:the\s+)?sheets?)(?=\s|$)/i
const PREVIEW = /(?:^|\s)preview(?=\s|$)/i

export function readWish(said: string): Wish {
  const named = SHEET.exec(said)?.[1]
  // "to sheet" alone is where it goes anyway.
  const sheet = named && /^(https?:|[\w-]{25,}$)/i.test(named) ? named : undefined
  const preview = PREVIEW.test(said)
  const days = said.replace(SHEET, ' ').replace(PREVIEW, ' ').replace(/\s+/g, ' ').trim()
  return { days, sheet, preview, rest: `${sheet ? ` to ${sheet}` : ''}${preview ? ' preview' : ''}` }
}
