import { showBytes, showCount, showMany } from '#jobs/kit/format.ts'
import type { BlockOf, Chart } from '#jobs/kit/message.ts'
import { clean, clip } from './words.ts'

/** Something to upload, still as data: a kept file, a chart to draw, a table to draw or to write as a sheet. */
export type Media =
  | { kind: 'file'; file: string; name: string; bytes: number }
  | { kind: 'chart'; chart: Chart; name: string }
  | { kind: 'table-picture'; table: Table; name: string }
  | { kind: 'table-file'; table: Table; name: string }
export type Table = BlockOf<'table'>

/** Ready to be uploaded: the bytes, or the path of a kept file. */
export type Opened = { name: string; content: Buffer | string }

/** What a renderer needs to know beyond the message. */
export type More = {
  /** The word that comes back when a button is pressed. */
  token: (button: { label: string; say: string }) => string
  /** An address to fetch a file from that is too large to send. */
  link?: (file: BlockOf<'file'>) => string | undefined
}

/** A name for a file that is made for the message, from its title. */
export function fileName(title: string | undefined, ending: string): string {
  const words = clean(title ?? '')
    .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()
  return `${clip(words || 'Table', 60)}.${ending}`
}

/** Why a file isn't sent, and where it is. */
export function tooLarge(file: BlockOf<'file'>, place: string, link?: string): string {
  const said = `${file.name} (${showBytes(file.bytes)}) is too large for ${place}.`
  return link ? `${said} Get it here: ${link}` : `${said} It is kept: open the web console to download it.`
}

/** "20 of 3,400 rows." when a table shows only some of its rows. */
export function rowsShown(shown: number, { rows, of }: Table, attached: boolean): string {
  const all = Math.max(of ?? 0, rows.length)
  if (shown >= all && !attached) return ''
  if (!attached) return `First ${showCount(shown)} of ${showMany(all, 'row')}.`
  const kept = rows.length < all ? `${showCount(rows.length)} in the file` : 'all in the file'
  if (shown) return `First ${showCount(shown)} of ${showMany(all, 'row')}; ${kept}.`
  return rows.length < all ? `${showMany(all, 'row')}; the first ${kept}.` : `${showMany(all, 'row')}, in the file.`
}

export const PICTURE_ROWS = 25
export const PICTURE_COLUMNS = 10
