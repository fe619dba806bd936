import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { type Context, Hono } from 'hono'
import { getFile } from '#db/files.ts'
import { filePath } from '#jobs/kit/files.ts'
import { refused } from '../guard.ts'
import type { Env } from '../visit.ts'

/** Files of the visitor's own workspace. Another workspace's ids mean nothing here. */
export function fileRoutes(): Hono<Env> {
  return new Hono<Env>().get('/:id', download)
}

async function download(c: Context<Env>): Promise<Response> {
  const { workspace } = c.get('visit')
  const file = await getFile(workspace.db, c.req.param('id') ?? '')
  const path = file && filePath(workspace, file)
  const bytes = path && (await stat(path).catch(() => undefined))?.size
  if (!file || !path || bytes === undefined) return refused(c, 'There is no such file here.', 404)
  const picture = file.type === 'image/png'
  return c.body(Readable.toWeb(createReadStream(path)) as ReadableStream, 200, {
    'content-type': picture ? file.type : 'application/octet-stream',
    'content-length': String(bytes),
    'content-disposition': `${picture ? 'inline' : 'attachment'}; ${named(file.name)}`,
    'content-security-policy': "sandbox; default-src 'none'",
  })
}

/** The name for old readers in plain letters, and as it is for all others (RFC 6266). */
function named(name: string): string {
  const plain = name.replace(/[^\w.()+ -]/g, '_')
  const whole = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `filename="${plain}"; filename*=UTF-8''${whole}`
}
