import type { Api } from 'grammy'
import { openMedia } from '../kit/draw.ts'
import { partsOf, type Showing } from '../kit/face.ts'
import type { Media } from '../kit/media.ts'
import { asShown, type Hands, type Shown, showParts } from '../kit/parts.ts'
import { type Call, render } from './render.ts'
import { send, type To } from './send.ts'
import { movedTo, says, troubleOf } from './trouble.ts'

type Sent = { chat: number; method: Call['method']; ids: number[] }
/** One for words, one that has the patience that files need. */
export type Line = {
  words: Api
  files: Api
  link?: (file: { file: string }) => string
  moved(from: number, to: number): Promise<void>
}

/** Posts or edits what is to be shown, wherever the chat has moved to meanwhile. */
export async function show(line: Line, showing: Showing): Promise<Shown<Sent>> {
  const { chat, thread } = partsOf(showing.place)
  const calls = render(asShown(showing), { token: showing.token, ...(line.link && { link: line.link }) })
  const to = { chat_id: Number(chat), ...(thread && { message_thread_id: Number(thread) }) }
  return showParts(calls, showing, handsAt(line, showing, to)).catch((error: unknown) => {
    throw troubleOf(error)
  })
}

function handsAt(line: Line, { workspace, answers }: Showing, place: To): Hands<Call, Sent> {
  let to: To & { reply_parameters?: object } = { ...place, ...quoting(place, answers) }
  const open = (media: Media) => openMedia(media, workspace)
  const api = (call: Call) => (call.method === 'sendMessage' ? line.words : line.files)

  async function post(call: Call): Promise<Sent> {
    try {
      return { chat: to.chat_id, method: call.method, ids: await send(api(call), to, call, open) }
    } catch (error) {
      const other = await afterRefusal(error, call)
      if (!other) throw error
      return post(other)
    }
  }

  /** What else to try when Telegram doesn't take it so. */
  async function afterRefusal(error: unknown, call: Call): Promise<Call | undefined> {
    const moved = movedTo(error)
    if (moved) {
      await line.moved(to.chat_id, moved)
      to = { chat_id: moved }
      return call
    }
    if (to.message_thread_id && says(error, /thread not found|TOPIC_(CLOSED|DELETED)/i)) {
      to = { chat_id: to.chat_id }
      return call
    }
    const marked = 'parse_mode' in call && call.parse_mode
    return marked && says(error, /can't parse entities/) ? unmarked(call) : undefined
  }

  return {
    post,
    weight: (call) => (call.method === 'sendMediaGroup' ? call.media.length : 1),
    async edit({ chat, method, ids: [message_id] }, call) {
      if (call.method !== 'sendMessage' || method !== call.method || !message_id) return false
      const { method: _, ...content } = call
      try {
        await line.words.raw.editMessageText({ chat_id: chat, message_id, ...content })
        return true
      } catch (error) {
        if (says(error, /not modified/)) return true
        if (says(error, /message to edit not found|can't be edited|MESSAGE_ID_INVALID/)) return false
        throw error
      }
    },
    async remove({ chat, ids }) {
      for (const message_id of ids) await line.words.raw.deleteMessage({ chat_id: chat, message_id }).catch(() => {})
    },
  }
}

/** In a group an answer points at what it answers; it is no less an answer when that is gone. */
function quoting({ chat_id }: To, answers: string | undefined): object {
  const [chat, message] = (answers ?? '').split(':').map(Number)
  if (chat_id > 0 || chat !== chat_id || !message) return {}
  return { reply_parameters: { message_id: message, allow_sending_without_reply: true } }
}

/** The words alone. */
function unmarked(call: Call): Call {
  const bare = (html: string) => {
    const text = html.replaceAll(/<[^>]*>/g, '')
    return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
  }
  const { parse_mode: _, ...rest } = call as Call & { parse_mode?: 'HTML' }
  if ('text' in rest) return { ...rest, text: bare(rest.text) } as Call
  return 'caption' in rest && rest.caption ? ({ ...rest, caption: bare(rest.caption) } as Call) : (rest as Call)
}
