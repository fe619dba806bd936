import { z } from 'zod'
import { type Chat, getChat, listChats, setChat } from '#db/chats.ts'
import { buttons, facts, type Message, message, say, text } from '#jobs/kit/message.ts'
import { type CommandContext, defineCommand } from '../kit/command.ts'
import { chatOf } from '../kit/face.ts'

const whats = ['allow', 'forbid', 'data', 'private', 'open'] as const

export const here = defineCommand({
  name: 'here',
  group: 'People',
  say: 'Let a group in, and say what it may see',
  example: '/here data sales,targets',
  role: 'admin',
  openly: true,
  args: z.object({
    what: z
      .enum(whats, `is none of ${whats.join(', ')}`)
      .optional()
      .describe('What? allow, forbid, data, private or open.'),
    datasets: z.string().optional().describe('Which datasets? For example sales,targets – or all, or none.'),
  }),
  async run({ what, datasets }, context) {
    if (context.direct) return list(context)
    if (!what) return show(context)
    if (what === 'data') return mayShow(datasets ?? 'all', context)
    await changeChat(context, changes[what])
    return show(context)
  },
})

const changes: Record<'allow' | 'forbid' | 'private' | 'open', Partial<Chat>> = {
  allow: { state: 'allowed' },
  forbid: { state: 'forbidden' },
  private: { state: 'allowed', private: true },
  open: { state: 'allowed', private: false },
}

async function mayShow(said: string, context: CommandContext): Promise<Message> {
  const words = said
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean)
  const known = (await context.house.datasets(context.workspace)).map(({ name }) => name)
  const unknown = words.filter((word) => word !== 'all' && word !== 'none' && !known.includes(word))
  if (unknown.length)
    return say(`I know no dataset called ${unknown.join(', ')}. I know: ${known.join(', ') || 'none yet'}.`, 'warn')
  const data = words.includes('all') ? ['*'] : words.filter((word) => word !== 'none')
  await changeChat(context, { state: 'allowed', private: false, data })
  return show(context)
}

async function changeChat(
  { workspace, place, person, note, now }: CommandContext,
  change: Partial<Chat>,
): Promise<void> {
  const chat = await setChat(workspace.db, chatOf(place), change, person.id, now())
  note('changed', `chat ${chat.place}: ${standing(chat)}, ${seen(chat)}`)
}

async function show({ workspace, place }: CommandContext): Promise<Message> {
  const chat = await getChat(workspace.db, chatOf(place))
  const next = [
    chat?.state === 'allowed' ? { label: 'Close it', say: '/here forbid' } : { label: 'Let it in', say: '/here allow' },
    ...(chat?.data?.includes('*') ? [] : [{ label: 'Show all data', say: '/here data all' }]),
    ...(chat?.private
      ? [{ label: 'Answer here', say: '/here open' }]
      : [{ label: 'Answer directly', say: '/here private' }]),
  ]
  return message(
    'This chat',
    chat?.state === 'allowed' ? 'good' : 'warn',
    facts({ State: standing(chat), Shows: seen(chat) }),
    buttons(...next),
  )
}

/** Asked between the two of us: the groups I know. */
async function list({ workspace }: CommandContext): Promise<Message> {
  const groups = (await listChats(workspace.db)).filter(({ direct }) => !direct)
  if (!groups.length) return say('No group has been let in yet. Say /here allow in one that I am a member of.')
  const rows = groups.map((chat) => [chat.place, chat.goneAt ? 'out of reach' : standing(chat), seen(chat)])
  const columns = ['chat', 'state', 'shows'].map((name) => ({ name }))
  return message(
    'Groups',
    'plain',
    { kind: 'table', columns, rows },
    text('/here in a group changes what it may see.', 'quiet'),
  )
}

const standing = (chat: Chat | undefined) =>
  chat ? (chat.state === 'allowed' ? 'let in' : 'closed') : 'not let in yet'

function seen(chat: Chat | undefined): string {
  if (chat?.private) return 'nothing: every answer goes to who asked, directly'
  if (!chat?.data) return 'what everyone here may see, where I can tell who is here'
  return chat.data.includes('*') ? 'all data' : chat.data.join(', ') || 'no data'
}
