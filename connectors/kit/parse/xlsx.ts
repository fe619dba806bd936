import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { Fault } from '../fault.ts'
import type { RawCell, TableRow } from './table.ts'
import { checkZip, type ZipLimits } from './zip.ts'

export type XlsxOptions = { sheet?: string | number | undefined; limits?: Partial<ZipLimits> | undefined }

/** Row by row from one sheet: whatever the size, only a part of the workbook is in memory. */
export async function* readXlsx(path: string, { sheet, limits }: XlsxOptions = {}): AsyncGenerator<TableRow> {
  await checkZip(path, limits)
  const { streamXlsxRows } = await import('hucre/xlsx')
  const bytes = Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>
  try {
    for await (const { index, values } of streamXlsxRows(bytes, sheet === undefined ? {} : { sheet })) {
      yield { where: `row ${index + 1}`, cells: values as RawCell[] }
    }
  } catch (error) {
    throw error instanceof Fault ? error : unreadable(error)
  }
}

const unreadable = (cause: unknown) =>
  new Fault('changed', `The workbook can't be read: ${cause instanceof Error ? cause.message : cause}`, {
    hint: 'Open it in Excel, save it again as .xlsx, and try that.',
    cause,
  })
