import { z } from 'zod'
import { getChat, setChat } from '#db/chats.ts'
import { addNotice, dropNotice, listNotices } from '#db/notices.ts'
import { showTime } from '#jobs/kit/format.ts'
import { buttons, type Message, message, say, text } from '#jobs/kit/message.ts'
import { type CommandContext, defineCommand, may } from '../kit/command.ts'
import { chatOf } from '../kit/face.ts'
import { isSpan } from '../kit/quiet.ts'
import { nearest } from '../kit/typed.ts'

export const notify = defineCommand({
  name: 'notify',
  group: 'Work',
  say: 'Hear of runs without asking: failed, finished, started, or daily',
  example: '/notify here failed',
  role: 'viewer',
  args: z.object({
    words: z.string().optional().describe('What? For example: failed, finished of backup, daily, off 3'),
  }),
  async run({ words = '' }, context) {
    const said = words
      .trim()
      .toLowerCase()
      .replace(/^here\s*/, '')
    if (said && !context.direct && !may(context.person, 'operator'))
      return say(
        'What this chat hears of is for operators to say. Tell me directly what you want to hear yourself.',
        'warn',
      )
    for (const [pattern, act] of acts) {
      const found = pattern.exec(said)
      if (found) return act(found.slice(1), context)
    }
    return say(
      'Write for example: /notify here failed – or finished of backup, daily, off 3, quiet 22:00-07:00, mute 2h.',
      'warn',
    )
  },
})

type Act = (words: string[], context: CommandContext) => Promise<Message>
const acts: [RegExp, Act][] = [
  [/^$/, (_, context) => list(context)],
  [
    /^(failed|finished|started|daily)(?:\s+(?:of\s+)?(\S+))?$/,
    ([what, job], context) => add(what as 'failed', job, context),
  ],
  [/^off(?:\s+(\d+|all))?$/, ([which], context) => off(which, context)],
  [/^quiet\s+(\S+)$/, ([span], context) => quiet(span!, context)],
  [
    /^(?:mute|unmute)(?:\s+(\d+)\s*(m|h|d)\w*|\s+off)?$/,
    ([count, unit], context) => mute(Number(count ?? 0), unit, context),
  ],
]

async function add(
  what: 'failed' | 'finished' | 'started' | 'daily',
  job: string | undefined,
  context: CommandContext,
): Promise<Message> {
  const { workspace, house, place, direct, person, note, now } = context
  const names = house.jobs.map(({ name }) => name)
  if (job && !names.includes(job)) {
    const near = nearest(job, names)
    return say(`No job is called ${job}.${near ? ` Did you mean ${near}?` : ' /jobs lists them.'}`, 'warn')
  }
  await addNotice(workspace.db, { place, what, job: job ?? '*', direct, by: person.id, at: now() })
  note('changed', `${place} hears of ${what}${job ? ` of ${job}` : ''}`)
  return say(
    what === 'daily'
      ? `I send a summary here every day at ${house.config.DAILY_AT} (${workspace.zone}).`
      : `I tell you here when ${job ?? 'a run'} ${verbs[what]}.`,
    'good',
  )
}

const verbs = { failed: 'fails', finished: 'ends, however it ends', started: 'begins' }

async function list({ workspace, place, now }: CommandContext): Promise<Message> {
  const found = await listNotices(workspace.db, place)
  const chat = await getChat(workspace.db, chatOf(place))
  const small = [
    chat?.quiet ? `Quiet ${chat.quiet} (${workspace.zone}).` : '',
    (chat?.mutedUntil ?? 0) > now() ? `Muted until ${showTime(new Date(chat!.mutedUntil!), workspace.zone)}.` : '',
  ].filter(Boolean)
  const first = ['failed', 'finished', 'daily'].map((what) => ({ label: what, say: `/notify here ${what}` }))
  if (!found.length)
    return message('Nothing is told here unasked', 'plain', ...small.map((line) => text(line)), buttons(...first))
  const rows = found.map(({ id, what, job }) => [String(id), what, job === '*' ? 'every job' : job])
  return message(
    'What is told here',
    'plain',
    { kind: 'table', columns: [{ name: 'no' }, { name: 'what' }, { name: 'of' }], rows },
    ...small.map((line) => text(line)),
    buttons(...found.slice(0, 4).map(({ id, what }) => ({ label: `${what} off`, say: `/notify off ${id}` }))),
  )
}

async function off(which: string | undefined, { workspace, place, note }: CommandContext): Promise<Message> {
  const here = await listNotices(workspace.db, place)
  const wanted = which === undefined || which === 'all' ? here : here.filter(({ id }) => id === Number(which))
  if (!wanted.length)
    return say(
      which ? `There is no number ${which} here. /notify lists them.` : 'Nothing is told here unasked.',
      'warn',
    )
  for (const { id } of wanted) await dropNotice(workspace.db, id, place)
  note('changed', `${place} no longer hears of ${wanted.map(({ what }) => what).join(', ')}`)
  return say(`I no longer tell you here of ${wanted.map(({ what }) => what).join(', ')}.`, 'good')
}

async function quiet(span: string, { workspace, place, direct, person, now }: CommandContext): Promise<Message> {
  if (span !== 'off' && !isSpan(span)) return say('Write the quiet hours like 22:00-07:00, or off.', 'warn')
  await setChat(workspace.db, chatOf(place), { quiet: span === 'off' ? null : span, direct }, person.id, now())
  return say(
    span === 'off'
      ? 'There are no quiet hours here any more.'
      : `News waits from ${span.replace('-', ' to ')} (${workspace.zone}).`,
    'good',
  )
}

const units: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000 }

async function mute(
  count: number,
  unit: string | undefined,
  { workspace, place, direct, person, now }: CommandContext,
): Promise<Message> {
  const until = count ? now() + count * units[unit ?? 'h']! : null
  await setChat(workspace.db, chatOf(place), { mutedUntil: until, direct }, person.id, now())
  return say(
    until ? `No news here until ${showTime(new Date(until), workspace.zone)}.` : 'News is told here again.',
    'good',
  )
}
