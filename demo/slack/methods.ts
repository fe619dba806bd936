import { checkBlocks } from './blocks.ts'
import { channelOf, type Method, memberChannel, shown } from './channels.ts'
import { CHAT } from './chat.ts'
import { FILES } from './files.ts'
import { bool, list, type Params, paged, text } from './params.ts'
import { directWith, newTs, refuse, type User, type View, type World } from './world.ts'

export const METHODS: Record<string, Method> = {
  ...CHAT,
  ...FILES,
  'auth.test': ({ team, bot }) => ({
    url: `https://${team.domain}.slack.com/`,
    team: team.name,
    user: bot.name,
    team_id: team.id,
    user_id: bot.id,
    bot_id: 'B1',
    is_enterprise_install: false,
  }),
  'apps.connections.open': ({ url }) => ({ url: `${url.replace('http', 'ws')}/link/?ticket=demo&app_id=A1` }),
  'users.info': (world, params) => ({ user: userOf(world, params) }),
  'users.list': (world, params) => paged([...world.users.values()], params, 'members'),
  'users.lookupByEmail'({ users }, params) {
    const user = [...users.values()].find((u) => u.profile.email === text(params, 'email'))
    return { user: user ?? refuse('users_not_found') }
  },
  'users.conversations'(world, params) {
    const user = text(params, 'user') || world.bot.id
    const mine = [...world.channels.values()].filter((c) => c.members.has(user))
    return paged(
      mine.map((c) => shown(c, world)),
      params,
      'channels',
    )
  },
  'conversations.list': (world, params) =>
    paged(
      [...world.channels.values()].map((c) => shown(c, world)),
      params,
      'channels',
    ),
  'conversations.info': (world, params) => ({ channel: shown(channelOf(world, params), world) }),
  'conversations.members': (world, params) => paged([...channelOf(world, params).members], params, 'members'),
  'conversations.open'(world, params) {
    const user = world.users.get(text(params, 'users')) ?? refuse('user_not_found')
    const channel = directWith(world, user.id)
    return { channel: bool(params, 'return_im') ? shown(channel, world) : { id: channel.id } }
  },
  'conversations.join'(world, params) {
    const channel = channelOf(world, params)
    channel.members.add(world.bot.id)
    return { channel: shown(channel, world) }
  },
  'conversations.leave'(world, params) {
    channelOf(world, params).members.delete(world.bot.id)
    return {}
  },
  'conversations.history': (world, params) =>
    paged(
      memberChannel(world, params)
        .messages.filter((m) => !m.only)
        .toReversed(),
      params,
      'messages',
    ),
  'conversations.replies'(world, params) {
    const ts = text(params, 'ts')
    const thread = memberChannel(world, params).messages.filter((m) => m.ts === ts || m.thread_ts === ts)
    return thread.length ? paged(thread, params, 'messages') : refuse('thread_not_found')
  },
  'views.open': (world, params) => ({ view: modal(world, triggered(world, params), view(params)) }),
  'views.push': (world, params) => ({ view: modal(world, triggered(world, params), view(params)) }),
  'views.update'(world, params) {
    const id = text(params, 'view_id')
    const open = [...world.modals.values()].flat().find((v) => v.id === id) ?? refuse('not_found')
    return { view: Object.assign(open, view(params), { hash: newTs(world) }) }
  },
  'views.publish'(world, params) {
    const user = world.users.get(text(params, 'user_id')) ?? refuse('user_not_found')
    const home: View = { ...view(params), id: `V${world.next()}`, hash: newTs(world), type: 'home' }
    world.homes.set(user.id, home)
    return { view: home }
  },
}

function userOf({ users }: World, params: Params): User {
  return users.get(text(params, 'user')) ?? refuse('user_not_found')
}

/** The person whose trigger it is: good for three seconds, once. */
function triggered({ triggers }: World, params: Params): string {
  const trigger = triggers.get(text(params, 'trigger_id')) ?? refuse('invalid_trigger_id')
  if (trigger.used) refuse('exchanged_trigger_id')
  if (Date.now() - trigger.at > 3000) refuse('expired_trigger_id')
  trigger.used = true
  return trigger.user
}

function view(params: Params): View {
  const given = list<View>(params, 'view') as unknown as View
  if (!given?.type) refuse('invalid_arguments', '[ERROR] missing required field: view')
  checkBlocks(given.blocks, 'view')
  const title = (given.title as { text?: string } | undefined)?.text ?? ''
  if (given.type === 'modal' && (!title || title.length > 24))
    refuse('invalid_arguments', '[ERROR] must be less than 25 characters [json-pointer:/view/title/text]')
  const inputs = given.blocks.some((b) => b.type === 'input')
  if (given.type === 'modal' && inputs && !given.submit)
    refuse('invalid_arguments', '[ERROR] submit is required with input blocks [json-pointer:/view]')
  return given
}

function modal(world: World, user: string, content: View): View {
  const made = { ...content, id: `V${world.next()}`, hash: newTs(world) }
  world.modals.set(user, [...(world.modals.get(user) ?? []), made])
  return made
}
