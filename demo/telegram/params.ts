import type { Form, Upload } from '../kit/form.ts'
import { type Formatted, readHtml, trimmed } from './entities.ts'
import { bad, type Key, type Media, mediaOf, type Stored, store, type World } from './world.ts'

export type Params = { fields: Record<string, unknown>; files: Form['files'] }

/** A field that may have come as JSON, as text, or as JSON inside of a form. */
export function field<T>({ fields }: Params, name: string): T | undefined {
  const value = fields[name]
  if (typeof value !== 'string') return (value ?? undefined) as T | undefined
  if (!/^[[{]|^-?\d+$|^(true|false)$/.test(value)) return value as T
  try {
    return JSON.parse(value)
  } catch {
    return value as T
  }
}

export const word = (params: Params, name: string): string => String(params.fields[name] ?? '')

const MOST = { text: 4096, caption: 1024 }

/** The text or caption with its formatting, within the limit that counts after the tags are read. */
export function formatted(params: Params, name: 'text' | 'caption'): Formatted {
  const mode = word(params, 'parse_mode')
  if (mode && mode.toUpperCase() !== 'HTML') bad('unsupported parse_mode')
  const raw = word(params, name)
  const read = mode
    ? readHtml(raw)
    : trimmed({ text: raw, entities: field(params, name === 'text' ? 'entities' : 'caption_entities') ?? [] })
  if (read.text.length > MOST[name]) bad(name === 'text' ? 'message is too long' : 'message caption is too long')
  if (name === 'text' && !read.text) bad('message text is empty')
  return read
}

export function markup(params: Params): { inline_keyboard: Key[][] } | undefined {
  const given = field<{ inline_keyboard?: Key[][] }>(params, 'reply_markup')
  if (!given?.inline_keyboard) return undefined
  const keys = given.inline_keyboard.flat()
  if (keys.length > 100) bad('REPLY_MARKUP_TOO_LONG')
  for (const key of keys) checkKey(key)
  return keys.length ? { inline_keyboard: given.inline_keyboard } : undefined
}

function checkKey(key: Key): void {
  if (!key.text?.trim()) bad("can't parse inline keyboard button: Text buttons must have a non-empty text")
  if (key.url !== undefined) {
    if (!URL.parse(key.url)?.hostname.includes('.'))
      bad(`inline keyboard button URL '${key.url}' is invalid: Wrong HTTP URL`)
  } else if (key.callback_data === undefined) bad('Text buttons are unallowed in the inline keyboard')
  else if (!key.callback_data || Buffer.byteLength(key.callback_data) > 64) bad('BUTTON_DATA_INVALID')
}

const PHOTO = 10 * 1024 * 1024
export const UPLOAD = 50 * 1024 * 1024

/** The file a field names: one that comes along, or one that was sent before. */
export function fileOf(world: World, params: Params, name: string, value = word(params, name)): Stored {
  const upload = params.files[value.startsWith('attach://') ? value.slice(9) : name]
  if (upload) return store(world, checked(upload, name))
  return world.files.get(value) ?? bad('wrong file identifier/HTTP URL specified')
}

function checked(upload: Upload, name: string): Upload {
  if (!upload.bytes.length) bad('file must be non-empty')
  if (name !== 'photo') return upload
  const size = upload.bytes.length
  if (size > PHOTO) bad(`file of size ${size} bytes is too big for a photo; the maximum size is ${PHOTO} bytes`)
  if (!isPicture(upload.bytes)) bad('IMAGE_PROCESS_FAILED')
  return upload
}

const isPicture = (bytes: Buffer): boolean =>
  ['89504e47', 'ffd8ff', '52494646', '47494638'].some((m) => bytes.toString('hex', 0, 4).startsWith(m))

/** A file as a message carries it: a photo in sizes, anything else as a document. */
export function carried(
  stored: Stored,
  type: 'photo' | 'document',
): { photo: (Media & { width: number; height: number })[] } | { document: Media } {
  if (type === 'document') return { document: mediaOf(stored) }
  const { file_name, mime_type, ...size } = mediaOf(stored)
  const png = stored.bytes.toString('hex', 0, 4) === '89504e47'
  return {
    photo: [
      { ...size, width: png ? stored.bytes.readUInt32BE(16) : 800, height: png ? stored.bytes.readUInt32BE(20) : 600 },
    ],
  }
}
