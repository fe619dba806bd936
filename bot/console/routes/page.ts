import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { type Context, Hono } from 'hono'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
}

type Sheet = { body: Uint8Array<ArrayBuffer>; type: string; tag: string }
export type Sheets = Map<string, Sheet>

/** The page's files, read once: only what is in that folder can ever be asked for. */
export async function readSheets(folder = new URL('../page/', import.meta.url)): Promise<Sheets> {
  const names = (await readdir(folder)).filter((name) => types[extname(name)])
  const read = async (name: string): Promise<[string, Sheet]> => {
    const body = new Uint8Array(await readFile(new URL(name, folder)))
    return [
      name,
      { body, type: types[extname(name)]!, tag: `"${createHash('sha256').update(body).digest('base64url')}"` },
    ]
  }
  return new Map(await Promise.all(names.map(read)))
}

/** Styles and scripts hold nothing secret. A browser keeps them and asks whether they are still the same. */
export function pageRoutes(sheets: Sheets): Hono {
  return new Hono().get('/page/:name', (c) => {
    const sheet = sheets.get(c.req.param('name'))
    return sheet && !sheet.type.startsWith('text/html') ? give(c, sheet) : c.notFound()
  })
}

function give(c: Context, { body, type, tag }: Sheet): Response {
  const keep = { etag: tag, 'cache-control': 'no-cache' }
  if (c.req.header('if-none-match') === tag) return c.body(null, 304, keep)
  return c.body(body, 200, { ...keep, 'content-type': type })
}

/** A page for who isn't in yet. `note` is one of our own sentences. */
export function sheet(sheets: Sheets, name: string, note = ''): string {
  const html = new TextDecoder().decode(sheets.get(name)?.body)
  return html.replace('<!-- note -->', note && `<p class="note" role="alert">${note}</p>`)
}
