import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import { ConfigError } from '#jobs/kit/config.ts'
import type { House } from '#jobs/kit/house.ts'
import { openAccess } from '../kit/access.ts'
import type { Command } from '../kit/command.ts'
import type { Desk } from '../kit/desk.ts'
import type { Face } from '../kit/face.ts'
import { consoleFace } from './face.ts'
import { calledByOurName, careful, isLoopback, signedIn } from './guard.ts'
import { openKeys } from './keys.ts'
import { chartRoutes } from './routes/charts.ts'
import { chatRoutes } from './routes/chat.ts'
import { dataRoutes } from './routes/data.ts'
import { doorRoutes } from './routes/door.ts'
import { fileRoutes } from './routes/files.ts'
import { healthRoutes } from './routes/health.ts'
import { meRoutes } from './routes/me.ts'
import { pageRoutes, readSheets } from './routes/page.ts'
import { runRoutes } from './routes/runs.ts'
import { openSessions } from './sessions.ts'
import type { Env, Inside } from './visit.ts'

export type Console = {
  face: Face
  /** The address to open, with a key that works once. There is none before `listen`. */
  readonly url: string
  listen(): Promise<void>
  close(): Promise<void>
}
export type ConsoleParts = {
  house: House
  desk: Pick<Desk, 'hear'>
  commands: Command[]
  /** Where platforms call us, if they do. Each looks after its own secret. */
  hooks?: NonNullable<Face['hook']>[]
  /** The first key, if it isn't to be a random one. */
  key?: string
  /** Shows a newly asked for address to whoever sits at the machine. */
  announce?(url: string): void
}

/** The console: a web page for the people at this machine. */
export async function openConsole({
  house,
  desk,
  commands,
  hooks = [],
  key,
  announce = toTerminal,
}: ConsoleParts): Promise<Console> {
  const { HOST, PORT } = house.config
  if (!isLoopback(HOST)) throw beyondLoopback(HOST)
  const closing = new AbortController()
  const inside = { house, commands, access: openAccess(house), hear: desk.hear, closing: closing.signal }
  const keys = openKeys(key)
  const door = { keys, announce: () => announce(address(server, HOST, keys.make())) }
  const server = createAdaptorServer({ fetch: (await makeApp(inside, door, hooks)).fetch }) as Server
  let url = ''
  return {
    face: consoleFace(),
    get url() {
      return url
    },
    async listen() {
      await listening(server, PORT, HOST)
      url = address(server, HOST, key ?? keys.make())
    },
    async close() {
      closing.abort()
      if (!server.listening) return
      const closed = new Promise((done) => server.close(done))
      server.closeIdleConnections()
      setTimeout(() => server.closeAllConnections(), 500).unref()
      await closed
    },
  }
}

type Door = { keys: ReturnType<typeof openKeys>; announce(): void }

async function makeApp(inside: Inside, door: Door, hooks: NonNullable<Face['hook']>[]): Promise<Hono> {
  const { house } = inside
  const sheets = await readSheets()
  const sessions = await openSessions(join(house.config.DATA_DIR, 'console-sessions.json'), house.now)
  const mine = new Hono<Env>()
    .use(signedIn(inside, sessions))
    .route('/api/me', meRoutes(inside, sessions))
    .route('/api/chat', chatRoutes(inside))
    .route('/api/runs', runRoutes(house))
    .route('/api/data', dataRoutes(house))
    .route('/files', fileRoutes())
    .route('/charts', chartRoutes())
  return new Hono()
    .onError((error, c) => {
      house.log.error({ err: error, path: c.req.path }, 'The console could not answer')
      return c.json({ error: 'Something went wrong on my side. Please try again.' }, 500)
    })
    .notFound((c) => c.json({ error: 'There is nothing here.' }, 404))
    .route('/', hookRoutes(hooks))
    .use(careful)
    .use(calledByOurName)
    .route('/', healthRoutes(house))
    .route('/', pageRoutes(sheets))
    .route('/', doorRoutes({ ...door, sheets, sessions, now: house.now }))
    .route('/', mine)
}

function hookRoutes(hooks: NonNullable<Face['hook']>[]): Hono {
  const routes = new Hono()
  for (const { path, take } of hooks) routes.post(path, (c) => take(c.req.raw))
  return routes
}

function listening(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => resolve())
  })
}

function address(server: Server, host: string, key: string): string {
  const { port } = server.address() as AddressInfo
  const name = host.includes(':') ? `[${host}]` : host
  return `http://${name}:${port}/?key=${key}`
}

function beyondLoopback(host: string): ConfigError {
  return new ConfigError([
    `HOST="${host}": the console only listens on this machine until people can sign in, and no sign-in is set up. Leave HOST out, or set it to 127.0.0.1.`,
  ])
}

function toTerminal(url: string): void {
  process.stdout.write(`\nSomebody asked for a new address of the console: ${url}\n\n`)
}
