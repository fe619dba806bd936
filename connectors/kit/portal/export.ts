import type { Page } from '../browser.ts'
import { Fault } from '../fault.ts'
import { type Collected, collect } from './collect.ts'
import { type DayRange, type Fetched, fetchFile } from './fetch.ts'
import type { Portal, PortalExport } from './file.ts'
import type { Lane } from './lanes.ts'
import type { Session } from './session.ts'
import { type Visit, watched } from './visit.ts'

export type PortalStep = {
  export?: string
  is: 'signing in' | 'signed in' | 'session reused' | 'session lost' | 'own session' | 'fetching' | 'reading' | 'done'
  rows?: number
  bytes?: number
}

/** `path` is the file as it came; when the page itself said that there is no data, there is none. */
export type Exported = Collected &
  Pick<PortalExport, 'title' | 'file' | 'key' | 'dataset' | 'sheet'> & {
    name: string
    path?: string
    bytes: number
    fetchMs: number
    readMs: number
    ownSession: boolean
  }

export type Desk = {
  portal: Portal
  visit: Visit
  session: Session
  own(): Promise<Session>
  folder: string
  tell(step: PortalStep): void
}

type Arrived = { got: Exclude<Fetched, { is: 'lost' }>; page: Page; session: Session }

/** The lane is free again as soon as the file is there: it is read while the next one downloads. */
export async function exportOne(desk: Desk, lane: Lane, name: string, range: DayRange): Promise<Exported> {
  const one = Object.hasOwn(desk.portal.exports, name) ? desk.portal.exports[name] : undefined
  if (!one) throw unknown(desk.portal, name)
  const { got, page, session, fetchMs } = await lane(async () => {
    const start = performance.now()
    return { ...(await arrive(desk, name, range)), fetchMs: performance.now() - start }
  })
  const { title, file, key, dataset, sheet } = one
  const start = performance.now()
  try {
    const { visit, portal, tell } = desk
    const bytes = got.is === 'file' ? got.bytes : 0
    tell({ export: name, is: 'reading', bytes })
    const read =
      got.is === 'empty'
        ? NOTHING
        : await watched(page, visit, name, () => collect(got.path, one, portal, range, visit.signal))
    tell({ export: name, is: 'done', rows: read.count, bytes })
    const readMs = performance.now() - start
    const path = got.is === 'file' ? { path: got.path } : {}
    return {
      ...read,
      ...path,
      name,
      title,
      file,
      key,
      dataset,
      ...(sheet ? { sheet } : {}),
      bytes,
      fetchMs,
      readMs,
      ownSession: session !== desk.session,
    }
  } finally {
    await page.close().catch(() => {})
    if (session !== desk.session) await session.close()
  }
}

/** A session that is lost is repaired once; if that doesn't hold, the export gets one of its own. */
async function arrive(desk: Desk, name: string, range: DayRange): Promise<Arrived> {
  const { session, tell } = desk
  for (const attempt of [1, 2]) {
    const round = await session.ready()
    const arrived = await tryOn(session, desk, name, range)
    if (arrived) return arrived
    tell({ export: name, is: 'session lost' })
    if (attempt === 1) await session.renew(round)
  }
  tell({ export: name, is: 'own session' })
  const own = await desk.own()
  try {
    await own.ready()
    const arrived = await tryOn(own, desk, name, range)
    if (arrived) return arrived
    throw new Fault('auth', `${desk.portal.title} signs out again and again.`, {
      hint: 'Somebody else may be signed in with the same account: give Bellhop one of its own.',
    })
  } catch (error) {
    await own.close()
    throw error
  }
}

async function tryOn(
  session: Session,
  { visit, folder, tell }: Desk,
  name: string,
  range: DayRange,
): Promise<Arrived | undefined> {
  const page = await session.page()
  tell({ export: name, is: 'fetching' })
  try {
    const got = await fetchFile(page, visit, name, range, folder)
    if (got.is !== 'lost') return { got, page, session }
  } catch (error) {
    await page.close().catch(() => {})
    throw error
  }
  await page.close().catch(() => {})
  return undefined
}

const NOTHING: Collected = { count: 0, rejected: 0, rejects: [], rows: { async *[Symbol.asyncIterator]() {} } }

const unknown = ({ title, exports }: Portal, name: string) =>
  new Fault('input', `${title} has no export "${name}".`, { hint: `It has ${Object.keys(exports).join(', ')}.` })
