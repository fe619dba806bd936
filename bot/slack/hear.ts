import { type Heard, type HeardFile, placeOf } from '../kit/face.ts'
import { plainly } from './spoken.ts'

export const FACE = 'slack'

type SharedFile = { id: string; name?: string; size?: number; mode?: string }
export type Said = {
  type: string
  subtype?: string
  channel: string
  channel_type?: string
  user?: string
  bot_id?: string
  text?: string
  ts: string
  thread_ts?: string
  parent_user_id?: string
  files?: SharedFile[]
  message?: Said
  previous_message?: Said
  edited?: { ts: string }
}
/** `thread` asks whether a thread is one we were called into. */
export type Known = { self: string; thread(event: string): Promise<boolean> }

const WORDS = [undefined, 'file_share', 'thread_broadcast', 'me_message']

/** What an event says to us, if it is meant for us. A mention arrives twice, and is one by its channel and time. */
export async function heardIn(event: Said, known: Known): Promise<Heard | undefined> {
  if (event.type !== 'message' && event.type !== 'app_mention') return undefined
  const changed = event.subtype === 'message_changed' ? event.message : undefined
  const said = changed ? { ...changed, channel: event.channel, channel_type: event.channel_type ?? '' } : event
  if (!said.user || said.bot_id || said.user === known.self || !WORDS.includes(said.subtype)) return undefined
  if (changed && said.text === event.previous_message?.text) return undefined
  if (!(await forUs(said, known))) return undefined
  const direct = isDirect(said.channel)
  const id = `${said.channel}:${said.ts}`
  // In a channel each talk is a thread of its own, which begins with the words that called us.
  const thread = said.thread_ts ?? (direct ? undefined : said.ts)
  return {
    face: FACE,
    place: placeOf(FACE, direct ? said.user : said.channel, thread),
    user: said.user,
    name: said.user,
    direct,
    ...(changed ? { event: `${id}:${said.edited?.ts ?? ''}`, edits: id } : { event: id }),
    ...(said.thread_ts && said.thread_ts !== said.ts && { replies: said.thread_ts }),
    ...contentOf(said, known.self),
  }
}

export const isDirect = (channel: string): boolean => channel.startsWith('D')

/** Between the two of us everything is; in a channel our name is, and what follows in a thread that began with it. */
async function forUs({ channel, text = '', type, thread_ts, ts, parent_user_id }: Said, { self, thread }: Known) {
  if (isDirect(channel) || type === 'app_mention' || text.includes(`<@${self}>`)) return true
  if (!thread_ts || thread_ts === ts || /^\s*<@/.test(text)) return false
  return parent_user_id === self || thread(`${channel}:${thread_ts}`)
}

function contentOf({ text = '', files = [] }: Said, self: string): Pick<Heard, 'text' | 'files' | 'other'> {
  const words = plainly(text, self)
  const readable = files.filter(({ mode }) => mode !== 'tombstone' && mode !== 'hidden_by_limit')
  if (files.length > readable.length) return { other: 'a file that Slack no longer has' }
  if (!readable.length) return { text: words }
  return { files: readable.map(handed), ...(words && { text: words }) }
}

const handed = ({ id, name = 'file', size = 0 }: SharedFile): HeardFile => ({ id, name, bytes: size, remote: id })
