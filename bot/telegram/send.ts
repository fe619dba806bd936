import type { Api } from 'grammy'
import { InputFile } from 'grammy'
import type { Media, Opened } from '../kit/media.ts'
import type { Call } from './render.ts'

export type To = { chat_id: number; message_thread_id?: number }
type Open = (media: Media) => Promise<Opened>

/** Makes one call, its pictures drawn and its files opened; the ids of the messages that came of it. */
export async function send({ raw }: Api, to: To, call: Call, open: Open): Promise<number[]> {
  const input = async (media: Media) => inputFile(await open(media))
  switch (call.method) {
    case 'sendMessage': {
      const { method, ...rest } = call
      return [(await raw.sendMessage({ ...to, ...rest })).message_id]
    }
    case 'sendPhoto': {
      const { method, photo, ...rest } = call
      return [(await raw.sendPhoto({ ...to, ...rest, photo: await input(photo) })).message_id]
    }
    case 'sendDocument': {
      const { method, document, ...rest } = call
      return [(await raw.sendDocument({ ...to, ...rest, document: await input(document) })).message_id]
    }
    case 'sendMediaGroup': {
      const media = await Promise.all(call.media.map(async (item) => ({ ...item, media: await input(item.media) })))
      const sent = await raw.sendMediaGroup({
        ...to,
        media: media as Parameters<typeof raw.sendMediaGroup>[0]['media'],
      })
      return sent.map((message) => message.message_id)
    }
  }
}

/** The name travels in a header without quotes, where these letters would end it. */
const inputFile = ({ name, content }: Opened): InputFile =>
  new InputFile(content, name.replaceAll(/[;"\r\n]/g, ' ').trim() || 'file')
