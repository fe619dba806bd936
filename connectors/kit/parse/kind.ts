import { open } from 'node:fs/promises'
import { Fault } from '../fault.ts'

export type FileKind = 'xlsx' | 'csv' | 'pdf'
type Seen = FileKind | 'html' | 'xls' | 'empty' | 'binary'

const SAY: Record<Seen, string> = {
  xlsx: 'an Excel workbook',
  csv: 'plain text',
  pdf: 'a PDF',
  html: 'a web page',
  xls: 'an old Excel file (.xls)',
  empty: 'an empty file',
  binary: 'no kind of file known here',
}

/** A file is what its first bytes say, whatever its name claims. */
export async function mustBe(path: string, kind: FileKind): Promise<void> {
  const { seen, start } = await look(path)
  if (seen !== kind) {
    const words = seen === 'html' ? `: "${pageWords(start)}"` : ''
    throw new Fault(seen === 'empty' ? 'down' : 'changed', `Expected ${SAY[kind]} but got ${SAY[seen]}${words}.`, {
      hint: seen === 'xls' ? 'Save it as .xlsx and try again.' : 'Open the same export by hand and see what comes.',
    })
  }
}

export async function kindOf(path: string): Promise<FileKind> {
  const { seen } = await look(path)
  if (seen === 'xlsx' || seen === 'csv' || seen === 'pdf') return seen
  throw new Fault('input', `This is ${SAY[seen]}; I can read .xlsx and .csv.`, {
    hint: 'Save it as .xlsx or .csv and send it again.',
  })
}

async function look(path: string): Promise<{ seen: Seen; start: string }> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0)
    const head = buffer.subarray(0, bytesRead)
    return { seen: seenIn(head), start: head.toString('utf8') }
  } finally {
    await file.close()
  }
}

const MAGIC: [Seen, (head: Buffer, text: string) => boolean][] = [
  ['empty', (head) => head.length === 0],
  ['xlsx', (head) => head.readUInt32BE(0) === 0x504b0304],
  ['xls', (head) => head.readUInt32BE(0) === 0xd0cf11e0],
  ['pdf', (head) => head.subarray(0, 1024).includes('%PDF-')],
  ['html', (_, text) => /^\s*(<!doctype html|<html|<head|<body|<\?xml[^>]*>\s*<html)/i.test(text)],
  ['csv', (head) => isUtf16(head) || !head.includes(0)],
]

function seenIn(head: Buffer): Seen {
  const padded = head.length && head.length < 4 ? Buffer.concat([head, Buffer.from('    ')]) : head
  return MAGIC.find(([, is]) => is(padded, padded.toString('utf8').replace(/^\ufeff/, '')))?.[0] ?? 'binary'
}

export const isUtf16 = (head: Buffer) => head.length > 1 && [0xfffe, 0xfeff].includes(head.readUInt16BE(0))

const pageWords = (html: string) =>
  html
    .replace(/<(script|style)[\s\S]*?<\/\1>/gi, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 160)
