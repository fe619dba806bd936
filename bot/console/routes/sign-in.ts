import { getConnInfo } from '@hono/node-server/conninfo'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { deleteCookie, getCookie } from 'hono/cookie'
import { EMAIL } from '#jobs/kit/settings.ts'
import { placeOf } from '../../kit/face.ts'
import { requestCode, verifyCode } from '../../kit/sign-in.ts'
import { cookieName, keepCookie, keepSignedIn, refused } from '../guard.ts'
import { hashOf, newSecret } from '../keys.ts'
import { openLimit } from '../limit.ts'
import { FACE, type Inside } from '../visit.ts'
import { type Sheets, sheet } from './page.ts'

const ASKER_SECONDS = 15 * 60
const words = {
  address: 'That is no e-mail address. It looks like you@company.com.',
  wait: 'A code was asked for less than a minute ago. Use that one, or try again in a minute.',
  wrong: 'That code does not fit: it may be mistyped, used or older than 10 minutes. Try again, or ask for a new one.',
  busy: 'That was tried a lot. Wait a minute, then try again.',
  mail: 'I can not send mail now. Try again later, or ask who looks after Bellhop.',
}

/** The page for who has a session; for others an address, six digits by mail, and in. It tells nobody who may come in. */
export function signInRoutes(inside: Inside, sheets: Sheets): Hono {
  const { now } = inside.house
  const asks = fromOneAndAll(openLimit(10, now), openLimit(100, now))
  const tries = fromOneAndAll(openLimit(20, now), openLimit(100, now))
  const small = bodyLimit({ maxSize: 4096, onError: (c) => refused(c, 'That is too long.', 413) })
  const show = (c: Context, name: 'sign-in' | 'code', note = '', status: 200 | 401 | 429 = 401) =>
    c.html(sheet(sheets, `${name}.html`, note), status)
  return new Hono()
    .get('/', (c) => {
      const known = inside.sessions.find(getCookie(c, cookieName(c)) ?? '')
      return known ? c.html(sheet(sheets, 'index.html')) : show(c, 'sign-in')
    })
    .post('/sign-in', small, async (c) => {
      if (asks(c)) return show(c, 'sign-in', words.busy, 429)
      const [page, note] = await askForCode(c, inside, await field(c, 'email'))
      return show(c, page, note, page === 'code' ? 200 : 401)
    })
    .post('/sign-in/code', small, async (c) => {
      if (tries(c)) return show(c, 'code', words.busy, 429)
      return (await enter(c, inside, await field(c, 'code'))) ? c.redirect('/', 303) : show(c, 'code', words.wrong)
    })
}

/** Each code goes to a browser that has just been given a new secret: nobody can prepare one for somebody else. */
async function askForCode(c: Context, { house, access }: Inside, email: string): Promise<['sign-in' | 'code', string]> {
  if (!EMAIL.test(email)) return ['sign-in', words.address]
  const secret = newSecret(24)
  const asker = askerOf(secret)
  const [workspace] = await access.workspacesAt({ ...asker, place: placeOf(FACE, asker.user) })
  const asked = await requestCode(house, workspace, asker, email)
  if (asked === 'no mail') return ['sign-in', words.mail]
  if (asked === 'wait') return [getCookie(c, askerCookie(c)) ? 'code' : 'sign-in', words.wait]
  keepCookie(c, askerCookie(c), secret, house.config, ASKER_SECONDS)
  return ['code', '']
}

async function enter(c: Context, { house, access, sessions }: Inside, code: string): Promise<boolean> {
  const secret = getCookie(c, askerCookie(c))
  if (!secret) return false
  const asker = askerOf(secret)
  const [workspace] = await access.workspacesAt({ ...asker, place: placeOf(FACE, asker.user) })
  const signed = await verifyCode(house, workspace, asker, code)
  if (!signed.ok) return false
  deleteCookie(c, askerCookie(c), { path: '/' })
  keepSignedIn(c, await sessions.add({ user: asker.user, name: signed.person.name }), house.config)
  return true
}

/** Known to us by what can't be turned back into the secret: who reads of it in a log can't become it. */
const askerOf = (secret: string) => ({ face: FACE, user: hashOf(secret).slice(0, 22), name: '' })
const askerCookie = (c: Context) => `${cookieName(c)}-asks`

async function field(c: Context, name: string): Promise<string> {
  const value = (await c.req.parseBody().catch(() => ({}) as Record<string, unknown>))[name]
  return typeof value === 'string' ? value.trim() : ''
}

function fromOneAndAll(one: (who: string) => number | undefined, all: (who: string) => number | undefined) {
  return (c: Context) => one(getConnInfo(c).remote.address ?? '') ?? all('all')
}
