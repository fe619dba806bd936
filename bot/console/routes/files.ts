import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { type Context, Hono } from 'hono'
import { filePath } from '#jobs/kit/files.ts'
import type { House } from '#jobs/kit/house.ts'
import { handOut } from '../../kit/hand-out.ts'
import { refused } from '../guard.ts'
import type { Env } from '../visit.ts'

/** Files of the visitor's own workspace, if they may have them. Another workspace's ids mean nothing here. */
export function fileRoutes(house: House): Hono<Env> {
  return new Hono<Env>().get('/:id', (c) => download(c, house))
}

async function download(c: Context<Env>, house: House): Promise<Response> {
  const { workspace, person, voice } = c.get('visit')
  const file = await handOut(house, workspace, person, c.req.param('id') ?? '', voice.place)
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
