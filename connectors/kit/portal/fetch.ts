import { randomUUID } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Download, Page, Response } from '../browser.ts'
import { Fault } from '../fault.ts'
import { writeDate } from '../parse/date-pattern.ts'
import type { Matcher, Portal, PortalExport } from './file.ts'
import { stateOf } from './matcher.ts'
import { goTo, maintenance, press, type Visit, watched } from './visit.ts'

/** Whole days, both included: YYYY-MM-DD. */
export type DayRange = { from: string; to: string }
export type Fetched = { is: 'file'; path: string; bytes: number } | { is: 'empty' } | { is: 'lost' }

/** After a page without a file, something may still follow for a moment. */
const AFTER_PAGE_MS = 10_000
const LOOK_MS = 250

/** Fills the form, presses the button and waits for whatever comes first. */
export function fetchFile(page: Page, visit: Visit, name: string, range: DayRange, folder: string): Promise<Fetched> {
  const one = visit.portal.exports[name]!
  return watched(page, visit, name, async () => {
    await goTo(page, visit, one.page)
    const state = await stateOf(page, common(visit.portal))
    if (state === 'maintenance') throw maintenance(visit.portal)
    if (state === 'lost') return { is: 'lost' }
    await fillRange(page, one, range)
    for (const { click, fill, choose, with: text = '' } of one.steps) {
      if (click) await press(page, click)
      else if (fill) await page.locator(fill).fill(text)
      else if (choose) await page.locator(choose).selectOption(text)
    }
    await visit.look?.(page, name)
    return trigger(page, visit, one, join(folder, `${randomUUID()}.${one.file}`))
  })
}

/** Read back, because a page may refuse a date without a word and then export another day. */
async function fillRange(page: Page, { range: fields }: PortalExport, range: DayRange): Promise<void> {
  if (!fields) return
  for (const side of ['from', 'to'] as const) {
    const field = page.locator(fields[side])
    const text = writeDate(range[side], fields.format)
    await field.fill(text)
    const shown = await field.inputValue()
    if (shown === text) continue
    throw new Fault('changed', `The date field ${fields[side]} turned "${text}" into "${shown}".`, {
      hint: 'Correct the date format in the portal file.',
    })
  }
}

async function trigger(page: Page, visit: Visit, one: PortalExport, path: string): Promise<Fetched> {
  const until = Date.now() + one.seconds * 1000
  const heard = listen(page, path)
  const saidBefore = await stateOf(page, [['empty', one.empty]])
  await press(page, one.trigger)
  while (Date.now() < until) {
    visit.signal.throwIfAborted()
    const empty = saidBefore && !heard.page ? undefined : one.empty
    // Looking at a page that waits for its server takes long: the file must not wait for that.
    const got = await Promise.race([heard.file, look(page, [...common(visit.portal), ['empty', empty]])])
    if (typeof got === 'object') return got
    if (heard.started) continue
    if (got === 'maintenance') throw maintenance(visit.portal)
    if (got) return { is: got }
    if (heard.page) judge(heard.page)
  }
  throw failed(`gave no file within ${one.seconds} seconds`, 'down')
}

type Seen = 'lost' | 'maintenance' | 'empty'

async function look(page: Page, states: [Seen, Matcher[] | undefined][]): Promise<Seen | undefined> {
  await page.waitForTimeout(LOOK_MS)
  return stateOf(page, states)
}

type Heard = { file: Promise<Fetched>; started: boolean; page?: { status: number; at: number } }

/** What comes after the click: a download, or a page. */
function listen(page: Page, path: string): Heard {
  const download = page.waitForEvent('download', { timeout: 0 })
  const heard: Heard = {
    started: false,
    file: download.then((begun) => {
      heard.started = true
      return save(begun, path)
    }),
  }
  heard.file.catch(() => {})
  page.on('response', (response) => {
    if (isPage(response, page)) heard.page = { status: response.status(), at: Date.now() }
  })
  return heard
}

function judge({ status, at }: { status: number; at: number }): void {
  if (status >= 500) throw failed(`answered with an error (${status})`, 'down')
  if (Date.now() > at + AFTER_PAGE_MS) throw failed('answered with a page and no file', 'changed')
}

/** What a step may run into anywhere on the site. */
function common({ session, login }: Portal): ['lost' | 'maintenance', Matcher[] | undefined][] {
  return [
    ['lost', session.lost],
    ['maintenance', login.outcomes.maintenance],
  ]
}

function isPage(response: Response, page: Page): boolean {
  if (!response.request().isNavigationRequest() || response.frame() !== page.mainFrame()) return false
  const { 'content-type': type = '', 'content-disposition': disposition = '' } = response.headers()
  return type.includes('html') && !disposition.startsWith('attachment')
}

async function save(download: Download, path: string): Promise<Fetched> {
  const failure = await download.failure()
  if (failure) throw failed(`broke off the download (${failure})`, 'down')
  await download.saveAs(path)
  await download.delete()
  return { is: 'file', path, bytes: (await stat(path)).size }
}

const failed = (what: string, kind: 'down' | 'changed') =>
  new Fault(kind, `The site ${what}.`, {
    hint: kind === 'down' ? 'Try again later.' : 'Look at the screenshot: the page says why, or it has changed.',
  })
