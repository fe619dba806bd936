import type { Button, Message } from '#jobs/kit/message.ts'
import type { Workspace } from '#jobs/kit/workspace.ts'
import type { Limits } from './pace.ts'

/** Where something is said: the face, the chat, and the thread if it has one: "telegram:-1001/12", "console:desk". */
export type Place = string

/** What a face heard. `event` is the platform's own id, so that a repeat is known. */
export type Heard = {
  face: string
  event: string
  place: Place
  user: string
  name: string
  /** Only the two of us here. */
  direct: boolean
  text?: string
  press?: string
  files?: HeardFile[]
  /** Something we can't read, in words: "a voice message". */
  other?: string
  /** The platform's id of the message that these words reply to, or whose thread they stand in. */
  replies?: string
  /** The event of a message that these words replace: it was edited. */
  edits?: string
}
/** `remote` is the platform's word for a file that is still there; `fetch` of the face brings it here. */
export type HeardFile = { id: string; name: string; bytes: number; remote?: string }

/** The platform's ids of what was posted; kept as data so that it can be edited later. */
type Posted = unknown

export type Showing = {
  place: Place
  message: Message
  /** What was posted for this delivery before: then it is edited. */
  before: Posted | undefined
  workspace: Workspace
  /** Its first sending may or may not have arrived, so it must say that it is repeated. */
  repeated: boolean
  /** The event that this answers, if it answers one. */
  answers: string | undefined
  token(button: Button & { say: string }): string
  /** Waits until the platform may be called this many times more; asked before each call. */
  turn(calls?: number): Promise<void>
  /** Writes down what is posted so far, when there is more to come. */
  note(posted: Posted): Promise<void>
}

/**
 * A platform people talk on. `show` posts or edits and resolves when the platform has accepted it. It throws a Fault for
 * what the platform refused, and `Uncertain` when the connection broke after sending.
 */
export type Face = {
  name: string
  start(hear: (heard: Heard) => Promise<void>): Promise<void>
  show(showing: Showing): Promise<Posted>
  stop(): Promise<void>
  /** Who can read what is said there; undefined where the platform doesn't tell, as in a Telegram group. */
  audience?(place: Place): Promise<Audience | undefined>
  /** How fast the platform wants to be written to. */
  limits?(place: Place): Limits
  /** Brings a file here that somebody sent there, and says where it is kept. */
  fetch?(file: HeardFile, workspace: Workspace, by: string): Promise<HeardFile>
  /** What the platform calls us at, below PUBLIC_URL, where it is set. */
  hook?: { path: string; take(request: Request): Promise<Response> }
}

/** `members` are the platform's ids of the people there, without us; guests and people of other companies are strangers. */
export type Audience = { members: string[]; strangers: number }

export class Uncertain extends Error {
  override name = 'Uncertain'
}

export const placeOf = (face: string, chat: string | number, thread?: string | number): Place =>
  `${face}:${chat}${thread === undefined ? '' : `/${thread}`}`

/** The chat that only the two of us are in: on every face, a person's own id leads there. */
export const directPlace = (face: string, user: string): Place => placeOf(face, user)

/** The chat a place is in, without its thread. */
export const chatOf = (place: Place): Place => {
  const { face, chat } = partsOf(place)
  return placeOf(face, chat)
}

export function partsOf(place: Place): { face: string; chat: string; thread: string | undefined } {
  const [, face = '', chat = '', thread] = /^([a-z]+):([^/]*)(?:\/(.*))?$/s.exec(place) ?? []
  return { face, chat, thread }
}

/** What belongs together in people's minds: a thread, a chat; at a terminal, whatever one person says there. */
export function conversationOf(place: Place): string {
  const { face, chat } = partsOf(place)
  return face === 'terminal' ? placeOf(face, chat) : place
}
