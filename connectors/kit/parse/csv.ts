import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { TextDecoderStream } from 'node:stream/web'
import { isUtf16 } from './kind.ts'
import type { TableRow } from './table.ts'

export type CsvOptions = { delimiter?: string | undefined; encoding?: string | undefined }

export async function* readCsv(path: string, options: CsvOptions = {}): AsyncGenerator<TableRow> {
  const { default: papa } = await import('papaparse')
  const encoding = options.encoding ?? (await encodingOf(path))
  const delimiter = options.delimiter ?? delimiterOf(new TextDecoder(encoding).decode(await startOf(path)))
  const bytes = Readable.toWeb(createReadStream(path))
  const text = Readable.fromWeb(bytes.pipeThrough(new TextDecoderStream(encoding)))
  const parser = papa.parse(papa.NODE_STREAM_INPUT, { delimiter })
  text.on('error', (error) => parser.destroy(error))
  let row = 0
  for await (const cells of text.pipe(parser)) yield { where: `row ${++row}`, cells: cells as string[] }
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
export async function encodingOf(path: string): Promise<string> {
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
