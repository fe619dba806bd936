import type { Meter } from './limits.ts'
import { field, type Params, word } from './params.ts'
import { bad, type Chat, type Message, Refusal, type World } from './world.ts'

/** The chat a call names, if the bot may be there. */
export function chatOf(world: World, params: Params): Chat {
  const chat = world.chats.get(Number(field(params, 'chat_id'))) ?? bad('chat not found')
  if (chat.movedTo) bad('group chat was upgraded to a supergroup chat', { migrate_to_chat_id: chat.movedTo })
  return chat
}

/** The chat, thread and quoted message to send to, once the meter allows it. */
export function placeOf(world: World, params: Params, meter: Meter, count = 1): { chat: Chat; more: Partial<Message> } {
  const chat = chatOf(world, params)
  if (chat.closed) throw new Refusal(403, `Forbidden: ${CLOSED[chat.closed](chat)}`)
  const thread = field<number>(params, 'message_thread_id')
  if (thread && !chat.topics.has(thread)) bad('message thread not found')
  const reply = field<{ message_id: number; allow_sending_without_reply?: boolean }>(params, 'reply_parameters')
  const quoted = reply && chat.messages.find((m) => m.message_id === reply.message_id)
  if (reply && !quoted && !reply.allow_sending_without_reply) bad('message to be replied not found')
  meter(chat, count)
  return { chat, more: { ...(thread && { message_thread_id: thread }), ...(quoted && { reply_to_message: quoted }) } }
}

const CLOSED: Record<NonNullable<Chat['closed']>, (chat: Chat) => string> = {
  blocked: () => 'bot was blocked by the user',
  kicked: ({ type }) => `bot was kicked from the ${type} chat`,
  deactivated: () => 'user is deactivated',
  'never started': () => "bot can't initiate conversation with a user",
}

/** The bot's own message that a call wants to change. */
export function ownMessage(world: World, params: Params, meter: Meter): Message {
  const { chat } = placeOf(world, params, meter)
  const id = field<number>(params, 'message_id')
  const message = chat.messages.find((m) => m.message_id === id) ?? bad('message to edit not found')
  if (message.from?.id !== world.bot.id) bad("message can't be edited")
  return message
}

export function memberOf(world: World, params: Params): { status: string; user: unknown } {
  const chat = chatOf(world, params)
  const id = Number(word(params, 'user_id'))
  const user = id === world.bot.id ? world.bot : world.people.get(id)
  if (!user) bad('user not found')
  const status = chat.type === 'private' ? 'member' : (chat.members.get(id) ?? 'left')
  return { status, user }
}
