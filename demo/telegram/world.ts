import type { Upload } from '../kit/form.ts'

export type User = { id: number; is_bot: boolean; first_name: string; username?: string; language_code?: string }
type Status = 'creator' | 'administrator' | 'member' | 'left' | 'kicked'
export type Entity = { type: string; offset: number; length: number; url?: string; language?: string }
export type Key = { text: string; callback_data?: string; url?: string; style?: string }
export type Media = {
  file_id: string
  file_unique_id: string
  file_size: number
  file_name?: string
  mime_type?: string
}

/** A message as the Bot API writes it down. */
export type Message = {
  message_id: number
  date: number
  chat: { id: number; type: string; title?: string; first_name?: string }
  from?: User
  message_thread_id?: number
  is_topic_message?: boolean
  text?: string
  entities?: Entity[]
  caption?: string
  caption_entities?: Entity[]
  photo?: (Media & { width: number; height: number })[]
  document?: Media
  voice?: Media & { duration: number }
  sticker?: Media & {
    emoji: string
    width: number
    height: number
    type: string
    is_animated: boolean
    is_video: boolean
  }
  media_group_id?: string
  reply_to_message?: Message
  reply_markup?: { inline_keyboard: Key[][] }
  edit_date?: number
  [more: string]: unknown
}

export type Chat = {
  id: number
  type: 'private' | 'group' | 'supergroup'
  title?: string
  first_name?: string
  is_forum?: boolean
  members: Map<number, Status>
  topics: Map<number, string>
  messages: Message[]
  /** Why the bot can't write here. */
  closed?: 'blocked' | 'kicked' | 'deactivated' | 'never started'
  movedTo?: number
  /** What the bot showed to be doing: typing, upload_document … */
  actions: string[]
}

export type Stored = Upload & { id: string; path: string }
export type Asked = { id: string; message: Message; at: number; answer?: { text?: string; show_alert?: boolean } }
type ApiCall = { method: string; params: Record<string, unknown>; at: number; status: number; error?: string }

export type World = {
  bot: User
  privacy: boolean
  people: Map<number, User>
  chats: Map<number, Chat>
  files: Map<string, Stored>
  presses: Map<string, Asked>
  commands: Map<string, unknown[]>
  calls: ApiCall[]
  /** One counter for ids of messages, files and presses, so that each is met once. */
  next: () => number
  emit: (update: Record<string, unknown>) => void
}

export class Refusal extends Error {
  readonly code: number
  readonly parameters: Record<string, number> | undefined
  constructor(code: number, description: string, parameters?: Record<string, number>) {
    super(description)
    this.code = code
    this.parameters = parameters
  }
}

export function bad(description: string, parameters?: Record<string, number>): never {
  throw new Refusal(400, `Bad Request: ${description}`, parameters)
}

export const seconds = (): number => Math.floor(Date.now() / 1000)

export function addChat(world: World, chat: Pick<Chat, 'id' | 'type'> & Partial<Chat>): Chat {
  const whole: Chat = { members: new Map(), topics: new Map(), messages: [], actions: [], ...chat }
  world.chats.set(whole.id, whole)
  return whole
}

export function chatShown({ id, type, title, first_name, is_forum }: Chat): Message['chat'] {
  return { id, type, ...(title && { title }), ...(first_name && { first_name }), ...(is_forum && { is_forum }) }
}

export function addMessage(world: World, chat: Chat, from: User, content: Partial<Message>): Message {
  const message: Message = { message_id: world.next(), from, chat: chatShown(chat), date: seconds(), ...content }
  if (message.message_thread_id) message.is_topic_message = true
  chat.messages.push(message)
  return message
}

export function store(world: World, upload: Upload): Stored {
  const id = `file${world.next()}`
  const ending = /\.\w{1,8}$/.exec(upload.name)?.[0] ?? '.bin'
  const stored = { ...upload, id, path: `documents/${id}${ending}` }
  world.files.set(id, stored)
  return stored
}

export function mediaOf({ id, bytes, name, type }: Stored): Media {
  return {
    file_id: id,
    file_unique_id: `u${id}`,
    file_size: bytes.length,
    file_name: name,
    mime_type: type || 'application/octet-stream',
  }
}
