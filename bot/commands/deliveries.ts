import { z } from 'zod'
import { countDeliveries, type Delivery, deliveriesIn, sendAgain } from '#db/deliveries.ts'
import { showMany, showTime } from '#jobs/kit/format.ts'
import { type Button, buttons, type Message, message, say, text } from '#jobs/kit/message.ts'
import { type CommandContext, defineCommand } from '../kit/command.ts'

const lost = ['failed', 'unknown'] as const

export const deliveries = defineCommand({
  name: 'deliveries',
  group: 'House',
  say: 'Messages that wait, failed or may not have arrived; send them again',
  example: '/deliveries',
  role: 'admin',
  args: z.object({
    what: z.enum(['again'], 'can only be: again').optional().describe('Send again?'),
    which: z
      .string()
      .regex(/^(all|\d+)$/i, 'is neither a number nor all')
      .optional()
      .describe('Which one? Its number, or all.'),
  }),
  async run({ what, which }, context) {
    return what ? again(which ?? 'all', context) : show(context)
  },
})

async function again(which: string, { workspace, house, note, now }: CommandContext): Promise<Message> {
  const found = await deliveriesIn(workspace.db, [...lost], 1000)
  const wanted = found.filter(({ id }) => which.toLowerCase() === 'all' || id === Number(which)).map(({ id }) => id)
  if (!wanted.length)
    return say(
      which === 'all' ? 'There is nothing to send again.' : `Delivery ${which} neither failed nor is unknown.`,
      'warn',
    )
  const count = await sendAgain(workspace.db, wanted, now())
  note('changed', `${showMany(count, 'delivery', 'deliveries')} sent again`, { deliveries: wanted.slice(0, 100) })
  house.bell.ring()
  return say(`I send ${showMany(count, 'message')} again. What may have arrived before is marked as repeated.`, 'good')
}

async function show({ workspace }: CommandContext): Promise<Message> {
  const { db, zone } = workspace
  const counts = (await countDeliveries(db)).map(({ state, count }) => `${count} ${state}`).join(', ')
  const found = await deliveriesIn(db, [...lost, 'waiting', 'sending'], 15)
  if (!found.length) return say(`Every message arrived${counts ? `: ${counts}` : ''}.`, 'good')
  const rows = found.map((one) => [
    String(one.id),
    one.state,
    one.place,
    titleOf(one),
    one.trouble,
    showTime(new Date(one.changedAt), zone),
  ])
  const retry = found.filter(({ state }) => state === 'failed' || state === 'unknown')
  const more: Button[] = retry
    .slice(0, 3)
    .map(({ id }) => ({ label: `Send ${id} again`, say: `/deliveries again ${id}` }))
  return message(
    'Deliveries',
    retry.length ? 'warn' : 'plain',
    { kind: 'table', columns: ['no', 'state', 'to', 'what', 'trouble', 'since'].map((name) => ({ name })), rows },
    text(counts, 'quiet'),
    ...(retry.length ? [buttons(...more, { label: 'Send all again', say: '/deliveries again all' })] : []),
  )
}

/** The title only: what a message shows is not an admin's to read here. */
const titleOf = ({ message, source }: Delivery) =>
  (message as Message).title?.slice(0, 40) ?? source.split(':')[0] ?? ''
