import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { createAdaptorServer, type ServerType } from '@hono/node-server'
import { Hono } from 'hono'
import { addExports } from './back-office/export-routes.ts'
import { type Books, EXPORTS } from './back-office/exports.ts'
import { HEALTHY, readFaults, type SiteFaults } from './back-office/faults.ts'
import { addLogin } from './back-office/login-routes.ts'
import { faultsPage, homePage, maintenancePage } from './back-office/pages.ts'
import { cookie, type Session, sessions } from './back-office/sessions.ts'
import type { Site } from './back-office/site.ts'

export type BackOfficeOptions = {
  company: Books
  port?: number
  faults?: Partial<SiteFaults>
  sessionMs?: number
  now?: () => number
}
export type BackOffice = Pick<Site, 'user' | 'password' | 'seen'> & {
  url: string
  set(faults: Partial<SiteFaults>): void
  reset(): void
  /** The one-time code that would have been sent to a phone. */
  code(): string
  endSessions(): void
  close(): Promise<void>
}

/** The company's back office: a login, four pages that export, and switches for whatever can go wrong with them. */
export async function startBackOffice({
  company,
  port = 0,
  faults,
  sessionMs = 1_800_000,
  now = Date.now,
}: BackOfficeOptions): Promise<BackOffice> {
  const site: Site = {
    app: new Hono(),
    books: company,
    faults: { ...HEALTHY, ...faults },
    sessions: sessions(sessionMs, now),
    seen: { logins: 0, pages: 0, files: 0, atOnce: 0, mostAtOnce: 0 },
    user: 'bellhop',
    password: 'kinnara-2025',
    code: '424242',
  }
  addSwitches(site)
  addLogin(site)
  addMembersOnly(site)
  addExports(site)
  const server = createAdaptorServer({ fetch: site.app.fetch })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    user: site.user,
    password: site.password,
    seen: site.seen,
    set: (changes) => void Object.assign(site.faults, changes),
    reset: () => void Object.assign(site.faults, HEALTHY),
    code: () => site.code,
    endSessions: () => site.sessions.endAll(),
    close: () => closed(server),
  }
}

function addSwitches({ app, faults }: Site): void {
  app.get('/_faults', (c) => c.html(faultsPage(faults)))
  app.post('/_faults', async (c) => {
    Object.assign(faults, readFaults(await c.req.parseBody()))
    return c.redirect('/_faults')
  })
  app.use(async (c, next) => {
    if (faults.maintenance) return c.html(maintenancePage(), 503)
    await wait(faults.pageMs)
    return next()
  })
}

/** Everything after the login. A lost session is sent back to it. */
function addMembersOnly({ app, faults, sessions, seen }: Site): void {
  app.use(async (c, next) => {
    const session = sessions.find(cookie(c.req.header('cookie')))
    if (!session?.member) return c.redirect('/login?pesan=habis')
    session.pages++
    seen.pages++
    if (losesNow(faults, session, c.req.path)) {
      sessions.end(session.id)
      return c.redirect('/login?pesan=habis')
    }
    c.set('session', session)
    return next()
  })
  app.get('/', (c) => c.html(homePage()))
}

function losesNow(faults: SiteFaults, { pages }: Session, path: string): boolean {
  const atExport = Object.values(EXPORTS).some((one) => path.startsWith(one.path))
  if (faults.session === 'lost-once' && atExport) {
    faults.session = ''
    return true
  }
  return (faults.session === 'lost-always' && atExport) || (faults.session === 'one-page' && pages > 3)
}

function closed(server: ServerType): Promise<void> {
  if ('closeAllConnections' in server) server.closeAllConnections()
  return new Promise((done) => server.close(() => done()))
}
