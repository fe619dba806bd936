import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { putFile, type StoredFile } from '#db/files.ts'
import { showBytes } from './format.ts'
import { idFrom, newId } from './id.ts'
import type { BlockOf } from './message.ts'
import type { Workspace } from './workspace.ts'

type Kept = {
  name: string
  type?: string
  run?: string | undefined
  by: string
  mostBytes?: number
  /** Asked right before the file takes its place; may refuse by throwing. */
  allowed?: () => Promise<void>
}

/**
 * Keeps a file under a name of our own; what people called it is only ever shown. A run that keeps the same name again,
 * on its next attempt, replaces what it kept before.
 */
export async function keepFile(
  workspace: Workspace,
  content: Buffer | Readable,
  kept: Kept,
  now: number,
): Promise<StoredFile> {
  const name = cleanName(kept.name)
  const file = {
    id: kept.run ? idFrom(`${kept.run}/${name}`, 12) : newId(12),
    run: kept.run ?? null,
    name,
    type: kept.type ?? typeOf(kept.name),
    by: kept.by,
    createdAt: now,
  }
  const path = filePath(workspace, file)
  // Two attempts may write at the same time, when one has slept through its lease.
  const part = `${path}.${newId()}.part`
  const seen = await writeCounted(content, part, kept.mostBytes, kept.allowed)
  await rename(part, path)
  const stored = { ...file, ...seen }
  await putFile(workspace.db, stored)
  return stored
}

export function filePath(workspace: Workspace, file: Pick<StoredFile, 'id' | 'name'>): string {
  const ending = /\.([a-z0-9]{1,8})$/i.exec(file.name)?.[0] ?? ''
  return join(workspace.files, `${file.id}${ending.toLowerCase()}`)
}

export function fileBlock(file: StoredFile, say?: string): BlockOf<'file'> {
  return { kind: 'file', file: file.id, name: file.name, bytes: file.bytes, ...(say ? { say } : {}) }
}

/** The name as a label: no folders, no control characters, no trick with writing directions. */
function cleanName(name: string): string {
  const last = name.normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  const plain = last
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .replace(/^\.+/, '')
    .trim()
  return plain.length > 120 ? `${plain.slice(0, 100)}${/\.[a-z0-9]{1,8}$/i.exec(plain)?.[0] ?? ''}` : plain || 'file'
}

export class TooLarge extends Error {
  override name = 'TooLarge'
}

async function writeCounted(
  content: Buffer | Readable,
  path: string,
  mostBytes = Number.POSITIVE_INFINITY,
  allowed = async () => {},
) {
  const hash = createHash('sha256')
  let bytes = 0
  const count = new Transform({
    transform(chunk: Buffer, _, done) {
      bytes += chunk.length
      hash.update(chunk)
      done(bytes > mostBytes ? new TooLarge(`larger than ${showBytes(mostBytes)}`) : null, chunk)
    },
  })
  try {
    await pipeline(
      Readable.from(Buffer.isBuffer(content) ? [content] : content),
      count,
      createWriteStream(path, { flags: 'wx' }),
    )
    await allowed()
  } catch (error) {
    await rm(path, { force: true })
    throw error
  }
  return { bytes, sha256: hash.digest('hex') }
}

export const readStored = (workspace: Workspace, file: StoredFile) => createReadStream(filePath(workspace, file))

const types: Record<string, string> = {
  csv: 'text/csv',
  txt: 'text/plain',
  json: 'application/json',
  pdf: 'application/pdf',
  png: 'image/png',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

function typeOf(name: string): string {
  return types[/\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? ''] ?? 'application/octet-stream'
}
