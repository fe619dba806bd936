import type { Plan } from '#db/plan.ts'
import { isNumeric, showCell, showMany, showTime } from '../format.ts'
import { type Block, type BlockOf, type Button, buttons, type Message, message, text } from '../message.ts'
import type { Workspace } from '../workspace.ts'
import { chartOf } from './chart.ts'
import type { Knowledge } from './knowledge.ts'

export type Answered = {
  question: string
  plan: Plan
  sentence: string
  table: BlockOf<'table'>
  run: string
  file?: BlockOf<'file'>
}

const SHORT = 12

/** An answer: the sentence, the table, the picture, and always where the numbers come from. */
export function sayAnswer(answered: Answered, known: Knowledge, workspace: Workspace, now: number): Message {
  const { plan, table, sentence } = answered
  if (!table.rows.length)
    return message(
      sentence,
      'plain',
      text('There are no such rows.'),
      notes(answered, known, workspace, now),
      more(answered),
    )
  const single = table.rows.length === 1 && table.columns.length <= 3
  const shown: BlockOf<'table'> = {
    ...table,
    rows: table.rows.slice(0, SHORT),
    ...(table.rows.length > SHORT ? { of: table.rows.length } : {}),
  }
  const chart = chartOf(table, plan, sentence)
  const blocks: Block[] = [
    text(headline(table)),
    ...(single ? [] : [shown]),
    ...(chart ? [chart] : []),
    ...(answered.file ? [answered.file] : []),
  ]
  return message(sentence, 'plain', ...blocks, notes(answered, known, workspace, now), more(answered))
}

/** The number itself, in words: one value, or the first row of several. */
function headline({ columns, rows }: BlockOf<'table'>): string {
  const first = rows[0]!
  const numbers = columns.flatMap((column, i) =>
    isNumeric(column.unit) ? [`${column.name}: ${showCell(first[i] ?? null, column)}`] : [],
  )
  const names = columns.flatMap((column, i) => (isNumeric(column.unit) ? [] : [showCell(first[i] ?? null, column)]))
  if (!names.length) return numbers.join(', ')
  if (!numbers.length) return rows.length === 1 ? names.join(', ') : `${showMany(rows.length, 'row')}:`
  return `${names.join(', ')} – ${numbers.join(', ')}${rows.length > 1 ? `, then ${rows.length - 1} more` : ''}`
}

function notes({ plan, run }: Answered, { states, datasets }: Knowledge, { zone }: Workspace, now: number): Block {
  const state = states.get(plan.dataset)
  const dataset = datasets.find(({ name }) => name === plan.dataset)
  const asOf = state?.lastWriteAt
    ? `as of ${showTime(new Date(state.lastWriteAt), zone)}, run ${state.lastRun}`
    : 'never loaded'
  const stale = state?.lastWriteAt && dataset && now - state.lastWriteAt > dataset.freshHours * 3_600_000
  const lines = [
    `From ${plan.dataset}, ${asOf}; days in ${zone} time.`,
    ...(stale ? ['These numbers are older than they should be: ask "is the data fresh?"'] : []),
    `answer ${run}`,
  ]
  return text(lines.join('\n'), 'quiet')
}

function more({ plan, run, table }: Answered): Block {
  const all: Button[] = [
    ...(table.rows.length > 1 ? [{ label: 'Excel', say: `/excel ${run}` }] : []),
    { label: 'How?', say: `/how ${run}` },
    ...(plan.compare ? [] : [{ label: 'Compare with before', say: 'compared with the period before' }]),
  ]
  return buttons(...all)
}
