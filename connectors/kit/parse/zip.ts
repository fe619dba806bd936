import { createReadStream } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { crc32, createInflateRaw } from 'node:zlib'
import { Fault } from '../fault.ts'

export type ZipLimits = { entries: number; bytes: number; ratio: number }
const LIMITS: ZipLimits = { entries: 2000, bytes: 2_000_000_000, ratio: 300 }

type Entry = { name: string; method: number; crc: number; packed: number; size: number; at: number }

/**
 * Unpacks everything once without keeping it: a workbook that is cut off, damaged or larger inside than it claims is
 * refused before anything is read from it.
 */
export async function checkZip(path: string, limits: Partial<ZipLimits> = {}): Promise<void> {
  const { entries: most, bytes, ratio } = { ...LIMITS, ...limits }
  const file = await open(path)
  try {
    const entries = await contents(file)
    const size = entries.reduce((sum, entry) => sum + entry.size, 0)
    const packed = (await file.stat()).size
    if (entries.length > most) throw bomb(`holds ${entries.length} parts, ${most} are allowed`)
    if (size > bytes) throw bomb(`unpacks to ${mega(size)}, ${mega(bytes)} are allowed`)
    if (size > 1_000_000 && size > ratio * packed) throw bomb(`unpacks to ${Math.round(size / packed)} times its size`)
    for (const entry of entries) await checkEntry(path, file, entry)
  } finally {
    await file.close()
  }
}

/** The list at the end of every zip; without it the file was cut off on its way. */
async function contents(file: FileHandle): Promise<Entry[]> {
  const { size } = await file.stat()
  const tail = await bytesAt(file, Math.max(0, size - 65_557), Math.min(size, 65_557))
  const end = tail.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  if (end < 0 || end + 22 > tail.length) throw broken('is cut off: its end is missing')
  const count = tail.readUInt16LE(end + 10)
  const list = await bytesAt(file, tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12))
  const entries: Entry[] = []
  for (let at = 0; entries.length < count; ) {
    if (at + 46 > list.length || list.readUInt32LE(at) !== 0x02014b50) throw broken('is damaged: its list of parts')
    const nameLength = list.readUInt16LE(at + 28)
    entries.push({
      name: list.toString('utf8', at + 46, at + 46 + nameLength),
      method: list.readUInt16LE(at + 10),
      crc: list.readUInt32LE(at + 16),
      packed: list.readUInt32LE(at + 20),
      size: list.readUInt32LE(at + 24),
      at: list.readUInt32LE(at + 42),
    })
    at += 46 + nameLength + list.readUInt16LE(at + 30) + list.readUInt16LE(at + 32)
  }
  return entries
}

async function checkEntry(path: string, file: FileHandle, entry: Entry): Promise<void> {
  if (entry.name.endsWith('/') || entry.packed === 0) return
  const head = await bytesAt(file, entry.at, 30)
  if (head.length < 30 || head.readUInt32LE(0) !== 0x04034b50) throw broken(`is damaged at ${entry.name}`)
  const start = entry.at + 30 + head.readUInt16LE(26) + head.readUInt16LE(28)
  let [size, crc] = [0, 0]
  const count = new Writable({
    write(chunk: Buffer, _, done) {
      size += chunk.length
      crc = crc32(chunk, crc)
      done(size > entry.size ? broken(`is damaged: ${entry.name} unpacks to more than it claims`) : null)
    },
  })
  const packed = createReadStream(path, { start, end: start + entry.packed - 1 })
  const unpacked = entry.method === 8 ? pipeline(packed, createInflateRaw(), count) : pipeline(packed, count)
  await unpacked.catch((error) => {
    throw error instanceof Fault ? error : broken(`is damaged at ${entry.name}`)
  })
  if (size !== entry.size || crc !== entry.crc) throw broken(`is damaged at ${entry.name}`)
}

async function bytesAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position)
  return buffer.subarray(0, bytesRead)
}

const broken = (what: string) =>
  new Fault('down', `The workbook ${what}.`, { hint: 'Fetch it again; if it stays so, open the export by hand.' })
const bomb = (what: string) =>
  new Fault('input', `The workbook ${what}: it is not opened.`, { hint: 'Send a smaller file, or split it.' })
const mega = (bytes: number) => `${Math.round(bytes / 1e6)} MB`
