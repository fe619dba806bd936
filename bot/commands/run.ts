import { z } from 'zod'
import { filesOf } from '#db/files.ts'
import { getRun, type Run } from '#db/runs.ts'
import { fileBlock } from '#jobs/kit/files.ts'
import { showTime } from '#jobs/kit/format.ts'
import { type Job, titleOf } from '#jobs/kit/job.ts'
import { type Button, buttons, facts, type Message, message, text } from '#jobs/kit/message.ts'
import { maySeeRun } from '#jobs/kit/rights.ts'
import { type CommandContext, defineCommand, usage } from '../kit/command.ts'
import { nearest } from '../kit/typed.ts'
import { took } from './runs.ts'

export const run = defineCommand({
  name: 'run',
  group: 'Work',
  say: 'Start a job, or show one run',
  example: '/run backup',
  role: 'viewer',
  args: z.object({
    what: z.string().describe('Which job shall I start, or which run shall I show?'),
    input: z.string().optional().describe('With what? For example: days=30'),
  }),
  choices: async (_, { house }) => house.jobs.map((job) => ({ label: job.name, say: `/run ${job.name}` })),
  async run({ what, input }, context) {
    const found = await getRun(context.workspace.db, what)
    if (found && (await maySeeRun(context.workspace, context.person, found, context.house.jobs)))
      return showRun(found, context)
    const job = context.house.jobs.find(({ name }) => name === what.toLowerCase())
    if (!job) return unknown(what, context)
    const read = job.input.safeParse(pairs(input ?? ''))
    if (!read.success) return unclear(job, read.error.issues, context)
    return context.start(job, read.data)
  },
})

async function showRun(found: Run, { workspace, house, now }: CommandContext): Promise<Message> {
  const job = house.jobs.find(({ name }) => name === found.job)
  const files = await filesOf(workspace.db, found.id)
  const over = ['succeeded', 'failed', 'cancelled'].includes(found.state)
  const more: Button[] = over
    ? [{ label: 'Run again', say: `/retry ${found.id}` }]
    : [{ label: 'Stop', say: `/cancel ${found.id}`, style: 'danger' }]
  const what = {
    Run: found.id,
    State: found.state,
    Asked: showTime(new Date(found.createdAt), workspace.zone),
    Took: took(found, now()),
    Attempts: found.attempt,
    Input: shown(found.input) || '–',
  }
  return message(
    titleOf(job, found),
    found.state === 'failed' ? 'bad' : 'plain',
    facts({ ...what, ...(found.fault ? { Trouble: found.fault } : {}) }),
    ...files.map((file) => fileBlock(file)),
    buttons(...more, { label: 'Log', say: `/log ${found.id}` }),
  )
}

function unknown(what: string, { house }: CommandContext): Message {
  const near = nearest(
    what.toLowerCase(),
    house.jobs.map(({ name }) => name),
  )
  const others: Button[] = near ? [{ label: `/run ${near}`, say: `/run ${near}`, style: 'primary' }] : []
  return message(
    `No job and no run is called ${what.slice(0, 40)}`,
    'warn',
    buttons(...others, { label: 'Jobs', say: '/jobs' }, { label: 'Runs', say: '/runs' }),
  )
}

/** What a job wants to know is best asked by its own command, where there is one. */
function unclear(job: Job, issues: z.core.$ZodIssue[], { commands }: CommandContext): Message {
  const own = commands.find(({ name }) => name === job.name)
  if (own) {
    const example: Button = { label: own.example, say: own.example, style: 'primary' }
    return message(`Say it with /${own.name}`, 'plain', text(`${usage(own)}\n${own.say}.`), buttons(example))
  }
  const wrong = issues.map((issue) => `${issue.path.join('.') || 'input'}: ${issue.message}`)
  const like = `For example: /run ${job.name} ${shown(job.example)}`.trim()
  return message(`${job.name} needs to know more`, 'warn', text(wrong.join('\n')), text(like))
}

/** `days=30 branch="Chiang Mai"` as an input. */
export function pairs(input: string): Record<string, string> {
  const found = input.matchAll(/([\w-]+)=(?:"([^"]*)"|(\S+))/g)
  return Object.fromEntries([...found].map(([, key = '', quoted, bare]) => [key, quoted ?? bare ?? '']))
}

const shown = (input: unknown) =>
  Object.entries((input ?? {}) as Record<string, unknown>)
    .map(([key, value]) => `${key}=${typeof value === 'object' ? JSON.stringify(value) : value}`)
    .join(' ')
