import { z } from 'zod'
import { Fault } from '#connectors/kit/fault.ts'
import { chooseExports, knownExports } from '#jobs/export/choose.ts'
import { type Found, findRange } from '#jobs/export/range.ts'
import { readWish } from '#jobs/export/wish.ts'
import { exportJob } from '#jobs/export.ts'
import { exportPreview } from '#jobs/export-preview.ts'
import { type Button, buttons, type Message, message, text } from '#jobs/kit/message.ts'
import { type CommandContext, defineCommand } from '../kit/command.ts'

const DAYS = ['today', 'yesterday', 'last 7 days', 'this month', 'last month']

export const exportCommand = defineCommand({
  name: 'export',
  group: 'Work',
  say: 'Fetch exports of the back office into the datasets and the sheets',
  example: '/export all yesterday',
  role: 'viewer',
  args: z.object({
    what: z.string().describe('Which export? all, or its name'),
    when: z.string().optional().describe('Which days? Then, if you like: to SHEET, preview'),
  }),
  choices: async (_, { workspace }) =>
    ['all', ...(await knownExports(workspace.outside)).map(({ name }) => name)].map((name) => ({
      label: name,
      say: `/export ${name}`,
    })),
  async run({ what, when = '' }, context) {
    const { workspace, now } = context
    try {
      const exports = what.toLowerCase().split(',').filter(Boolean)
      chooseExports(await knownExports(workspace.outside), exports)
      const wish = readWish(when)
      const found = findRange(wish.days, workspace, now())
      if (!('range' in found)) return askDays(what, wish.rest, found, context)
      const input = {
        exports,
        range: found.range,
        ...(wish.sheet ? { sheet: wish.sheet } : {}),
        ...(wish.as ? { as: wish.as } : {}),
      }
      return await context.start(wish.preview ? exportPreview : exportJob, input)
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      return message(error.message, 'warn', text(error.hint))
    }
  },
})

type Missing = Exclude<Found, { range: unknown }>

function askDays(what: string, rest: string, found: Missing, { workspace }: CommandContext): Message {
  const days = found.choices ?? DAYS.map((day) => ({ label: day, days: day }))
  const choices = days.map(({ label, days }): Button => ({ label, say: `/export ${what} ${days}${rest}` }))
  return message(
    'Which days?',
    found.why ? 'warn' : 'plain',
    ...(found.why ? [text(found.why)] : []),
    buttons(...choices),
    text(`Or say them: /export ${what} 1-15 Nov. Days are those of ${workspace.zone}.`, 'quiet'),
  )
}
