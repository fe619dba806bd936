import { fail, statusChange } from './controls.ts'
import { trimmed } from './entities.ts'
import {
  type Asked,
  addChat,
  addMessage,
  type Chat,
  chatShown,
  type Message,
  mediaOf,
  seconds,
  store,
  type User,
  type World,
} from './world.ts'

export type Place = number | { chat: number; thread?: number }
type Sent = { bytes?: Buffer | string; name?: string; caption?: string }
type More = { reply?: Message; album?: string }

/** Somebody with the app in their hand. Their private chat with the bot has their own id. */
export function makePerson(world: World, name: string) {
  const id = world.next() + 7_000_000
  const user: User = { id, is_bot: false, first_name: name, username: name.toLowerCase(), language_code: 'en' }
  world.people.set(id, user)
  addChat(world, { id, type: 'private', first_name: name, closed: 'never started' })
  const post: Post = (place, content, more = {}) => say(world, user, placed(world, place), content, more)
  return {
    user,
    id,
    ...writing(world, user, post),
    ...coming(world, user, post),
    presses: (place: Place | Message, label: string) => press(world, user, place, label),
  }
}

type Post = (place: Place, content: Partial<Message>, more?: More) => Message

function say(
  world: World,
  user: User,
  { chat, thread }: Placed,
  content: Partial<Message>,
  { reply, album }: More,
): Message {
  if (chat.closed === 'never started') delete chat.closed
  const where = { ...(thread && { message_thread_id: thread }), ...(reply && { reply_to_message: reply }) }
  const message = addMessage(world, chat, user, { ...where, ...(album && { media_group_id: album }), ...content })
  if (reaches(world, chat, message)) world.emit({ message })
  return message
}

/** What they write, send and change. */
function writing(world: World, user: User, post: Post) {
  function says(place: Place, text: string, more: More = {}): Message {
    const { text: words, entities } = trimmed({ text, entities: [] })
    return post(place, { text: words, ...(entities.length && { entities }) }, more)
  }

  function sends(place: Place, kind: keyof typeof KINDS, sent: Sent = {}, more: More = {}): Message {
    const { ending, type, as } = KINDS[kind]
    const stored = store(world, { name: sent.name ?? `file${ending}`, type, bytes: Buffer.from(sent.bytes ?? 'x') })
    return post(place, { ...as(mediaOf(stored)), ...(sent.caption && { caption: sent.caption }) }, more)
  }

  return {
    says,
    sends,
    /** Anything else a message can be: a place, a contact, a dice. */
    sendsRaw: post,
    start: () => says(user.id, '/start'),
    album: (place: Place, files: Sent[]) => {
      const album = String(world.next())
      return files.map((file) => sends(place, 'document', file, { album }))
    },
    edits: (message: Message, text: string) => {
      Object.assign(message, trimmed({ text, entities: [] }), { edit_date: seconds() })
      world.emit({ edited_message: message })
    },
  }
}

/** Where they come and go, and whether the bot may write to them. */
function coming(world: World, user: User, post: Post) {
  const own = world.chats.get(user.id)!
  const changed = (before: string, after: string) =>
    world.emit({ my_chat_member: statusChange(world, own, user, before, after) })
  return {
    blocks: () => {
      own.closed = 'blocked'
      changed('member', 'kicked')
    },
    unblocks: () => {
      delete own.closed
      changed('kicked', 'member')
    },
    leaves: (chat: number) => {
      world.chats.get(chat)?.members.set(user.id, 'left')
      post(chat, { left_chat_member: user })
    },
    joins: (chat: number) => {
      world.chats.get(chat)?.members.set(user.id, 'member')
      post(chat, { new_chat_members: [user] })
    },
  }
}

type Media = ReturnType<typeof mediaOf>
const KINDS = {
  document: { ending: '.csv', type: 'text/csv', as: (document: Media) => ({ document }) },
  photo: { ending: '.jpg', type: 'image/jpeg', as: (m: Media) => ({ photo: [{ ...m, width: 800, height: 600 }] }) },
  voice: { ending: '.ogg', type: 'audio/ogg', as: (m: Media) => ({ voice: { ...m, duration: 3 } }) },
  sticker: {
    ending: '.webp',
    type: 'image/webp',
    as: (m: Media) => ({
      sticker: { ...m, emoji: '👍', width: 512, height: 512, type: 'regular', is_animated: false, is_video: false },
    }),
  },
} as const

type Placed = { chat: Chat; thread?: number }

function placed(world: World, place: Place): Placed {
  const { chat: id, ...rest } = typeof place === 'number' ? { chat: place } : place
  return { chat: world.chats.get(id) ?? fail(`there is no chat ${id}`), ...rest }
}

/** From a group only commands, mentions, replies and news about members reach a bot that has privacy on. */
function reaches({ privacy, bot }: World, chat: Chat, message: Message): boolean {
  if (chat.closed) return false
  const plain =
    message.text !== undefined ||
    message.caption !== undefined ||
    message.document ||
    message.photo ||
    message.sticker ||
    message.voice
  if (chat.type === 'private' || !privacy || !plain) return true
  const words = `${message.text ?? ''} ${message.caption ?? ''}`
  return /^\//.test(words) || words.includes(`@${bot.username}`) || message.reply_to_message?.from?.id === bot.id
}

/** Presses the newest button of that name, or on that message; the answer is what the app would show. */
function press(world: World, user: User, place: Place | Message, label: string): Asked {
  const on = typeof place === 'object' && 'message_id' in place ? [place] : placed(world, place).chat.messages
  const message = on.findLast((m) => keysOf(m).some((key) => key.text === label && key.callback_data))
  if (!message)
    fail(
      `no button "${label}" to press, but: ${
        on
          .flatMap(keysOf)
          .map((key) => key.text)
          .join(', ') || 'none'
      }`,
    )
  const asked: Asked = { id: `press${world.next()}`, message, at: Date.now() }
  world.presses.set(asked.id, asked)
  const data = keysOf(message).find((key) => key.text === label)!.callback_data
  const chat = world.chats.get(message.chat.id)
  world.emit({
    callback_query: {
      id: asked.id,
      from: user,
      message: { ...message, chat: chat ? chatShown(chat) : message.chat },
      chat_instance: '-3494',
      data,
    },
  })
  return asked
}

const keysOf = ({ reply_markup }: Message) => reply_markup?.inline_keyboard.flat() ?? []
