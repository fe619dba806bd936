import { deflateSync } from 'node:zlib'
import type { Table } from './exports.ts'
import { PAGE, pagesOf } from './pdf-pages.ts'

/** A small honest PDF: Helvetica, ruling lines, as many pages as it takes. */
export function pdf(table: Table, period: string): Buffer {
  const pages = pagesOf(table, period)
  const kids = pages.map((_, i) => `${4 + 2 * i} 0 R`).join(' ')
  return assemble([
    object('<< /Type /Catalog /Pages 2 0 R >>'),
    object(`<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`),
    object('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>'),
    ...pages.flatMap((content, i) => [object(page(5 + 2 * i)), stream(content)]),
  ])
}

const page = (content: number) =>
  `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${PAGE.width} ${PAGE.height}] /Contents ${content} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`

const object = (text: string) => Buffer.from(text, 'latin1')

function stream(content: string): Buffer {
  const packed = deflateSync(Buffer.from(content, 'latin1'))
  const head = `<< /Length ${packed.length} /Filter /FlateDecode >>\nstream\n`
  return Buffer.concat([Buffer.from(head), packed, Buffer.from('\nendstream')])
}

/** Objects one after the other, then where each begins. */
function assemble(objects: Buffer[]): Buffer {
  const parts = [Buffer.from('%PDF-1.4\n%\xe2\xe3\xcf\xd3\n', 'latin1')]
  let at = parts[0]!.length
  const starts = objects.map((body, i) => {
    const start = at
    const part = Buffer.concat([Buffer.from(`${i + 1} 0 obj\n`), body, Buffer.from('\nendobj\n')])
    parts.push(part)
    at += part.length
    return `${String(start).padStart(10, '0')} 00000 n \n`
  })
  const size = objects.length + 1
  const list = `xref\n0 ${size}\n0000000000 65535 f \n${starts.join('')}`
  parts.push(Buffer.from(`${list}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${at}\n%%EOF\n`))
  return Buffer.concat(parts)
}
