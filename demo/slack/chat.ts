import { checkBlocks } from './blocks.ts'
import { channelOf, type Method, memberChannel } from './channels.ts'
import { list, type Params, text } from './params.ts'
import { addMessage, type Block, type Channel, type Message, newTs, refuse, type World } from './world.ts'

export const CHAT: Record<string, Method> = {
  'chat.postMessage'(world, params) {
    const content = contentOf(params)
    const channel = memberChannel(world, params)
    const thread_ts = text(params, 'thread_ts')
    if (thread_ts && !channel.messages.some((m) => m.ts === thread_ts)) refuse('thread_not_found')
    const message = addMessage(world, channel, { user: world.bot.id, ...content, ...(thread_ts && { thread_ts }) })
    return { channel: channel.id, ts: message.ts, message }
  },
  'chat.postEphemeral'(world, params) {
    const content = contentOf(params)
    const channel = memberChannel(world, params)
    const only = text(params, 'user')
    if (!channel.members.has(only)) refuse('user_not_in_channel')
    return { message_ts: addMessage(world, channel, { user: world.bot.id, only, ...content }).ts }
  },
  'chat.update'(world, params) {
    const content = contentOf(params)
    const { channel, message } = ownMessage(world, params, 'cant_update_message')
    if (!content.blocks) delete message.blocks
    Object.assign(message, content, { edited: { user: world.bot.id, ts: newTs(world) } })
    return { channel: channel.id, ts: message.ts, text: message.text, message }
  },
  'chat.delete'(world, params) {
    const { channel, message } = ownMessage(world, params, 'cant_delete_message')
    channel.messages = channel.messages.filter((m) => m !== message)
    return { channel: channel.id, ts: message.ts }
  },
  'chat.getPermalink'(world, params) {
    const ts = text(params, 'message_ts')
    return {
      permalink: `https://${world.team.domain}.slack.com/archives/${channelOf(world, params).id}/p${ts.replace('.', '')}`,
    }
  },
  'reactions.add'(world, params) {
    const message =
      memberChannel(world, params).messages.find((m) => m.ts === text(params, 'timestamp')) ??
      refuse('message_not_found')
    const name = text(params, 'name')
    if (message.reactions?.some((r) => r.name === name)) refuse('already_reacted')
    message.reactions = [...(message.reactions ?? []), { name, users: [world.bot.id], count: 1 }]
    return {}
  },
}

/** The text and blocks of a message, as Slack accepts them. */
export function contentOf(params: Params): Pick<Message, 'text'> & { blocks?: Block[] } {
  const blocks = list<Block>(params, 'blocks')
  const words = text(params, 'text')
  if (!words && !blocks?.length) refuse('no_text')
  if (words.length > 40_000) refuse('msg_too_long')
  checkBlocks(blocks)
  return { text: words, ...(blocks?.length && { blocks }) }
}

function ownMessage(world: World, params: Params, error: string): { channel: Channel; message: Message } {
  const channel = memberChannel(world, params)
  const message = channel.messages.find((m) => m.ts === text(params, 'ts') && !m.only) ?? refuse('message_not_found')
  if (message.user !== world.bot.id) refuse(error)
  return { channel, message }
}
