import type { Dataset } from '#db/dataset.ts'
import { describePlan } from '#db/plan/describe.ts'
import type { Condition, Plan } from '#db/plan.ts'
import { type Block, type BlockOf, type Button, buttons, type Message, message, text } from '../message.ts'
import type { Repeats } from './asked.ts'
import { chartOf, crossTable } from './chart.ts'
import type { Choice } from './choices.ts'
import type { Found } from './find.ts'
import { type Noted, originOf, warningsFor } from './notes.ts'
import { offersFor } from './offers.ts'
import type { Understood, Via } from './understand.ts'
import type { Explained } from './why.ts'
import { isTime } from './words.ts'

/** One answer, all that is known about it. */
export type Answered = Noted & {
  run: string
  read: Extract<Understood, { kind: 'plan' }>
  base: Dataset
  found: Found
  sentence: string
  explained?: Explained
  file?: BlockOf<'file'>
  limits: Condition[]
  repeats?: Repeats | undefined
}

const SHORT = 12
/** Nobody is sent to a file for three rows more. */
const NEARLY = 15

/** An answer: the sentence, the picture, the table, and always what was understood and where the numbers come from. */
export async function sayAnswer(answered: Answered): Promise<Message> {
  const { found, explained, sentence, file } = answered
  const table = explained?.table ?? crossTable(found) ?? moversFirst(found)
  const chart = chartOf(found, titleOf(found.plan, answered))
  const blocks: Block[] = [
    ...(explained?.more ?? []).map((line) => text(line)),
    ...(!explained && isShort(table, found) ? [] : [{ ...table, rows: shortOf(table, found.plan), ...restOf(table) }]),
    ...(chart ? [chart] : []),
    ...(file ? [file] : []),
    text(await notesOf(answered), 'quiet'),
    buttonsOf(answered),
  ]
  return message(sentence, 'plain', ...blocks)
}

/** Who asks for a change wants to see it without scrolling: a phone shows two columns. */
function moversFirst({ plan, table, compared }: Found): BlockOf<'table'> {
  const at = compared?.pair.by.length ?? 0
  if (!compared?.sides.includes('change') || !plan.order?.some((each) => 'show' in each)) return table
  const places = (['change', 'growth', 'now', 'before'] as const).flatMap((side) => {
    const place = compared.sides.indexOf(side)
    return place < 0 ? [] : [at + place]
  })
  const order = [...Array(at).keys(), ...places]
  const pick = <T>(all: T[]) => order.map((i) => all[i]!)
  return { ...table, columns: pick(table.columns), rows: table.rows.map(pick) }
}

/** One number needs no table: the sentence has it. */
const isShort = ({ rows, columns }: BlockOf<'table'>, { compared }: Found) =>
  !rows.length || (rows.length === 1 && (columns.length <= 2 || Boolean(compared)))
/** Of a long course of days the latest are looked at first. */
const shortOf = ({ rows }: BlockOf<'table'>, { by = [], order, limit }: Plan) =>
  rows.length <= NEARLY ? rows : isTime(by[0]) && !order && !limit ? rows.slice(-SHORT) : rows.slice(0, SHORT)
const restOf = ({ rows }: BlockOf<'table'>) => (rows.length > NEARLY ? { of: rows.length } : {})

function titleOf({ order, limit: _, ...plan }: Plan, { known }: Answered): string {
  const change = order?.some((each) => 'show' in each) ? 'Change: ' : ''
  return `${change}${describePlan(plan, known.datasets)}`
}

async function notesOf(answered: Answered): Promise<string> {
  const { read, found, run, repeats } = answered
  const lines = [
    ...(await warningsFor(found, answered)),
    ...(read.note ? [read.note] : []),
    ...(read.carried ? [`Goes on from: ${read.carried}`] : []),
    `Read as: ${read.sentence}${always(answered)}${VIA[read.via]}`,
    originOf(found, answered),
    ...(repeats ? [`Comes ${repeats.say}`] : []),
    `answer ${run}`,
  ]
  return lines.join('\n')
}

/** Where nobody said when, that is said: every day there is. */
const always = ({ base, found: { plan } }: Answered): string =>
  base.time && !/"(period|periods|part)":/.test(JSON.stringify([plan.where, plan.by, plan.measures]))
    ? ', all days'
    : ''

const VIA: Record<Via, string> = {
  reader: '',
  model: ' (by the local model)',
  choice: ' (as chosen)',
  verified: ' ✓ verified',
}

function buttonsOf({ found, base, run, read, explained, file, repeats }: Answered): Block {
  const next = (label: string): Button => ({ label, say: `/ask ${run}: ${label.toLowerCase()}` })
  const offers = (found.counted ? offersFor(found, base) : []).map(({ label }) => next(label))
  const why = !explained && found.compared && found.table.rows.length ? [next('Why?')] : []
  const again = found.counted && !explained ? [{ label: 'Repeat', say: `/repeat ${run}` }] : []
  const all: Button[] = [
    ...why,
    ...offers.slice(0, 3 - why.length),
    ...(found.table.rows.length > 1 ? filesOf(run, file) : []),
    { label: 'How?', say: `/how ${run}` },
    ...(repeats ? [{ label: 'Stop repeating', say: `/repeat stop ${repeats.id}` }] : again),
    ...(read.via === 'choice' ? [next('Ask me again')] : []),
    { label: '👍', say: `/rate ${run} good` },
    { label: '👎', say: `/rate ${run} bad` },
  ]
  return buttons(...all)
}

/** The whole table to take along, in the shape that isn't there yet. */
function filesOf(run: string, file: BlockOf<'file'> | undefined): Button[] {
  const all = [
    { label: 'Excel', say: `/excel ${run}` },
    { label: 'CSV', say: `/csv ${run}` },
  ]
  return all.filter((_, i) => !file || file.name.endsWith('.csv') === (i === 0))
}

/** A question back: what tells the readings apart is on the buttons, the whole of each is below the question. */
export function sayDoubt(question: string, choices: Choice[], run: string): Message {
  const short = choices.some(({ label, sentence }) => label !== sentence)
  const lines = choices.map(({ sentence }, i) => (choices.length > 1 ? `${i + 1}. ${sentence}` : sentence))
  const answers = choices.map(({ label }): Button => ({ label, say: `/ask ${run}: ${label}` }))
  return message(question, 'plain', ...(short ? [text(lines.join('\n'))] : []), buttons(...answers))
}

/** A no with its reason, and what could be asked instead. */
export function sayNo({ why, suggestions }: Extract<Understood, { kind: 'refused' }>): Message {
  const others = suggestions.map((say): Button => ({ label: say, say }))
  return message(
    "I can't answer that",
    'warn',
    text(why),
    ...(others.length ? [text('You could ask:'), buttons(...others)] : []),
  )
}
