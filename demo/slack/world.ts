import type { Upload } from '../kit/form.ts'

export type User = {
  id: string
  team_id: string
  name: string
  real_name: string
  deleted: boolean
  is_bot: boolean
  is_admin: boolean
  is_restricted: boolean
  is_ultra_restricted: boolean
  is_stranger?: boolean
  tz: string
  profile: { real_name: string; display_name: string; email?: string }
}
export type Block = { type: string; [more: string]: unknown }
export type Message = {
  type: 'message'
  ts: string
  user: string
  bot_id?: string
  text: string
  blocks?: Block[]
  thread_ts?: string
  files?: SharedFile[]
  edited?: { user: string; ts: string }
  reactions?: { name: string; users: string[]; count: number }[]
  /** Only this person sees it, and it can't be changed. */
  only?: string
}
export type Channel = {
  id: string
  name: string
  kind: 'channel' | 'private' | 'im'
  is_archived: boolean
  is_ext_shared: boolean
  members: Set<string>
  messages: Message[]
}
export type SharedFile = {
  id: string
  name: string
  title: string
  mimetype: string
  size: number
  mode: string
  url_private: string
  url_private_download: string
}
export type StoredFile = Upload & {
  id: string
  title: string
  length: number
  by: string
  done: boolean
  channels: string[]
}
export type View = {
  id: string
  hash: string
  type: 'modal' | 'home'
  callback_id?: string
  blocks: Block[]
  [more: string]: unknown
}
type Trigger = { user: string; at: number; used: boolean }
export type Responder = {
  channel: string
  user: string
  at: number
  left: number
  ts?: string
  said: Record<string, unknown>[]
}
type ApiCall = { method: string; params: Record<string, unknown>; at: number; error?: string }

export type World = {
  url: string
  token: string
  appToken: string
  team: { id: string; name: string; domain: string }
  bot: User
  users: Map<string, User>
  channels: Map<string, Channel>
  files: Map<string, StoredFile>
  /** The home of each person, and the modals they have open, the newest last. */
  homes: Map<string, View>
  modals: Map<string, View[]>
  triggers: Map<string, Trigger>
  responders: Map<string, Responder>
  calls: ApiCall[]
  next: () => number
}

export class Refusal extends Error {
  readonly more: Record<string, unknown>
  constructor(error: string, more: Record<string, unknown> = {}) {
    super(error)
    this.more = more
  }
}
export function refuse(error: string, ...messages: string[]): never {
  throw new Refusal(error, messages.length ? { response_metadata: { messages } } : {})
}

export const now = (): number => Math.floor(Date.now() / 1000)
/** Times are the ids of messages, so no two are the same. */
export const newTs = (world: World): string => `${now()}.${String(world.next()).padStart(6, '0')}`

export function newUser(id: string, name: string, more: Partial<User> & { email?: string } = {}): User {
  const { email, ...rest } = more
  const handle = name.toLowerCase().replaceAll(/\W+/g, '.')
  return {
    id,
    team_id: 'T1',
    name: handle,
    real_name: name,
    deleted: false,
    is_bot: false,
    is_admin: false,
    is_restricted: false,
    is_ultra_restricted: false,
    tz: 'Asia/Bangkok',
    profile: { real_name: name, display_name: handle, ...(email && { email }) },
    ...rest,
  }
}

export function addChannel(world: World, id: string, name: string, kind: Channel['kind'], members: string[]): Channel {
  const channel: Channel = {
    id,
    name,
    kind,
    is_archived: false,
    is_ext_shared: false,
    members: new Set(members),
    messages: [],
  }
  world.channels.set(id, channel)
  return channel
}

/** The direct channel of a person and the bot, made when it is first needed. */
export function directWith(world: World, user: string): Channel {
  const id = `D${user.slice(1)}`
  return world.channels.get(id) ?? addChannel(world, id, '', 'im', [user, world.bot.id])
}

export function addMessage(world: World, channel: Channel, content: Partial<Message> & { user: string }): Message {
  const own = content.user === world.bot.id ? { bot_id: 'B1' } : {}
  const message: Message = { type: 'message', ts: newTs(world), text: '', ...own, ...content }
  channel.messages.push(message)
  return message
}

export function shared(world: World, file: StoredFile): SharedFile {
  const url = `${world.url}/files/${file.id}/${encodeURIComponent(file.name)}`
  const { id, name, title, type, bytes } = file
  return {
    id,
    name,
    title,
    mimetype: type || 'application/octet-stream',
    size: bytes.length,
    mode: 'hosted',
    url_private: url,
    url_private_download: url,
  }
}
