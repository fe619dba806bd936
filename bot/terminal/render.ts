import { styleText } from 'node:util'
import { columnTitle, showBytes, showDay, showShort, tableCell } from '#jobs/kit/format.ts'
import type { Block, Button, Chart, Message, Tone } from '#jobs/kit/message.ts'
import { grid } from '../kit/grid.ts'
import { barNote, drawBar, STATE_SIGN, signed } from '../kit/signs.ts'
import { clean } from '../kit/words.ts'
import { pressable } from './press.ts'

export type Look = { width: number; color: boolean; pathOf?(file: string, name: string): string }

/** A message as lines of text, as wide as the terminal. */
export function render(message: Message, look: Look): string {
  const title = message.title
    ? paint(signed(message.tone, clean(message.title)), ['bold', colorOf[message.tone]], look)
    : ''
  const numbers = new Map(pressable(message).map((button, i) => [button, i + 1]))
  const numbered = (button: Button) => ('url' in button ? undefined : numbers.get(button))
  const blocks = message.blocks.map((block) => showBlock(block, look, numbered)).filter(Boolean)
  return [title, ...blocks].filter(Boolean).join('\n')
}

type Style = Parameters<typeof styleText>[0]
const colorOf: Record<Tone, 'reset' | 'green' | 'yellow' | 'red'> = {
  plain: 'reset',
  good: 'green',
  warn: 'yellow',
  bad: 'red',
}
const paint = (text: string, style: Style, look: Look) =>
  look.color ? styleText(style, text, { validateStream: false }) : text

function showBlock(block: Block, look: Look, numbered: (button: Button) => number | undefined): string {
  switch (block.kind) {
    case 'text':
      return block.style === 'quiet' ? paint(clean(block.text), 'dim', look) : clean(block.text)
    case 'facts': {
      const widest = Math.max(...block.facts.map((fact) => fact.label.length))
      return block.facts
        .map(({ label, value }) => `${paint(clean(label).padEnd(widest), 'dim', look)}  ${clean(value)}`)
        .join('\n')
    }
    case 'table': {
      const drawn =
        grid(block, look.width) ??
        [
          block.columns.map(columnTitle),
          ...block.rows.map((row) => block.columns.map((c, i) => tableCell(row[i] ?? null, c))),
        ]
          .map((line) => line.join(' | '))
          .join('\n')
      const more =
        block.of && block.of > block.rows.length
          ? `\n${paint(`${block.rows.length} of ${block.of} rows`, 'dim', look)}`
          : ''
      return clean(drawn) + more
    }
    case 'chart':
      return showChart(block.chart, look)
    case 'file':
      return `📄 ${clean(block.name)} (${showBytes(block.bytes)})${block.say ? ` – ${clean(block.say)}` : ''}${look.pathOf ? `\n   ${look.pathOf(block.file, block.name)}` : ''}`
    case 'buttons':
      return block.buttons.map((button) => showButton(button, numbered(button), look)).join('  ')
    case 'progress':
      return block.bars
        .map((bar) =>
          [STATE_SIGN[bar.state], clean(bar.label), drawBar(bar), clean(barNote(bar))].filter(Boolean).join(' '),
        )
        .join('\n')
  }
}

/** Typing its number is pressing it; a card's button says what to type. */
function showButton(button: Button, number: number | undefined, look: Look): string {
  const label = clean(button.label)
  if (number) return `${paint(`[${number}]`, 'cyan', look)} ${label}`
  return `${paint(`[${label}]`, 'cyan', look)} ${paint('url' in button ? button.url : button.say, 'dim', look)}`
}

const MOST_LINES = 24

/** One bar a label; only the first series, the table beside it has the rest. */
function showChart(chart: Chart, look: Look): string {
  const values = chart.series[0]?.values ?? []
  const most = Math.max(...values.map((value) => Math.abs(value ?? 0)), 1e-9)
  // Of a course of days the latest, of anything else the first.
  const first = chart.type === 'line' ? Math.max(0, chart.labels.length - MOST_LINES) : 0
  const shown = chart.labels.slice(first, first + MOST_LINES).map(showDay)
  const widest = Math.min(24, Math.max(...shown.map((label) => label.length), 0))
  const room = Math.max(8, Math.min(40, look.width - widest - 14))
  const named = chart.series.length > 1 ? ` (${chart.series[0]!.name})` : ''
  const lines = shown.map((label, i) => {
    const value = values[first + i] ?? null
    const bar = '█'.repeat(Math.round((Math.abs(value ?? 0) / most) * room))
    return `${clean(label).slice(0, widest).padEnd(widest)} ${bar} ${value === null ? '–' : showShort(value, chart)}`
  })
  return [paint(clean(chart.title + named), 'underline', look), ...lines].join('\n')
}
