import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { PassThrough, Readable } from 'node:stream'
import { TextDecoderStream } from 'node:stream/web'
import { isUtf16 } from './kind.ts'
import type { TableRow } from './table.ts'

export type CsvOptions = { delimiter?: string | undefined; encoding?: string | undefined }

export async function* readCsv(path: string, options: CsvOptions = {}): AsyncGenerator<TableRow> {
  const { default: papa } = await import('papaparse')
  const encoding = options.encoding ?? (await encodingOf(path))
  const delimiter = options.delimiter ?? delimiterOf(new TextDecoder(encoding).decode(await startOf(path)))
  const text = Readable.fromWeb(Readable.toWeb(createReadStream(path)).pipeThrough(new TextDecoderStream(encoding)))
  // Rows come in handfuls, and no faster than they are taken.
  const handfuls = new PassThrough({ objectMode: true, highWaterMark: 2 })
  papa.parse<string[]>(text, {
    delimiter,
    chunk({ data }, parser) {
      if (handfuls.write(data)) return
      parser.pause()
      handfuls.once('drain', () => parser.resume())
    },
    complete: () => handfuls.end(),
    error: (error) => handfuls.destroy(error),
  })
  let row = 0
  try {
    for await (const rows of handfuls) for (const cells of rows as string[][]) yield { where: `row ${++row}`, cells }
  } finally {
    // Whoever has seen enough just stops: what still comes is for nobody.
    handfuls.on('error', () => {})
    text.destroy()
  }
}

/** The sign that stands equally often in most lines; signs in quotes don't count. */
function delimiterOf(start: string): string {
  const lines = start
    .replace(/"[^"]*"/g, '')
    .split(/\r?\n/)
    .filter(Boolean)
    .slice(0, 50)
  const ranked = [',', ';', '\t', '|'].map((sign) => {
    const counts = lines.map((line) => line.split(sign).length - 1)
    return { sign, like: counts[0] ? counts.filter((count) => count === counts[0]).length : 0 }
  })
  return ranked.reduce((best, one) => (one.like > best.like ? one : best)).sign
}

async function startOf(path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(65_536), 0, 65_536, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/** UTF-8 wherever the whole file is UTF-8; else the encoding Excel writes on Windows. */
async function encodingOf(path: string): Promise<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const file = await open(path)
  try {
    const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0)
    if (isUtf16(buffer)) return buffer[0] === 0xff ? 'utf-16le' : 'utf-16be'
    for await (const chunk of file.createReadStream({ autoClose: false, start: 0 })) {
      decoder.decode(chunk as Buffer, { stream: true })
    }
    decoder.decode()
    return 'utf-8'
  } catch {
    return 'windows-1252'
  } finally {
    await file.close()
  }
}
