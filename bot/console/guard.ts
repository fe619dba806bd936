import type { Context, MiddlewareHandler } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { may } from '../kit/command.ts'
import { type Limit, openLimit } from './limit.ts'
import type { Sessions } from './sessions.ts'
import { type Env, type Inside, visitOf } from './visit.ts'

const HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
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
export const calledByOurName: MiddlewareHandler = async (c, next) => {
  const host = c.req.header('host') ?? ''
  if (!isLoopback(hostnameOf(host))) return c.text('Open Bellhop under the address it printed when it started.', 421)
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return next()
  if (c.req.header('origin') !== `http://${host}`)
    return refused(c, 'This was sent from another site, so I ignored it.', 403)
  return next()
}

/** Lets in who has a session, may look, comes from our own page and doesn't ask too fast. */
export function signedIn(inside: Inside, sessions: Sessions): MiddlewareHandler<Env> {
  const limit: Limit = openLimit(REQUESTS_PER_MINUTE, inside.house.now)
  return async (c, next) => {
    const secret = getCookie(c, cookieName(c)) ?? ''
    const session = sessions.find(secret)
    if (!session) return refused(c, 'You are signed out. Open the address that Bellhop printed when it started.', 401)
    const busy = limit(session.hash)
    if (busy) return refused(c, `That is a lot at once. Try again in ${busy} seconds.`, 429)
    if (/^(cross|same)-site$/.test(c.req.header('sec-fetch-site') ?? ''))
      return refused(c, 'This was asked by another site, so I ignored it.', 403)
    const visit = await visitOf(inside, { session, secret, sessions })
    const reads = c.req.method === 'GET' || c.req.method === 'HEAD'
    if (!reads && c.req.header('x-bellhop') !== visit.proof)
      return refused(c, 'This page is out of date. Load it again.', 403)
    if (!may(visit.person, 'viewer')) return refused(c, 'Ask an admin of this workspace to let you in.', 403)
    c.set('visit', visit)
    return next()
  }
}

export function refused(c: Context, error: string, status: 400 | 401 | 403 | 404 | 413 | 429 | 503): Response {
  return c.json({ error }, status)
}

/** Cookies don't tell ports apart, so the name does: two Bellhops on one machine stay apart. */
export const cookieName = (c: Context) => `bellhop-${new URL(`http://${c.req.header('host')}`).port || '80'}`

export function keepSignedIn(c: Context, secret: string): void {
  setCookie(c, cookieName(c), secret, { httpOnly: true, sameSite: 'Strict', path: '/', maxAge: 30 * 86_400 })
}

export const isLoopback = (name: string) => name === 'localhost' || /^(127(\.\d{1,3}){3}|\[?::1\]?)$/.test(name)

function hostnameOf(host: string): string {
  return URL.parse(`http://${host}`)?.hostname ?? ''
}
