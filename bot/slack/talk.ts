import type { webApi } from '@slack/bolt'
import { Fault } from '#connectors/kit/fault.ts'
import type { Command } from '../kit/command.ts'
import { openMedia } from '../kit/draw.ts'
import { partsOf, type Showing, Uncertain } from '../kit/face.ts'
import type { Media } from '../kit/media.ts'
import { asShown, type Hands, type Shown, showParts } from '../kit/parts.ts'
import { type Call, render } from './render.ts'
import { send, type To } from './send.ts'
import { inSlack } from './spoken.ts'
import { refuses, troubleOf } from './trouble.ts'

type Sent = { channel: string; ts?: string }
export type Line = {
  words: webApi.WebClient
  files: webApi.WebClient
  commands: Command[]
  link?: (file: { file: string }) => string
  /** The channel of a place: for a person, the direct one. */
  channelOf(chat: string): Promise<string>
}

export async function show(line: Line, showing: Showing): Promise<Shown<Sent>> {
  const { chat, thread } = partsOf(showing.place)
  const calls = render(inSlack(asShown(showing), line.commands), {
    token: showing.token,
    ...(line.link && { link: line.link }),
  })
  const channel = await line.channelOf(chat).catch((error: unknown) => {
    const trouble = troubleOf(error)
    // Nothing was sent yet, so nothing is uncertain.
    throw trouble instanceof Uncertain
      ? new Fault('down', trouble.message, { ...AGAIN, cause: trouble.cause })
      : trouble
  })
  const to: To = { channel, ...(thread && { thread_ts: thread }) }
  return showParts(calls, showing, handsAt(line, showing, to)).catch((error: unknown) => {
    throw troubleOf(error)
  })
}

const AGAIN = { hint: 'It is tried again by itself.' }

function handsAt(line: Line, { workspace }: Showing, place: To): Hands<Call, Sent> {
  let to = place
  const open = (media: Media) => openMedia(media, workspace)

  async function post(call: Call): Promise<Sent> {
    try {
      const client = call.method === 'chat.postMessage' ? line.words : line.files
      const ts = await send(client, to, call, open)
      return { channel: to.channel, ...(ts && { ts }) }
    } catch (error) {
      if (to.thread_ts && refuses(error, /thread_not_found|invalid_thread_ts|cannot_reply_to_message/)) {
        to = { channel: to.channel }
        return post(call)
      }
      const blocks = 'blocks' in call && call.blocks.length
      if (blocks && refuses(error, /invalid_blocks|msg_blocks_too_long/)) return post({ ...call, blocks: [] } as Call)
      throw error
    }
  }

  return {
    post,
    async edit({ channel, ts }, call) {
      if (call.method !== 'chat.postMessage' || !ts) return false
      try {
        await line.words.chat.update({ channel, ts, text: call.text, blocks: call.blocks })
        return true
      } catch (error) {
        if (refuses(error, /message_not_found|cant_update_message|edit_window_closed/)) return false
        throw error
      }
    },
    async remove({ channel, ts }) {
      if (ts) await line.words.chat.delete({ channel, ts }).catch(() => {})
    },
  }
}
