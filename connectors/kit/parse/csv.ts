import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { TextDecoderStream } from 'node:stream/web'
import { isUtf16 } from './kind.ts'
import type { TableRow } from './table.ts'

export type CsvOptions = { delimiter?: string | undefined; encoding?: string | undefined }

export async function* readCsv(path: string, { delimiter, encoding }: CsvOptions = {}): AsyncGenerator<TableRow> {
  const { default: papa } = await import('papaparse')
  const decoder = new TextDecoderStream(encoding ?? (await encodingOf(path)))
  const text = Readable.fromWeb(Readable.toWeb(createReadStream(path)).pipeThrough(decoder))
  const parser = papa.parse(papa.NODE_STREAM_INPUT, { delimiter: delimiter ?? '', skipEmptyLines: false })
  text.on('error', (error) => parser.destroy(error))
  let row = 0
  for await (const cells of text.pipe(parser)) yield { where: `row ${++row}`, cells: cells as string[] }
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
