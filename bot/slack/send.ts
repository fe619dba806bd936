import type { webApi } from '@slack/bolt'
import type { Media, Opened } from '../kit/media.ts'
import type { Call } from './render.ts'

export type To = { channel: string; thread_ts?: string }
type Open = (media: Media) => Promise<Opened>

/** Makes one call, its pictures drawn and its files opened; the ts of the message, where Slack tells it. */
export async function send(
  client: webApi.WebClient,
  { channel, thread_ts }: To,
  call: Call,
  open: Open,
): Promise<string | undefined> {
  const thread = thread_ts ? { thread_ts } : {}
  if (call.method === 'chat.postMessage') {
    const { method, ...rest } = call
    return (await client.chat.postMessage({ channel, ...thread, ...rest })).ts
  }
  const file_uploads = await Promise.all(
    call.files.map(async ({ media, alt }) => ({ ...fileOf(await open(media)), alt_text: alt })),
  )
  const comment = call.initial_comment ? { initial_comment: call.initial_comment } : {}
  await client.filesUploadV2({ channel_id: channel, ...thread, ...comment, file_uploads } as Parameters<
    typeof client.filesUploadV2
  >[0])
  return undefined
}

const fileOf = ({ name, content }: Opened) => ({ file: content, filename: name, title: name })
