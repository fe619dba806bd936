import { chatOf, ownMessage, placeOf } from './chats.ts'
import type { Meter } from './limits.ts'
import { carried, field, fileOf, formatted, markup, type Params, word } from './params.ts'
import { addMessage, bad, type Message, seconds, type World } from './world.ts'

export type Method = (world: World, params: Params, meter: Meter) => unknown

export const SENDING: Record<string, Method> = {
  sendMessage(world, params, meter) {
    const content = { ...texts(params), ...keys(params) }
    const { chat, more } = placeOf(world, params, meter)
    return addMessage(world, chat, world.bot, { ...more, ...content })
  },
  sendPhoto: (world, params, meter) => sendFile(world, params, meter, 'photo'),
  sendDocument: (world, params, meter) => sendFile(world, params, meter, 'document'),
  sendMediaGroup(world, params, meter) {
    const items = field<Item[]>(params, 'media')
    if (!Array.isArray(items) || items.length < 2 || items.length > 10)
      return bad('expected from 2 to 10 items in the album')
    if (new Set(items.map((item) => item.type)).size > 1) bad(`${items[0]!.type} can't be mixed with other media types`)
    const contents = items.map((item) => albumItem(world, params, item))
    const { chat, more } = placeOf(world, params, meter, items.length)
    const media_group_id = String(world.next())
    return contents.map((content) => addMessage(world, chat, world.bot, { ...more, ...content, media_group_id }))
  },
  sendChatAction(world, params, meter) {
    const { chat } = placeOf(world, params, () => {})
    void meter
    chat.actions.push(word(params, 'action') || bad('wrong parameter action in request'))
    return true
  },
  editMessageText(world, params, meter) {
    const content = { ...texts(params), ...keys(params) }
    const message = ownMessage(world, params, meter)
    if (message.text === undefined) bad('there is no text in the message to edit')
    return edit(message, content, ['text', 'entities', 'reply_markup'])
  },
  editMessageCaption(world, params, meter) {
    const content = { ...captions(params), ...keys(params) }
    const message = ownMessage(world, params, meter)
    if (message.text !== undefined) bad('there is no caption in the message to edit')
    return edit(message, content, ['caption', 'caption_entities', 'reply_markup'])
  },
  editMessageReplyMarkup: (world, params, meter) =>
    edit(ownMessage(world, params, meter), keys(params), ['reply_markup']),
  editMessageMedia(world, params, meter) {
    const item = field<Item>(params, 'media') ?? bad('wrong parameter media in request')
    const content = { ...albumItem(world, params, item), ...keys(params) }
    return edit(ownMessage(world, params, meter), content, [
      'photo',
      'document',
      'text',
      'caption',
      'caption_entities',
      'reply_markup',
    ])
  },
  deleteMessage(world, params) {
    const chat = chatOf(world, params)
    const at = chat.messages.findIndex((m) => m.message_id === field<number>(params, 'message_id'))
    if (at < 0) bad('message to delete not found')
    if (seconds() - chat.messages[at]!.date > 48 * 3600) bad("message can't be deleted")
    chat.messages.splice(at, 1)
    return true
  },
}

type Item = { type: 'photo' | 'document'; media: string; caption?: string; parse_mode?: string }

function sendFile(world: World, params: Params, meter: Meter, type: 'photo' | 'document'): Message {
  const content = { ...captions(params), ...keys(params) }
  const { chat, more } = placeOf(world, params, meter)
  return addMessage(world, chat, world.bot, { ...more, ...carried(fileOf(world, params, type), type), ...content })
}

function albumItem(world: World, params: Params, item: Item): Partial<Message> {
  const own: Params = { fields: item, files: params.files }
  return { ...carried(fileOf(world, own, item.type, item.media), item.type), ...captions(own) }
}

function edit(message: Message, content: Partial<Message>, fields: (keyof Message)[]): Message {
  const same = fields.every((name) => JSON.stringify(message[name]) === JSON.stringify(content[name]))
  if (same)
    bad(
      'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    )
  for (const name of fields) delete message[name]
  return Object.assign(message, content, { edit_date: seconds() })
}

function texts(params: Params): Partial<Message> {
  const { text, entities } = formatted(params, 'text')
  return { text, ...(entities.length && { entities }) }
}

function captions(params: Params): Partial<Message> {
  const { text, entities } = formatted(params, 'caption')
  return text ? { caption: text, ...(entities.length && { caption_entities: entities }) } : {}
}

function keys(params: Params): Partial<Message> {
  const reply_markup = markup(params)
  return reply_markup ? { reply_markup } : {}
}
