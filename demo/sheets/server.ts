import { gzipSync } from 'node:zlib'
import { type HttpBindings, serve } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import { type Answered, answer, type Quota, route, type Seen, type Trouble, type World } from './api.ts'
import { grant, type KeyFile, knowAccount, newAccounts, openAccount } from './auth.ts'
import type { Book, Role, Value } from './book.ts'
import { drive } from './drive.ts'
import { ApiError } from './errors.ts'
import type { Given } from './given.ts'
import { listPage, sheetPage } from './page.ts'
import { personBatch, personTypes } from './person.ts'
import { type BookPlan, fromState, makeBook, toState } from './shelf.ts'

export type SheetsOptions = {
  port?: number
  quota?: Quota
  faults?: Trouble[]
  state?: string
  /** Accounts that were opened at another time. */
  keys?: KeyFile[]
  now?: () => number
}

/** The company's spreadsheets on loopback. `type` and `batch` are the hands of a person, without programs or quotas. */
export type SheetsServer = {
  url: string
  account: (email?: string) => KeyFile
  make: (plan: BookPlan) => string
  share: (id: string, email: string, role?: Role) => void
  type: (id: string, range: string, values: (Value | null)[][], by?: string) => void
  batch: (id: string, requests: Record<string, Given>[], by?: string) => void
  book: (id: string) => Book
  seen: Seen[]
  fail: (trouble: Trouble) => void
  before: (meddle: World['before']) => void
  save: () => string
  stop: () => Promise<void>
}

type Http = Context<{ Bindings: HttpBindings }>

export async function startSheets(options: SheetsOptions = {}): Promise<SheetsServer> {
  const world: World = {
    books: fromState(options.state),
    accounts: newAccounts(),
    quota: options.quota ?? { reads: 60, writes: 60 },
    used: new Map(),
    troubles: options.faults ?? [],
    seen: [],
    now: options.now ?? Date.now,
    before: undefined,
  }
  for (const key of options.keys ?? []) knowAccount(world.accounts, key)
  const server = serve({ fetch: routes(world).fetch, hostname: '127.0.0.1', port: options.port ?? 0 })
  await new Promise<void>((ready) => server.once('listening', ready))
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : options.port}`
  return {
    url,
    ...hands(world),
    stop: () =>
      new Promise((done) => {
        server.close(() => done())
        if ('closeAllConnections' in server) server.closeAllConnections()
      }),
  }
}

function hands(world: World): Omit<SheetsServer, 'url' | 'stop'> {
  const book = (id: string): Book => {
    const found = world.books.get(id)
    if (!found) throw new Error(`No spreadsheet ${id}`)
    return found
  }
  return {
    account: (email = 'bellhop@demo-company.iam.gserviceaccount.com') => openAccount(world.accounts, email),
    make: (plan) => makeBook(world, plan),
    share: (id, email, role = 'writer') => {
      book(id).shares[email] = role
    },
    type: (id, range, values, by) => personTypes(world, id, range, values, by),
    batch: (id, requests, by) => personBatch(world, id, requests, by),
    book,
    seen: world.seen,
    fail: (trouble) => void world.troubles.push(trouble),
    before: (meddle) => {
      world.before = meddle
    },
    save: () => toState(world.books),
  }
}

function routes(world: World): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>()
  app.post('/token', async (http) => {
    const { status, body } = grant(world.accounts, new URLSearchParams(await http.req.text()), world.now())
    return http.json(body, status)
  })
  // Making a sheet comes first: the next path would take it as well.
  app.route('/', drive(world))
  app.all('/v4/spreadsheets/*', (http) => api(world, http))
  app.get('/', (http) => http.html(listPage([...world.books.values()])))
  app.get('/spreadsheets/d/:id/:edit?', (http) => {
    const book = world.books.get(http.req.param('id'))
    return book ? http.html(sheetPage(book, new URL(http.req.url).searchParams)) : http.notFound()
  })
  return app
}

async function api(world: World, http: Http): Promise<Response> {
  const url = new URL(http.req.url)
  const body = await http.req.text()
  const sent = Buffer.byteLength(body)
  const asked = {
    method: http.req.method,
    path: url.pathname.replace('/v4/spreadsheets/', ''),
    query: url.searchParams,
    authorization: http.req.header('authorization'),
    body,
    root: url.origin,
  }
  try {
    const answered = answer(world, asked)
    return await deliver(world, http, answered, sent)
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    const { name, kind } = callOf(asked)
    world.seen.push({ name, kind, by: '', status: error.code, sent, received: 0 })
    return new Response(JSON.stringify(error.body(), null, 2), { status: error.code, headers: JSON_TYPE })
  }
}

const JSON_TYPE = { 'content-type': 'application/json; charset=UTF-8' }

function callOf(asked: Parameters<typeof route>[0]): { name: string; kind: 'read' | 'write' } {
  try {
    return route(asked).call
  } catch {
    return { name: 'unknown', kind: 'read' }
  }
}

async function deliver(world: World, http: Http, answered: Answered, sent: number): Promise<Response> {
  const { call, by, trouble } = answered
  if (trouble?.kind === 'slow') await new Promise((done) => setTimeout(done, trouble.ms ?? 1000))
  const broken = trouble?.kind === 'lost' || trouble?.kind === 'cut'
  if (broken) http.env.incoming.socket.destroy()
  const plain = Buffer.from(JSON.stringify(answered.body))
  const zip = plain.length > 1024 && http.req.header('accept-encoding')?.includes('gzip')
  const bytes = zip ? gzipSync(plain, { level: 1 }) : plain
  world.seen.push({ name: call.name, kind: call.kind, by, status: broken ? 0 : 200, sent, received: bytes.length })
  return new Response(new Uint8Array(bytes), { headers: { ...JSON_TYPE, ...(zip && { 'content-encoding': 'gzip' }) } })
}
