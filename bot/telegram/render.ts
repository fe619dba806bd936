import { NOTHING } from '#jobs/kit/format.ts'
import type { Bar, Block, BlockOf, Button, Message } from '#jobs/kit/message.ts'
import { grid } from '../kit/grid.ts'
import { fileName, type Media, type More, PICTURE_COLUMNS, PICTURE_ROWS, rowsShown, tooLarge } from '../kit/media.ts'
import { barNote, drawBar, STATE_SIGN, signed, TONE_SIGN } from '../kit/signs.ts'
import { clip } from '../kit/words.ts'
import { join, type Piece, pack, piece, pieces, preformatted } from './html.ts'
import { isLink, type Keyboard, keyboard } from './keyboard.ts'

/** What to ask of the Bot API, as data. `Media` is drawn or opened by whoever sends it; the chat is theirs to fill in. */
export type Call =
  | {
      method: 'sendMessage'
      text: string
      parse_mode: 'HTML'
      link_preview_options: { is_disabled: true }
      reply_markup?: Keyboard
    }
  | ({ method: 'sendPhoto'; photo: Media; reply_markup?: Keyboard } & Captioned)
  | ({ method: 'sendDocument'; document: Media; reply_markup?: Keyboard } & Captioned)
  | { method: 'sendMediaGroup'; media: ({ type: 'photo' | 'document'; media: Media } & Captioned)[] }
type Captioned = { caption?: string; parse_mode?: 'HTML' }

export const LIMITS = { text: 4096, caption: 1024, album: 10, upload: 50 * 1024 * 1024, width: 34, rows: 25, bars: 20 }
/** Room left in a message for what goes before a text that fills it. */
const SPARE = 200

export function render(message: Message, more: More): Call[] {
  const drawn = message.blocks.map((block) => draw(block, message, more))
  const media = [...drawn.flatMap((d) => d.photos ?? []), ...drawn.flatMap((d) => d.documents ?? [])]
  const blocks = headed(
    message,
    drawn.map((d) => d.lines ?? []),
  )
  const buttons = drawn.flatMap((d) => d.buttons ?? [])
  const markup = buttons.length ? { reply_markup: keyboard(buttons, more.token) } : {}
  const alone = media.length === 1 ? pack([...blocks, said(media[0]!)], LIMITS.caption) : []
  if (media.length === 1 && alone.length < 2) return [{ ...single(media[0]!, alone[0]), ...markup }]
  const texts = pack(withWords(blocks, media, buttons), LIMITS.text).map(textCall)
  const last = texts.at(-1)
  if (last) Object.assign(last, markup)
  return [...texts, ...albums(media)]
}

type Item = { type: 'photo' | 'document'; media: Media; say?: string | undefined }
type Drawn = { lines?: Piece[]; photos?: Item[]; documents?: Item[]; buttons?: Button[] }
type Draw<K extends Block['kind']> = (block: BlockOf<K>, message: Message, more: More) => Drawn

const DRAW: { [K in Block['kind']]: Draw<K> } = {
  text: ({ text, style }) => ({ lines: textLines(text, style) }),
  facts: ({ facts }) => ({
    lines: facts.map((f) => join([piece(`${clip(f.label, 100)}:`, 'b'), piece(clip(f.value || NOTHING, 1000))], ' ')),
  }),
  table: drawTable,
  chart: ({ chart }) => ({
    photos: [{ type: 'photo', media: { kind: 'chart', chart, name: fileName(chart.title, 'png') } }],
  }),
  file: drawFile,
  buttons: ({ buttons }) => ({
    buttons: buttons.filter((b) => 'say' in b || isLink(b.url)),
    lines: buttons.flatMap((b) => ('say' in b || isLink(b.url) ? [] : [piece(`${b.label}: ${clip(b.url, 1000)}`)])),
  }),
  progress: ({ bars }) => ({ lines: barLines(bars) }),
}

function draw<K extends Block['kind']>(block: BlockOf<K>, message: Message, more: More): Drawn {
  return (DRAW[block.kind as K] as Draw<K>)(block, message, more)
}

const TAGS = { plain: undefined, quiet: 'i', code: 'pre' } as const

function textLines(text: string, style: keyof typeof TAGS = 'plain'): Piece[] {
  return pieces(text, LIMITS.text - SPARE, TAGS[style])
}

function drawTable(table: BlockOf<'table'>, message: Message): Drawn {
  if (!table.rows.length) return { lines: [piece('No rows.', 'i')] }
  const note = (text: string) => (text ? [piece(text, 'i')] : [])
  const file: Item = { type: 'document', media: { kind: 'table-file', table, name: fileName(message.title, 'xlsx') } }
  const shown = { ...table, rows: table.rows.slice(0, LIMITS.rows) }
  const text = grid(shown, LIMITS.width)
  const rest = table.rows.length > LIMITS.rows
  if (text)
    return {
      lines: [preformatted(text), ...note(rowsShown(shown.rows.length, table, rest))],
      documents: rest ? [file] : [],
    }
  if (table.rows.length > PICTURE_ROWS || table.columns.length > PICTURE_COLUMNS)
    return { lines: note(rowsShown(0, table, true)), documents: [file] }
  const picture: Media = { kind: 'table-picture', table, name: fileName(message.title, 'png') }
  return { lines: note(rowsShown(table.rows.length, table, false)), photos: [{ type: 'photo', media: picture }] }
}

function drawFile(file: BlockOf<'file'>, _: Message, more: More): Drawn {
  if (file.bytes > LIMITS.upload) return { lines: [piece(tooLarge(file, 'Telegram', more.link?.(file)))] }
  const { name, bytes, say } = file
  return { documents: [{ type: 'document', media: { kind: 'file', file: file.file, name, bytes }, say }] }
}

/** One card that can be edited as work goes on, so never more bars than one message holds. */
function barLines(bars: Bar[]): Piece[] {
  const shown = bars.slice(0, LIMITS.bars).flatMap((bar) => {
    const drawn = drawBar(bar)
    const note = clip(barNote(bar), 100)
    const head = [STATE_SIGN[bar.state], clip(bar.label, 60)].join(' ')
    return drawn
      ? [piece(head), piece([drawn, note].filter(Boolean).join('  '))]
      : [piece([head, note].filter(Boolean).join(' – '))]
  })
  return bars.length > LIMITS.bars ? [...shown, piece(`and ${bars.length - LIMITS.bars} more`, 'i')] : shown
}

/** The tone is a sign before the title, or before the first words when there is no title. */
function headed({ title, tone }: Message, blocks: Piece[][]): Piece[][] {
  if (title) return [pieces(signed(tone, title), 1000, 'b'), ...blocks]
  const first = blocks.findIndex((lines) => lines.length)
  const sign = TONE_SIGN[tone]
  const mark = ([line, ...rest]: Piece[]) => (line ? [join([piece(sign), line], ' '), ...rest] : rest)
  return sign ? blocks.map((lines, i) => (i === first ? mark(lines) : lines)) : blocks
}

/** Nobody is answered with nothing, and buttons need words to stand under. */
function withWords(blocks: Piece[][], media: Item[], buttons: Button[]): Piece[][] {
  if (blocks.some((lines) => lines.length)) return blocks
  if (!media.length) return [[piece('Nothing to show.')]]
  return buttons.length ? [[piece('What next?')]] : []
}

function single({ type, media }: Item, caption: Piece | undefined): Call {
  const words: Captioned = caption ? { caption: caption.html, parse_mode: 'HTML' } : {}
  return type === 'photo'
    ? { method: 'sendPhoto', photo: media, ...words }
    : { method: 'sendDocument', document: media, ...words }
}

/** Photos go with photos and files with files, ten to an album; one alone is no album. */
function albums(items: Item[]): Call[] {
  return Object.values(Object.groupBy(items, (item) => item.type)).flatMap((same) =>
    inGroups(same, LIMITS.album).map((group) =>
      group.length > 1 ? album(group) : single(group[0]!, caption(group[0]!)),
    ),
  )
}

function album(group: Item[]): Call {
  const media = group.map((item) => {
    const words = caption(item)
    return {
      type: item.type,
      media: item.media,
      ...(words ? { caption: words.html, parse_mode: 'HTML' as const } : {}),
    }
  })
  return { method: 'sendMediaGroup', media }
}

const said = ({ say }: Item): Piece[] => (say ? [piece(clip(say, 500))] : [])
const caption = (item: Item): Piece | undefined => said(item)[0]

function inGroups<T>(items: T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size))
}

function textCall({ html }: Piece): Call {
  return { method: 'sendMessage', text: html, parse_mode: 'HTML', link_preview_options: { is_disabled: true } }
}
