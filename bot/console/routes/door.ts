import { userInfo } from 'node:os'
import { type Context, Hono } from 'hono'
import { getCookie } from 'hono/cookie'
import { cookieName, keepSignedIn } from '../guard.ts'
import type { Keys } from '../keys.ts'
import { openLimit } from '../limit.ts'
import type { Inside } from '../visit.ts'
import { type Sheets, sheet } from './page.ts'

export type Door = Pick<Inside, 'house' | 'sessions'> & { sheets: Sheets; keys: Keys; announce(): void }

/** The page for who has a session; for others the way in: a key that works once, or the wish for a new one. */
export function doorRoutes(door: Door): Hono {
  const tries = openLimit(30, door.house.now)
  const wishes = openLimit(3, door.house.now)
  return new Hono()
    .get('/', (c) => enter(c, door, tries))
    .post('/key', (c) => {
      if (!wishes('anybody')) door.announce()
      return c.html(sheet(door.sheets, 'asked.html'))
    })
}

async function enter(c: Context, door: Door, tries: (who: string) => number | undefined): Promise<Response> {
  const { sheets, sessions, keys, house } = door
  const key = c.req.query('key')
  const known = sessions.find(getCookie(c, cookieName(c)) ?? '')
  if (known) return key === undefined ? c.html(sheet(sheets, 'index.html')) : c.redirect('/', 303)
  // A browser that only looks ahead must not use the key up.
  const looks = /prefetch|prerender/.test(`${c.req.header('sec-purpose')} ${c.req.header('purpose')}`)
  if (key === undefined || looks || tries('anybody') || !keys.use(key))
    return c.html(sheet(sheets, key === undefined ? 'locked.html' : 'used.html'), 401)
  keepSignedIn(c, await sessions.add(owner()), house.config)
  return c.redirect('/', 303)
}

function owner(): { user: string; name: string } {
  const { username } = userInfo()
  return { user: username.replaceAll('/', '-'), name: username }
}
