import { showMany } from '#jobs/kit/format.ts'
import type { Block, BlockOf, Message } from '#jobs/kit/message.ts'
import { barNote, signed } from '../kit/signs.ts'
import { clip } from '../kit/words.ts'
import { escaped } from './rich.ts'

const MOST = 600

/** The message in plain words: what a notification, a search and a screen reader show. */
export function fallback(message: Message, part = 0): string {
  const blocks = message.blocks.map((block) => wordsOf(block)).filter(Boolean)
  const title = message.title ?? (blocks.length ? '' : 'Nothing to show.')
  const all = signed(message.tone, [title, ...blocks].filter(Boolean).join('\n'))
  return escaped(clip(part ? `(${part + 1}) ${all}` : all, MOST))
}

const WORDS: { [K in Block['kind']]: (block: BlockOf<K>) => string } = {
  text: ({ text }) => clip(text, 1000),
  facts: ({ facts }) => facts.map((f) => `${f.label}: ${f.value}`).join('\n'),
  table: (table) => `Table, ${showMany(table.of ?? table.rows.length, 'row')}`,
  chart: ({ chart }) => `Chart: ${chart.title}`,
  file: (file) => file.say ?? file.name,
  buttons: () => '',
  progress: ({ bars }) => bars.map((bar) => [bar.label, bar.state, barNote(bar)].filter(Boolean).join(', ')).join('\n'),
}

function wordsOf<K extends Block['kind']>(block: BlockOf<K>): string {
  return WORDS[block.kind as K](block)
}
