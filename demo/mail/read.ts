export type Mail = {
  subject: string
  from: string
  to: string
  text: string
  html: string
  attachments: Attachment[]
  headers: Headers
}
type Attachment = { name: string; type: string; bytes: Buffer }
type Headers = Record<string, string>
type Part = { headers: Headers; bytes: Buffer }

/** A mail as its reader sees it: words, pictures of words, and what is attached. */
export function readMail(raw: Buffer): Mail {
  const whole = split(raw)
  const leaves = partsOf(whole)
  const textOf = (type: string) =>
    leaves
      .find((part) => typeOf(part) === type && !nameOf(part))
      ?.bytes.toString()
      .trim() ?? ''
  const { subject = '', from = '', to = '' } = whole.headers
  const attachments = leaves
    .filter(nameOf)
    .map((part) => ({ name: nameOf(part), type: typeOf(part), bytes: part.bytes }))
  return {
    subject: words(subject),
    from: words(from),
    to: words(to),
    text: textOf('text/plain'),
    html: textOf('text/html'),
    attachments,
    headers: whole.headers,
  }
}

function partsOf(part: Part): Part[] {
  const boundary = /boundary="?([^";]+)/i.exec(part.headers['content-type'] ?? '')?.[1]
  if (!boundary) return [{ ...part, bytes: decoded(part) }]
  const pieces = part.bytes.toString('latin1').split(`--${boundary}`).slice(1, -1)
  return pieces.flatMap((piece) =>
    partsOf(split(Buffer.from(piece.replace(/^\r\n/, '').replace(/\r\n$/, ''), 'latin1'))),
  )
}

function split(raw: Buffer): Part {
  const end = raw.indexOf('\r\n\r\n')
  const lines = raw
    .toString('utf8', 0, end < 0 ? raw.length : end)
    .replaceAll(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  )
  return { headers, bytes: end < 0 ? Buffer.alloc(0) : raw.subarray(end + 4) }
}

function decoded({ headers, bytes }: Part): Buffer {
  const encoding = headers['content-transfer-encoding']?.toLowerCase()
  if (encoding === 'base64') return Buffer.from(bytes.toString('latin1'), 'base64')
  return encoding === 'quoted-printable' ? quotedPrintable(bytes.toString('latin1').replaceAll(/=\r?\n/g, '')) : bytes
}

const quotedPrintable = (text: string): Buffer =>
  Buffer.from(
    text.replaceAll(/=([\dA-F]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  )

/** "=?UTF-8?B?…?=" in headers. */
function words(header: string): string {
  return header
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?[\w-]+\?([BQ])\?([^?]*)\?=/gi, (_, kind: string, text: string) =>
      kind.toUpperCase() === 'B'
        ? Buffer.from(text, 'base64').toString()
        : quotedPrintable(text.replaceAll('_', ' ')).toString(),
    )
}

const typeOf = ({ headers }: Part): string =>
  (headers['content-type'] ?? 'text/plain').split(';')[0]!.trim().toLowerCase()

function nameOf({ headers }: Part): string {
  const said = `${headers['content-disposition'] ?? ''};${headers['content-type'] ?? ''}`
  const plain = /(?:file)?name="?([^";]+)"?/i.exec(said)?.[1]
  const coded = [...said.matchAll(/filename\*\d*\*?=(?:utf-8'')?"?([^";]+)/gi)].map((m) => m[1]).join('')
  return coded ? decodeURIComponent(coded) : words(plain ?? '')
}
