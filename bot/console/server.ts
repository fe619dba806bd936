import { join } from 'node:path'
import { Hono } from 'hono'
import type { House } from '#jobs/kit/house.ts'
import { openAccess } from '../kit/access.ts'
import type { Command } from '../kit/command.ts'
import type { Desk } from '../kit/desk.ts'
import type { Face } from '../kit/face.ts'
import { consoleFace } from './face.ts'
import { calledByOurName, careful, signedIn, watchers } from './guard.ts'
import { type Keys, openKeys } from './keys.ts'
import { openListener } from './listen.ts'
import { chartRoutes } from './routes/charts.ts'
import { chatRoutes } from './routes/chat.ts'
import { dataRoutes } from './routes/data.ts'
import { doorRoutes } from './routes/door.ts'
import { fileRoutes } from './routes/files.ts'
import { healthRoutes, lifeRoutes } from './routes/health.ts'
import { meRoutes } from './routes/me.ts'
import { pageRoutes, readSheets } from './routes/page.ts'
import { runRoutes } from './routes/runs.ts'
import { signInRoutes } from './routes/sign-in.ts'
import { openSessions } from './sessions.ts'
import type { Env, Inside } from './visit.ts'
import { checkWhere, isOpen } from './where.ts'

export type Console = {
  face: Face
  /** The address to open; on this machine with a key that works once. There is none before `listen`. */
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

/** The console: a web page for the people at this machine, or for all who can sign in. */
export async function openConsole({
  house,
  desk,
  commands,
  hooks = [],
  key,
  announce = toTerminal,
}: ConsoleParts): Promise<Console> {
  const { HOST, PORT, DATA_DIR, SESSION_DAYS } = house.config
  checkWhere(house.config)
  const closing = new AbortController()
  const sessions = await openSessions(join(DATA_DIR, 'console-sessions.json'), house.now, SESSION_DAYS)
  const inside = { house, commands, access: openAccess(house), sessions, hear: desk.hear, closing: closing.signal }
  const keys = openKeys(key)
  let base = ''
  const announceNew = () => announce(`${base}/?key=${keys.make()}`)
  const { listen, close } = openListener(await makeApp(inside, { keys, announce: announceNew }, hooks))
  let url = ''
  return {
    face: consoleFace(),
    get url() {
      return url
    },
    async listen() {
      const port = await listen(PORT, HOST)
      base = `http://${HOST.includes(':') ? `[${HOST}]` : HOST}:${port}`
      url = isOpen(house.config) ? (house.config.PUBLIC_URL ?? base) : `${base}/?key=${key ?? keys.make()}`
    },
    async close() {
      closing.abort()
      await close()
    },
  }
}

type Door = { keys: Keys; announce(): void }

async function makeApp(inside: Inside, door: Door, hooks: NonNullable<Face['hook']>[]): Promise<Hono> {
  const { house } = inside
  const sheets = await readSheets()
  const mine = new Hono<Env>()
    .use(signedIn(inside))
    .route('/api/me', meRoutes(inside))
    .route('/api/chat', chatRoutes(inside))
    .route('/api/runs', runRoutes(house))
    .route('/api/data', dataRoutes(house))
    .route('/files', fileRoutes(house))
    .route('/charts', chartRoutes(house))
  const wayIn = isOpen(house.config) ? signInRoutes(inside, sheets) : doorRoutes({ ...inside, ...door, sheets })
  return new Hono()
    .onError((error, c) => {
      house.log.error({ err: error, path: c.req.path }, 'The console could not answer')
      return c.json({ error: 'Something went wrong on my side. Please try again.' }, 500)
    })
    .notFound((c) => c.json({ error: 'There is nothing here.' }, 404))
    .route('/', hookRoutes(hooks))
    .use(careful)
    .route('/', lifeRoutes())
    .use(calledByOurName(house.config))
    .route('/', healthRoutes(house, watchers(inside)))
    .route('/', pageRoutes(sheets))
    .route('/', wayIn)
    .route('/', mine)
}

function hookRoutes(hooks: NonNullable<Face['hook']>[]): Hono {
  const routes = new Hono()
  for (const { path, take } of hooks) routes.post(path, (c) => take(c.req.raw))
  return routes
}

function toTerminal(url: string): void {
  process.stdout.write(`\nSomebody asked for a new address of the console: ${url}\n\n`)
}
