export type Upload = { name: string; type: string; bytes: Buffer }
export type Form = { fields: Record<string, string>; files: Record<string, Upload> }

/** Reads a body as the clients write it: JSON, an address-bar form, or a form with files. */
export function readForm(body: Buffer, type = ''): Form {
  if (type.startsWith('multipart/')) return readMultipart(body, /boundary="?([^";]+)/.exec(type)?.[1] ?? '')
  if (type.startsWith('application/json')) return { fields: JSON.parse(body.toString() || '{}'), files: {} }
  return { fields: Object.fromEntries(new URLSearchParams(body.toString())), files: {} }
}

function readMultipart(body: Buffer, boundary: string): Form {
  const form: Form = { fields: {}, files: {} }
  for (const { head, bytes } of parts(body, `--${boundary}`)) {
    const name = quoted(head, 'name')
    const file = quoted(head, 'filename')
    if (file === undefined) form.fields[name ?? ''] = bytes.toString()
    else form.files[name ?? ''] = { name: file, type: /content-type:\s*(\S+)/i.exec(head)?.[1] ?? '', bytes }
  }
  return form
}

function parts(body: Buffer, mark: string): { head: string; bytes: Buffer }[] {
  const found = []
  for (let at = body.indexOf(mark); at >= 0; ) {
    const next = body.indexOf(`\r\n${mark}`, at + mark.length)
    const split = body.indexOf('\r\n\r\n', at)
    if (next < 0 || split < 0) break
    found.push({ head: body.toString('utf8', at, split), bytes: body.subarray(split + 4, next) })
    at = next + 2
  }
  return found
}

/** A value such as name="x" or name=x, with or without a space before it. */
function quoted(head: string, key: string): string | undefined {
  const found = new RegExp(`[;\\s]${key}=(?:"([^"]*)"|([^;\\r\\n]*))`, 'i').exec(head)
  return found ? (found[1] ?? found[2]) : undefined
}
