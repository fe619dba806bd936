import {
  columnTitle,
  isNumeric,
  NOTHING,
  showBytes,
  showCell,
  showCount,
  showMany,
  tableCell,
} from '#jobs/kit/format.ts'
import { fingerprint } from '#jobs/kit/id.ts'
import type { Bar, Block, BlockOf, Button, Chart, Message, Tone } from '#jobs/kit/message.ts'
import { barNote } from '../kit/signs.ts'
import { clean } from '../kit/words.ts'

/** A message as the page draws it: numbers are words already, addresses are ours, nothing is markup. */
export type Shown = { tone: Tone; title?: string; blocks: ShownBlock[] }
export type ShownBlock =
  | { kind: 'text'; text: string; style: 'plain' | 'quiet' | 'code' }
  | { kind: 'facts'; facts: { label: string; value: string }[] }
  | ShownTable
  | { kind: 'chart'; chart: Chart; hash: string; numbers: ShownTable; src?: string }
  | { kind: 'file'; name: string; size: string; href: string; picture: boolean; say?: string }
  | { kind: 'buttons'; buttons: ShownButton[] }
  | { kind: 'progress'; bars: ShownBar[]; run?: string }
type ShownTable = {
  kind: 'table'
  columns: { title: string; right: boolean }[]
  rows: string[][]
  note?: string
}
type ShownButton = { label: string; style?: 'primary' | 'danger' } & (
  | { token: string }
  | { say: string }
  | { url: string }
)
/** `share` is how much of the bar is full; a bar that runs without one only shows that it is alive. */
type ShownBar = { label: string; state: Bar['state']; share?: number; note: string }

export type More = { zone: string; button(button: Button & { say: string }): { token: string } | { say: string } }

const MOST_ROWS = 500

export function render(message: Message, more: More): Shown {
  const title = message.title && clean(message.title)
  return {
    tone: message.tone,
    ...(title ? { title } : {}),
    blocks: message.blocks.map((block) => renderBlock(block, more)),
  }
}

/** Charts are fetched as pictures from wherever their message is kept. */
export function located(shown: Shown, base: string): Shown {
  const blocks = shown.blocks.map((block, i) =>
    block.kind === 'chart' ? { ...block, src: `/charts/${base}/${i}/${block.hash}.png` } : block,
  )
  return { ...shown, blocks }
}

const renderers: { [K in Block['kind']]: (block: BlockOf<K>, more: More) => ShownBlock } = {
  text: ({ text, style = 'plain' }) => ({ kind: 'text', text: clean(text), style }),
  facts: ({ facts }) => ({
    kind: 'facts',
    facts: facts.map(({ label, value }) => ({ label: clean(label), value: clean(value) || NOTHING })),
  }),
  table: renderTable,
  chart: ({ chart }, more) => ({
    kind: 'chart',
    chart,
    hash: fingerprint(chart),
    numbers: renderTable(numbersOf(chart), more),
  }),
  file: ({ file, name, bytes, say }) => ({
    kind: 'file',
    name: clean(name),
    size: showBytes(bytes),
    href: `/files/${encodeURIComponent(file)}`,
    picture: /\.png$/i.test(name),
    ...(say ? { say: clean(say) } : {}),
  }),
  buttons: ({ buttons }, more) => ({ kind: 'buttons', buttons: buttons.flatMap((one) => renderButton(one, more)) }),
  progress: ({ bars, run }) => ({ kind: 'progress', bars: bars.map(renderBar), ...(run ? { run } : {}) }),
}

function renderBlock(block: Block, more: More): ShownBlock {
  const draw = renderers[block.kind] as (block: Block, more: More) => ShownBlock
  return draw(block, more)
}

function renderTable({ columns, rows, of }: BlockOf<'table'>, { zone }: Pick<More, 'zone'>): ShownTable {
  const shown = rows.slice(0, MOST_ROWS)
  const all = Math.max(of ?? 0, rows.length)
  return {
    kind: 'table',
    columns: columns.map((column) => ({ title: clean(columnTitle(column)), right: isNumeric(column.unit) })),
    rows: shown.map((row) => columns.map((column, i) => clean(tableCell(row[i] ?? null, column, zone)))),
    ...(all > shown.length ? { note: `Showing ${showCount(shown.length)} of ${showMany(all, 'row')}` } : {}),
  }
}

/** The numbers of a chart for those who don't see it, and for copying. */
function numbersOf({ labels, series, unit, currency }: Chart): BlockOf<'table'> {
  const amount = { unit, ...(currency ? { currency } : {}) }
  return {
    kind: 'table',
    columns: [{ name: '' }, ...series.map(({ name }) => ({ name, ...amount }))],
    rows: labels.map((label, i) => [label, ...series.map(({ values }) => values[i] ?? null)]),
  }
}

function renderButton(button: Button, more: More): ShownButton[] {
  const look = { label: clean(button.label), ...(button.style ? { style: button.style } : {}) }
  if ('say' in button) return [{ ...look, ...more.button(button) }]
  return /^https?:\/\//i.test(button.url) ? [{ ...look, url: button.url }] : []
}

function renderBar(bar: Bar): ShownBar {
  const share = bar.total ? Math.min(1, Math.max(0, (bar.done ?? 0) / bar.total)) : undefined
  const percent =
    share !== undefined && bar.state === 'running' ? showCell(Math.floor(share * 100) / 100, { unit: 'percent' }) : ''
  return {
    label: clean(bar.label),
    state: bar.state,
    ...(share === undefined ? {} : { share }),
    note: [percent, clean(barNote(bar))].filter(Boolean).join(' · '),
  }
}
