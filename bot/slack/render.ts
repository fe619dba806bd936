import type { types } from '@slack/bolt'
import { columnTitle, isNumeric, NOTHING, tableCell } from '#jobs/kit/format.ts'
import type { Bar, Block, BlockOf, Button, Message } from '#jobs/kit/message.ts'
import { fileName, type Media, type More, rowsShown, tooLarge } from '../kit/media.ts'
import { barNote, drawBar, STATE_SIGN, signed, TONE_SIGN } from '../kit/signs.ts'
import { clean, clip, splitText } from '../kit/words.ts'
import { fallback } from './fallback.ts'
import {
  escaped,
  header,
  LIMITS,
  pack,
  plain,
  preformatted,
  quiet,
  type Run,
  rich,
  signedUnit,
  type Unit,
  unit,
} from './rich.ts'

/** What to ask of the Web API, as data. `Media` is drawn or opened by whoever sends it; the channel is theirs to fill in. */
export type Call =
  | { method: 'chat.postMessage'; text: string; blocks: types.KnownBlock[]; unfurl_links: false; unfurl_media: false }
  | { method: 'files.uploadV2'; files: { media: Media; alt: string }[]; initial_comment?: string }

export function render(message: Message, more: More): Call[] {
  const drawn = message.blocks.map((block) => draw(block, message, more))
  const items = drawn.flatMap((d) => d.items ?? [])
  const units = headed(
    message,
    drawn.flatMap((d) => d.units ?? []),
  )
  if (!units.length && !items.length) units.push(rich([{ text: 'Nothing to show.' }]))
  return [...pack(units).map((part, i) => post(part, fallback(message, i))), ...uploads(items)]
}

type Item = { media: Media; alt: string; say?: string | undefined }
type Drawn = { units?: Unit[]; items?: Item[] }
type Draw<K extends Block['kind']> = (block: BlockOf<K>, message: Message, more: More) => Drawn

const DRAW: { [K in Block['kind']]: Draw<K> } = {
  text: ({ text, style = 'plain' }) => ({ units: splitText(clean(text), LIMITS.text).map(STYLES[style]) }),
  facts: ({ facts }) => ({ units: lines(facts.map((f) => fact(f.label, f.value))) }),
  table: drawTable,
  chart: ({ chart }) => ({
    items: [{ media: { kind: 'chart', chart, name: fileName(chart.title, 'png') }, alt: `Chart: ${chart.title}` }],
  }),
  file: drawFile,
  buttons: ({ buttons }, _, more) => ({ units: actions(buttons, more) }),
  progress: ({ bars }) => ({ units: lines(barLines(bars)) }),
}

function draw<K extends Block['kind']>(block: BlockOf<K>, message: Message, more: More): Drawn {
  return (DRAW[block.kind as K] as Draw<K>)(block, message, more)
}

const STYLES = { plain: (text: string) => rich([{ text }]), quiet, code: preformatted }

/** A title that is longer than a header may be is said again in full; without a title the first words carry the sign. */
function headed({ title, tone }: Message, units: Unit[]): Unit[] {
  const words = title && signed(tone, clean(title).replaceAll('\n', ' '))
  if (words) return [header(words), ...(words.length > LIMITS.header ? longTitle(words) : []), ...units]
  return units.map((u, i) => (i ? u : signedUnit(TONE_SIGN[tone], u)))
}

const longTitle = (words: string): Unit[] => splitText(words, LIMITS.text).map((text) => rich([{ text, bold: true }]))

function fact(label: string, value: string): Run[] {
  return [{ text: `${clip(clean(label), 100)}: `, bold: true }, { text: clip(clean(value) || NOTHING, 1000) }]
}

/** Lines under each other, in as many blocks as they need. */
function lines(all: Run[][]): Unit[] {
  const blocks: Run[][] = []
  for (const line of all) {
    const last = blocks.at(-1)
    const size = [...(last ?? []), ...line].reduce((sum, run) => sum + run.text.length + 1, 0)
    if (last && size <= LIMITS.text) last.push({ text: '\n' }, ...line)
    else blocks.push(line)
  }
  return blocks.map(rich)
}

function barLines(bars: Bar[]): Run[][] {
  return bars.map((bar) => [
    { text: `${STATE_SIGN[bar.state]} ` },
    { text: clip(clean(bar.label) || '…', 100), bold: true },
    { text: ['', drawBar(bar), clip(clean(barNote(bar)), 200)].filter((part, i) => part || !i).join('  ') },
  ])
}

function drawTable(table: BlockOf<'table'>, message: Message): Drawn {
  if (!table.rows.length) return { units: [quiet('No rows.')] }
  const cells = [table.columns.map(columnTitle), ...table.rows.slice(0, LIMITS.rows).map((row) => rowCells(table, row))]
  const shown = table.columns.length > LIMITS.columns ? 0 : fitting(cells) - 1
  const rest = table.rows.length > shown
  const note = rowsShown(Math.max(0, shown), table, rest)
  const units = [...(shown > 0 ? [nativeTable(table, cells.slice(0, shown + 1))] : []), ...(note ? [quiet(note)] : [])]
  const file: Item = {
    media: { kind: 'table-file', table, name: fileName(message.title, 'xlsx') },
    alt: 'The whole table',
  }
  return rest ? { units, items: [file] } : { units }
}

const rowCells = ({ columns }: BlockOf<'table'>, row: BlockOf<'table'>['rows'][number]): string[] =>
  columns.map((column, i) => clip(clean(tableCell(row[i] ?? null, column)) || NOTHING, 300))

/** How many rows, with the titles, are within the letters a table may have. */
function fitting(cells: string[][]): number {
  let room = LIMITS.cells
  for (const [i, row] of cells.entries()) {
    room -= row.join('').length
    if (room < 0) return i
  }
  return cells.length
}

function nativeTable({ columns }: BlockOf<'table'>, cells: string[][]): Unit {
  const rows = cells.map((row) => row.map((text) => ({ type: 'raw_text' as const, text })))
  const column_settings = columns.map((c) => ({
    align: isNumeric(c.unit) ? ('right' as const) : ('left' as const),
    is_wrapped: !isNumeric(c.unit),
  }))
  return unit({ type: 'table', rows, column_settings })
}

const UPLOAD = 1024 ** 3

function drawFile(file: BlockOf<'file'>, _: Message, more: More): Drawn {
  if (file.bytes > UPLOAD) return { units: [rich([{ text: tooLarge(file, 'Slack', more.link?.(file)) }])] }
  const media: Media = { kind: 'file', file: file.file, name: file.name, bytes: file.bytes }
  return { items: [{ media, alt: file.name, say: file.say }] }
}

function actions(buttons: Button[], more: More): Unit[] {
  const elements = buttons.filter(pressable).map((b, i) => button(b, i, more))
  const blocks = Array.from({ length: Math.ceil(elements.length / LIMITS.actions) }, (_, i) =>
    unit({ type: 'actions', elements: elements.slice(i * LIMITS.actions, (i + 1) * LIMITS.actions) }),
  )
  const others = buttons.flatMap((b) => ('url' in b && !pressable(b) ? [fact(b.label, b.url)] : []))
  return [...lines(others), ...blocks]
}

const pressable = (button: Button): boolean =>
  'say' in button || (/^https?:$/.test(URL.parse(button.url)?.protocol ?? '') && button.url.length < 3000)

function button(button: Button, i: number, { token }: More): types.Button {
  const shown = { type: 'button' as const, text: plain(button.label, 75), ...(button.style && { style: button.style }) }
  if ('url' in button) return { ...shown, action_id: `open:${i}`, url: button.url }
  const value = token(button)
  return { ...shown, action_id: `say:${value}`, value }
}

function post(units: Unit[], text: string): Call {
  return {
    method: 'chat.postMessage',
    text,
    blocks: units.map((u) => u.block),
    unfurl_links: false,
    unfurl_media: false,
  }
}

/** Files travel together, with what is said about them in front. */
function uploads(items: Item[]): Call[] {
  if (!items.length) return []
  const named = (item: Item) => (items.length > 1 ? `${item.media.name}: ${item.say}` : `${item.say}`)
  const said = items.flatMap((item) => (item.say ? [escaped(clip(named(item), 500))] : [])).join('\n')
  const files = items.map(({ media, alt }) => ({ media, alt: clip(clean(alt), 1000) }))
  return [{ method: 'files.uploadV2', files, ...(said ? { initial_comment: clip(said, 3000) } : {}) }]
}
