import { inflateSync } from 'node:zlib'

const START = Buffer.from('stream')
const END = Buffer.from('endstream')
const DEFLATED = /\/Filter\s*\[?\s*\/(FlateDecode|Fl)\b/

/**
 * Whether every packed part of a PDF unpacks and matches its own check sum. A reader leaves out what doesn't, and a
 * page that is left out looks like a page without rows.
 */
export function isSound(pdf: Buffer): boolean {
  if (pdf.subarray(-4096).includes('/Encrypt')) return true
  for (let at = 0; ; ) {
    const start = pdf.indexOf(START, at)
    if (start < 0) return true
    const from = afterLineEnd(pdf, start + START.length)
    const end = pdf.indexOf(END, from ?? start + 1)
    if (end < 0) return from === undefined
    const head = pdf.subarray(Math.max(0, start - 400), start).toString('latin1')
    const own = head.slice(Math.max(0, head.lastIndexOf(' obj')))
    if (from !== undefined && DEFLATED.test(own) && !unpacks(pdf.subarray(from, end))) return false
    at = end + END.length
  }
}

/** Only the keyword itself is followed by an end of line; the word may also stand in a text. */
function afterLineEnd(pdf: Buffer, at: number): number | undefined {
  if (pdf[at] === 0x0a) return at + 1
  return pdf[at] === 0x0d ? at + (pdf[at + 1] === 0x0a ? 2 : 1) : undefined
}

function unpacks(bytes: Buffer): boolean {
  try {
    inflateSync(bytes, { maxOutputLength: 200_000_000 })
    return true
  } catch {
    return false
  }
}
