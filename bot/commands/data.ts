import { z } from 'zod'
import type { Dataset } from '#db/dataset.ts'
import { datasetStates } from '#db/dataset-state.ts'
import { listRejects } from '#db/rejects.ts'
import { showCount, showTime } from '#jobs/kit/format.ts'
import { type Button, buttons, facts, type Message, message, say, text } from '#jobs/kit/message.ts'
import { type CommandContext, defineCommand } from '../kit/command.ts'
import { nearest } from '../kit/typed.ts'

export const data = defineCommand({
  name: 'data',
  group: 'Data',
  say: 'What I know, how fresh it is, and what was refused',
  example: '/data sales',
  role: 'viewer',
  numbers: true,
  args: z.object({
    dataset: z.string().optional().describe('Which dataset?'),
    part: z.enum(['rejects'], 'can only be: rejects').optional().describe('Which part?'),
  }),
  async run({ dataset, part }, context) {
    const known = await context.house.datasets(context.workspace)
    if (!dataset) return overview(known, context)
    const found = known.find(({ name }) => name === dataset.toLowerCase())
    if (!found) return unknown(dataset, known)
    return part === 'rejects' ? refused(found, context) : describe(found, context)
  },
})

async function overview(known: Dataset[], { workspace, now }: CommandContext): Promise<Message> {
  if (!known.length) return say('I know nothing yet. Hand me a file, or connect something.')
  const states = await datasetStates(workspace.db)
  const rows = known.map(({ name, say, about = say, freshHours }) => {
    const state = states.get(name)
    return [name, about, state?.rows ?? 0, freshness(state?.lastWriteAt, freshHours, now())]
  })
  const columns = [
    { name: 'dataset' },
    { name: 'what it is' },
    { name: 'rows', unit: 'count' as const },
    { name: 'fresh' },
  ]
  const more = known.slice(0, 4).map(({ name }): Button => ({ label: name, say: `/data ${name}` }))
  return message('What I know', 'plain', { kind: 'table', columns, rows }, buttons(...more))
}

async function describe(dataset: Dataset, { workspace, now }: CommandContext): Promise<Message> {
  const state = (await datasetStates(workspace.db)).get(dataset.name)
  const when = state?.lastWriteAt ? showTime(new Date(state.lastWriteAt), workspace.zone) : 'never'
  const what = {
    Rows: showCount(state?.rows ?? 0),
    'Last written': when,
    Fresh: freshness(state?.lastWriteAt, dataset.freshHours, now()),
    'Last run': state?.lastRun ?? '–',
    'One row is known by': dataset.key.join(', '),
  }
  const words = [
    `You can ask for: ${Object.values(dataset.measures)
      .map(({ say }) => say)
      .join(', ')}.`,
    `By: ${Object.values(dataset.dimensions)
      .map(({ say }) => say)
      .join(', ')}.`,
  ].join('\n')
  const asks = dataset.asks.slice(0, 3).map(({ say }): Button => ({ label: say, say }))
  return message(
    dataset.name,
    'plain',
    text(`${dataset.about ?? dataset.say}.`),
    facts(what),
    text(words),
    buttons(...asks, { label: 'Refused rows', say: `/data ${dataset.name} rejects` }),
  )
}

async function refused(dataset: Dataset, { workspace }: CommandContext): Promise<Message> {
  const rejects = await listRejects(workspace.db, dataset.name, { limit: 20 })
  if (!rejects.length) return say(`No row of ${dataset.name} was refused.`, 'good')
  const rows = rejects.map(({ run, line, reason, row }) => [run, line, reason, JSON.stringify(row).slice(0, 120)])
  return message(`Refused rows of ${dataset.name}`, 'plain', {
    kind: 'table',
    columns: [{ name: 'run' }, { name: 'line', unit: 'count' }, { name: 'reason' }, { name: 'row' }],
    rows,
  })
}

function unknown(wanted: string, known: Dataset[]): Message {
  const near = nearest(
    wanted.toLowerCase(),
    known.map(({ name }) => name),
  )
  return message(
    `I know no dataset called ${wanted.slice(0, 40)}`,
    'warn',
    buttons(...(near ? [{ label: near, say: `/data ${near}` }] : []), { label: 'All', say: '/data' }),
  )
}

function freshness(lastWriteAt: number | null | undefined, freshHours: number, now: number): string {
  if (!lastWriteAt) return 'empty'
  return now - lastWriteAt <= freshHours * 3_600_000
    ? 'yes'
    : `stale: ${Math.floor((now - lastWriteAt) / 3_600_000)} h old`
}
