import { type Params, text } from './params.ts'
import { type Channel, directWith, refuse, type World } from './world.ts'

export type Method = (world: World, params: Params) => Record<string, unknown>

export function channelOf(world: World, params: Params): Channel {
  const id = text(params, 'channel')
  if (world.users.has(id) && id !== world.bot.id) return directWith(world, id)
  return world.channels.get(id) ?? refuse('channel_not_found')
}

export function memberChannel(world: World, params: Params): Channel {
  const channel = channelOf(world, params)
  if (channel.is_archived) refuse('is_archived')
  if (!channel.members.has(world.bot.id)) refuse(channel.kind === 'channel' ? 'not_in_channel' : 'channel_not_found')
  return channel
}

export function shown(
  { id, name, kind, is_archived, is_ext_shared, members }: Channel,
  { bot }: World,
): Record<string, unknown> {
  const other = [...members].find((user) => user !== bot.id)
  const is_im = kind === 'im'
  const own = is_im ? { user: other } : { name, is_member: members.has(bot.id), num_members: members.size }
  return {
    id,
    is_im,
    is_channel: !is_im,
    is_private: kind !== 'channel',
    is_archived,
    is_ext_shared,
    is_mpim: false,
    ...own,
  }
}
