import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { type Context, Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import { z } from 'zod'
import { heardAt } from '#db/inbox.ts'
import { keepFile, TooLarge } from '#jobs/kit/files.ts'
import type { Workspace } from '#jobs/kit/workspace.ts'
import { may } from '../../kit/command.ts'
import { follow } from '../follow.ts'
import { refused } from '../guard.ts'
import type { Env, Inside } from '../visit.ts'

const MOST_LINES = 40
const MOST_LETTERS = 8000
/** Made by the page, the same when it sends again what may have got lost. */
const Event = z.uuid()
const Said = z.object({
  event: Event,
  text: z.string().max(MOST_LETTERS).default(''),
  press: z.string().max(40).optional(),
})
const Upload = z.object({
  event: Event,
  name: z.string().min(1).max(1000),
  text: z.string().max(MOST_LETTERS).default(''),
})

export function chatRoutes(inside: Inside): Hono<Env> {
  const open = new Set<symbol>()
  return new Hono<Env>()
    .get('/stream', (c) => (open.size < MOST_LINES ? stream(c, inside, open) : tooMany(c)))
    .post('/say', (c) => said(c, inside))
    .post('/upload', (c) => uploaded(c, inside))
}

const tooMany = (c: Context) => refused(c, 'Too many pages are open. Close some of them.', 429)

function stream(c: Context<Env>, { house, closing }: Inside, open: Set<symbol>): Response {
  const { rooms, voice, stillIn } = c.get('visit')
  const most = Math.min(1000, Number(c.req.query('most')) || 100)
  return streamSSE(c, async (out) => {
    const gone = new AbortController()
    out.onAbort(() => gone.abort())
    const signal = AbortSignal.any([gone.signal, closing])
    const send = async (items: unknown[], all: boolean) => {
      // Who was signed out or given another workspace isn't told any more; the page comes back and sees what is now.
      if (!(await stillIn())) return gone.abort()
      await out.writeSSE({ event: 'items', data: JSON.stringify({ now: house.now(), all, items }) })
    }
    const line = Symbol(voice.user)
    open.add(line)
    const workspaces = rooms.map(({ workspace }) => workspace)
    await follow(workspaces, voice.place, most, send, signal).finally(() => open.delete(line))
  })
}

async function said(c: Context<Env>, { hear }: Inside): Promise<Response> {
  const read = Said.safeParse(await c.req.json().catch(() => undefined))
  if (!read.success) return refused(c, `That is more than ${MOST_LETTERS} letters, or not a message.`, 400)
  const { event, text, press } = read.data
  await hear({ ...c.get('visit').voice, event, text, ...(press ? { press } : {}) })
  return c.json({ ok: true })
}

async function uploaded(c: Context<Env>, { hear, house }: Inside): Promise<Response> {
  const read = Upload.safeParse(c.req.query())
  if (!read.success) return refused(c, 'That file has no name I can use.', 400)
  const visit = c.get('visit')
  const { event, name, text } = read.data
  const { workspace, person } = visit.files
  if (!may(person, 'viewer')) return refused(c, 'Sign out and in again, so that I know you for your own files.', 403)
  if (await heardBefore(workspace, visit.voice.place, event)) return c.json({ ok: true })
  const mostBytes = house.config.UPLOAD_MB * 1024 * 1024
  const tooLarge = () =>
    refused(c, `That file is too large: I take up to ${house.config.UPLOAD_MB} MB. Split it, or set UPLOAD_MB.`, 413)
  if (Number(c.req.header('content-length') ?? 0) > mostBytes) return tooLarge()
  try {
    const content = c.req.raw.body ? Readable.fromWeb(c.req.raw.body as ReadableStream) : Buffer.alloc(0)
    const kept = await keepFile(workspace, content, { name, by: person.id, mostBytes }, house.now())
    const file = { id: kept.id, name: kept.name, bytes: kept.bytes }
    await hear({ ...visit.voice, event, files: [file], ...(text ? { text } : {}) })
    return c.json({ ok: true })
  } catch (error) {
    if (error instanceof TooLarge) return tooLarge()
    throw error
  }
}

async function heardBefore({ db }: Workspace, place: string, event: string): Promise<boolean> {
  return (await heardAt(db, place, 100)).some((row) => row.event === event)
}
