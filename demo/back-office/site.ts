import type { Context, Hono } from 'hono'
import type { Books } from './exports.ts'
import type { SiteFaults } from './faults.ts'
import type { Session, Sessions } from './sessions.ts'

type Seen = { logins: number; pages: number; files: number; atOnce: number; mostAtOnce: number }
export type Site = {
  app: Hono<SiteEnv>
  books: Books
  faults: SiteFaults
  sessions: Sessions
  seen: Seen
  user: string
  password: string
  code: string
}
type SiteEnv = { Variables: { session: Session } }
export type SiteContext = Context<SiteEnv>
