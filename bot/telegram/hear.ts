import type { CallbackQuery, Message, MessageEntity, Update } from 'grammy/types'
import { showBytes } from '#jobs/kit/format.ts'
import { type Heard, type HeardFile, placeOf } from '../kit/face.ts'

export type Self = { id: number; username: string }
export const FACE = 'telegram'

/** What Telegram hands to bots at most. */
export const DOWNLOAD = 20 * 1024 * 1024

/** What an update says to us, if it is meant for us. An album is one message, in as many updates as it has files. */
export function heardIn(updates: Update[], self: Self): Heard | undefined {
  const [first] = updates
  if (first?.callback_query) return pressed(first.callback_query)
  const edited = first?.edited_message
  const messages = updates.flatMap(({ message }) => message ?? [])
  const said = edited ?? messages.find((message) => forUs(message, self)) ?? messages[0]
  if (!said?.from || said.from.is_bot || !forUs(said, self)) return undefined
  const content = contentOf(edited ? [edited] : messages, self)
  if (!content) return undefined
  const id = `${said.chat.id}:${said.message_id}`
  const event = edited ? { event: `${id}:${edited.edit_date}`, edits: id } : { event: id }
  const answered = said.reply_to_message
  const replies = answered && !answered.forum_topic_created ? { replies: String(answered.message_id) } : {}
  return { ...whereAndWho(said, said.from), ...event, ...replies, ...content }
}

function whereAndWho(
  message: Pick<Message, 'chat' | 'message_thread_id' | 'is_topic_message'>,
  from: Message['from'] & {},
) {
  const thread = message.is_topic_message ? message.message_thread_id : undefined
  return {
    face: FACE,
    place: placeOf(FACE, message.chat.id, thread),
    user: String(from.id),
    name: [from.first_name, from.last_name].filter(Boolean).join(' '),
    direct: message.chat.type === 'private',
  }
}

function pressed({ id, from, message, data }: CallbackQuery): Heard | undefined {
  if (!message || !data) return undefined
  return { ...whereAndWho(message as Message, from), event: `press:${id}`, press: data }
}

/** In a group people talk to each other: only a command, our name or a reply to us is for us. */
function forUs(message: Message, self: Self): boolean {
  if (message.chat.type === 'private') return true
  const answered = message.reply_to_message
  if (answered?.from?.id === self.id && !answered.forum_topic_created) return hasWords(message)
  const words = wordsIn(message)
  return entitiesIn(message).some((entity) => {
    const named = words.slice(entity.offset, entity.offset + entity.length).toLowerCase()
    if (entity.type === 'bot_command')
      return entity.offset === 0 && (!named.includes('@') || named.endsWith(atUs(self)))
    return entity.type === 'text_mention' ? entity.user.id === self.id : named === atUs(self)
  })
}

const atUs = ({ username }: Self): string => `@${username.toLowerCase()}`
const wordsIn = (message: Message): string => message.text ?? message.caption ?? ''
const entitiesIn = (message: Message): MessageEntity[] => message.entities ?? message.caption_entities ?? []
const hasWords = (message: Message): boolean => contentOf([message], { id: 0, username: '' }) !== undefined

/** The words, the files, or what else it is in words; nothing for news about the chat itself. */
function contentOf(messages: Message[], self: Self): Pick<Heard, 'text' | 'files' | 'other'> | undefined {
  const first = messages.find((message) => wordsIn(message)) ?? messages[0]!
  const files = messages.flatMap((message) => filesIn(message) ?? [])
  const large = files.find(({ bytes }) => bytes > DOWNLOAD)
  if (large) return { other: `a file of ${showBytes(large.bytes)}: Telegram hands me ${showBytes(DOWNLOAD)} at most` }
  const text = withoutOurName(wordsIn(first), self)
  if (files.length) return { files, ...(text && { text }) }
  if (first.text !== undefined) return { text }
  const kind = OTHERS.find(([key]) => key in first)
  return kind && { other: kind[1] }
}

function filesIn(message: Message): HeardFile | undefined {
  const { document, photo, message_id } = message
  const largest = photo?.at(-1)
  const file = document ?? largest
  if (!file || message.animation) return undefined
  const name = document?.file_name ?? `photo-${message_id}.jpg`
  return { id: file.file_unique_id, name, bytes: file.file_size ?? 0, remote: file.file_id }
}

/** "@bellhop_bot revenue?" asks for revenue. */
function withoutOurName(text: string, self: Self): string {
  const at = text.toLowerCase().indexOf(atUs(self))
  if (!self.username || at < 0 || /[\w/]/.test(text[at - 1] ?? '')) return text
  return `${text.slice(0, at).trimEnd()} ${text.slice(at + self.username.length + 1).trimStart()}`.trim()
}

const OTHERS: [keyof Message, string][] = [
  ['voice', 'a voice message'],
  ['video_note', 'a video message'],
  ['sticker', 'a sticker'],
  ['animation', 'an animation'],
  ['video', 'a video'],
  ['audio', 'a sound file'],
  ['venue', 'a place'],
  ['location', 'a place'],
  ['contact', 'a contact'],
  ['poll', 'a poll'],
  ['dice', 'a game of dice'],
  ['story', 'a story'],
  ['game', 'a game'],
  ['checklist', 'a checklist'],
]
