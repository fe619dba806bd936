import type { Upload } from '../kit/form.ts'
import { type Method, memberChannel } from './channels.ts'
import { list, type Params, text } from './params.ts'
import { addMessage, refuse, type StoredFile, shared, type World } from './world.ts'

/** Sharing happens a moment after the call has been answered. */
const SHARED_AFTER_MS = 20

export const FILES: Record<string, Method> = {
  'files.getUploadURLExternal'(world, params) {
    const name = text(params, 'filename')
    const length = Number(text(params, 'length'))
    if (!name) refuse('invalid_arguments', '[ERROR] missing required field: filename')
    if (!(length > 0)) refuse('invalid_arguments', '[ERROR] must be greater than 0 [json-pointer:/length]')
    const file = keep(world, { name, type: '', bytes: Buffer.alloc(0) }, world.bot.id, { length, done: false })
    return { upload_url: `${world.url}/upload/v1/${file.id}`, file_id: file.id }
  },
  'files.completeUploadExternal'(world, params) {
    const given = list<{ id: string; title?: string }>(params, 'files') ?? []
    const files = given.map(({ id, title }) => completed(world.files.get(id), title))
    const channel = text(params, 'channel_id') && memberChannel(world, { channel: params.channel_id })
    if (channel) setTimeout(() => share(world, params, files), SHARED_AFTER_MS).unref()
    return { files: files.map(({ id, title }) => ({ id, title })) }
  },
  'files.info': (world, params) => ({ file: shared(world, fileOf(world, params)) }),
  'files.delete'(world, params) {
    world.files.delete(fileOf(world, params).id)
    return {}
  },
}

export function keep(world: World, upload: Upload, by: string, more: Partial<StoredFile> = {}): StoredFile {
  const id = `F${world.next()}`
  const file = { ...upload, id, title: upload.name, length: upload.bytes.length, by, done: true, channels: [], ...more }
  world.files.set(id, file)
  return file
}

/** The bytes of a file arrive at the address it was given; nothing if they aren't as many as was said. */
export function receive(file: StoredFile, bytes: Buffer): boolean {
  if (bytes.length !== file.length) return false
  file.bytes = bytes
  return true
}

function completed(file: StoredFile | undefined, title: string | undefined): StoredFile {
  if (!file?.bytes.length) return refuse('file_not_found')
  return Object.assign(file, { done: true }, title && { title })
}

function share(world: World, params: Params, files: StoredFile[]): void {
  const channel = memberChannel(world, { channel: params.channel_id })
  const thread_ts = text(params, 'thread_ts')
  for (const file of files) file.channels.push(channel.id)
  const more = { files: files.map((file) => shared(world, file)), ...(thread_ts && { thread_ts }) }
  addMessage(world, channel, { user: world.bot.id, text: text(params, 'initial_comment'), ...more })
}

function fileOf({ files }: World, params: Params): StoredFile {
  return files.get(text(params, 'file')) ?? refuse('file_not_found')
}
