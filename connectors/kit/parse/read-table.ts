import { readCsv } from './csv.ts'
import { type FileKind, kindOf, mustBe } from './kind.ts'
import { readPdf } from './pdf.ts'
import type { TableSource } from './table.ts'
import { readXlsx, type XlsxOptions } from './xlsx.ts'

export type ReadTableOptions = XlsxOptions & {
  /** What the file must be; without it, what its first bytes say. */
  kind?: FileKind | undefined
  delimiter?: string | undefined
  encoding?: string | undefined
  signal?: AbortSignal | undefined
}

/** The rows of any table file, as they are. Refuses a file that isn't what it claims before reading a row. */
export async function readTable(
  path: string,
  options: ReadTableOptions = {},
): Promise<{ kind: FileKind; rows: TableSource }> {
  if (options.kind) await mustBe(path, options.kind)
  const kind = options.kind ?? (await kindOf(path))
  return { kind, rows: readers[kind](path, options) }
}

const readers: Record<FileKind, (path: string, options: ReadTableOptions) => TableSource> = {
  xlsx: readXlsx,
  csv: readCsv,
  pdf: readPdf,
}
