import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context, MiddlewareHandler } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { Config } from '#jobs/kit/config.ts'
import { may } from '../kit/command.ts'
import { type Limit, openLimit } from './limit.ts'
import { type Env, type Inside, type Visit, visitOf } from './visit.ts'
import { isLoopback, isOpen, isOurName, isOurOrigin } from './where.ts'

const HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  // With less, a browser wouldn't say where a form was sent from.
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
  'cache-control': 'no-store',
}
const REQUESTS_PER_MINUTE = 900

/** Rules for every answer. Routes may only make them stricter, or let a page be kept. */
export const careful: MiddlewareHandler = async (c, next) => {
  await next()
  for (const [name, value] of Object.entries(HEADERS)) if (!c.res.headers.has(name)) c.res.headers.set(name, value)
}

/** Another site can point its own name at this machine, but it can't make the browser say ours. */
export function calledByOurName(config: Config): MiddlewareHandler {
  const where = isOpen(config) && config.PUBLIC_URL ? config.PUBLIC_URL : 'the address it printed when it started'
  return async (c, next) => {
    const host = c.req.header('host') ?? ''
    if (!isOurName(config, host)) return c.text(`Open Bellhop under ${where}.`, 421)
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return next()
    if (!isOurOrigin(config, host, c.req.header('origin')))
      return refused(c, 'This was sent from another site, so I ignored it.', 403)
    return next()
  }
}

/** Lets in who has a session, may look, comes from our own page and doesn't ask too fast. */
export function signedIn(inside: Inside): MiddlewareHandler<Env> {
  const limit: Limit = openLimit(REQUESTS_PER_MINUTE, inside.house.now)
  const open = isOpen(inside.house.config)
  return async (c, next) => {
    const visit = await visitIn(c, inside)
    if (!visit) return refused(c, signedOut(open), 401)
    const busy = limit(visit.session.hash)
    if (busy) return refused(c, `That is a lot at once. Try again in ${busy} seconds.`, 429)
    if (/^(cross|same)-site$/.test(c.req.header('sec-fetch-site') ?? ''))
      return refused(c, 'This was asked by another site, so I ignored it.', 403)
    const reads = c.req.method === 'GET' || c.req.method === 'HEAD'
    if (!reads && c.req.header('x-bellhop') !== visit.proof)
      return refused(c, 'This page is out of date. Load it again.', 403)
    if (!may(visit.person, 'viewer')) {
      if (open) await endSession(c, inside)
      return refused(c, open ? signedOut(open) : 'Ask an admin of this workspace to let you in.', open ? 401 : 403)
    }
    c.set('visit', visit)
    return next()
  }
}

const signedOut = (open: boolean) =>
  open
    ? 'You are signed out. Load this page again to sign in.'
    : 'You are signed out. Open the address that Bellhop printed when it started.'

/** For whoever watches the process from the machine itself, and for admins. */
export function watchers(inside: Inside): MiddlewareHandler {
  return async (c, next) => {
    const visit = isNear(c) ? undefined : await visitIn(c, inside)
    if (isNear(c) || (visit && may(visit.person, 'admin'))) return next()
    return refused(c, 'Only from the machine itself, or for admins.', 403)
  }
}

/** What a proxy on this machine passes on comes from elsewhere. */
export function isNear(c: Context): boolean {
  const from = (getConnInfo(c).remote.address ?? '').replace(/^::ffff:/, '')
  const passedOn = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'].some((name) => c.req.header(name))
  const asked = URL.parse(`http://${c.req.header('host')}`)?.hostname ?? ''
  return isLoopback(from) && isLoopback(asked) && !passedOn
}

async function visitIn(c: Context, inside: Inside): Promise<Visit | undefined> {
  const secret = getCookie(c, cookieName(c)) ?? ''
  const session = inside.sessions.find(secret)
  return session && visitOf(inside, session, secret)
}

export function refused(c: Context, error: string, status: 400 | 401 | 403 | 404 | 413 | 429 | 503): Response {
  return c.json({ error }, status)
}

/** Cookies don't tell ports apart, so the name does: two Bellhops on one machine stay apart. */
export const cookieName = (c: Context) => `bellhop-${new URL(`http://${c.req.header('host')}`).port || '80'}`

/** Only our own pages send it back; where we are reached safely, only over that way. */
export function keepCookie(c: Context, name: string, secret: string, config: Config, seconds: number): void {
  const secure = config.PUBLIC_URL?.startsWith('https:') ?? false
  setCookie(c, name, secret, { httpOnly: true, sameSite: 'Strict', path: '/', maxAge: seconds, secure })
}

export function keepSignedIn(c: Context, secret: string, config: Config): void {
  keepCookie(c, cookieName(c), secret, config, config.SESSION_DAYS * 86_400)
}

export async function endSession(c: Context, { sessions }: Pick<Inside, 'sessions'>): Promise<void> {
  await sessions.end(getCookie(c, cookieName(c)) ?? '')
  deleteCookie(c, cookieName(c), { path: '/' })
}
