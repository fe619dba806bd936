import { join } from 'node:path'
import { afterAll, onTestFinished } from 'vitest'
import type { Browser } from '#connectors/kit/browser.ts'
import { loadPortal, type Portal } from '#connectors/kit/portal/file.ts'
import { newPace } from '#connectors/sheets/pace.ts'
import type { Run } from '#db/runs.ts'
import type { SiteFaults } from '#demo/back-office/faults.ts'
import { type BackOffice, startBackOffice } from '#demo/back-office.ts'
import type { Value } from '#demo/sheets/book.ts'
import { type SheetsServer, startSheets } from '#demo/sheets/server.ts'
import { readRange } from '#demo/sheets/values.ts'
import { exportJob } from '#jobs/export.ts'
import { exportPreview } from '#jobs/export-preview.ts'
import type { Job } from '#jobs/kit/job.ts'
import type { BlockOf, Message } from '#jobs/kit/message.ts'
import { sealWith } from '#jobs/kit/seal.ts'
import { start } from '#jobs/kit/start.ts'
import { undo } from '#jobs/undo.ts'
import { smallBooks } from '#test/connectors/kit/portal/desk.ts'
import { testBrowser } from './browser.ts'
import { ended, startHouse, type TestHouse, tempDir } from './house.ts'

export const THREE_DAYS = { from: '2026-11-10', to: '2026-11-12' }
export const PLACE = 'console:desk'

type Ended = Run & { outcome: Message }
type Books = ReturnType<typeof smallBooks>
export type World = {
  house: TestHouse
  site: BackOffice
  sheets: SheetsServer
  books: Books
  portal: Portal
  export(exports: string, more?: Record<string, unknown>): Promise<Ended>
  preview(exports: string, more?: Record<string, unknown>): Promise<Ended>
  undo(run: string): Promise<Ended>
  /** What stands in a sheet, without its header. */
  cells(name: string, range?: string): Value[][]
}
type Given = {
  faults?: Partial<SiteFaults>
  env?: Record<string, string>
  change?: (portal: Portal) => void
  shared?: string[]
  /** A browser that opens and closes with each run, as in life; otherwise one serves all runs of a file. */
  ownBrowser?: boolean
  books?: Books
}

let browser: Promise<Browser> | undefined
function browserOfFile(): Promise<Browser> {
  browser ??= testBrowser()
  return browser
}
afterAll(async () => (await browser)?.close())

const BOOKS = { transactions: 'Transactions', points: 'Points', users: 'Users', coins: 'Coin payments' }

/** A house beside a real back office and a real sheets server, both small enough to be counted by hand. */
export async function startWorld({ faults = {}, env, change, shared, ...given }: Given = {}): Promise<World> {
  const books = given.books ?? smallBooks()
  const site = await startBackOffice({ company: books, faults })
  onTestFinished(() => site.close())
  const sheets = await startSheets({ quota: { reads: 1000, writes: 1000 } })
  onTestFinished(() => sheets.stop())
  const key = sheets.account()
  for (const name of Object.keys(BOOKS)) {
    const open = !shared || shared.includes(name)
    sheets.make({ id: `kinnara-${name}`, title: name, shares: open ? { [key.client_email]: 'writer' } : {} })
  }
  const portal = await loadPortal('demo/portals/back-office.yaml')
  change?.(portal)
  const outside = {
    browser: given.ownBrowser ? { home: join(tempDir(), 'browser') } : await browserOfFile(),
    portals: async () => ({ portals: [portal], problems: [] }),
    visit: async () => ({ url: site.url, secrets: { user: site.user, password: site.password } }),
    sheets: async () => ({
      credentials: key,
      rootUrl: `${sheets.url}/`,
      pace: newPace({ perMinute: 1000, now: () => new Date() }),
    }),
    seal: () => sealWith('a secret of this test'),
  }
  const house = await startHouse({ ...(env ? { env } : {}), outsides: { main: () => outside } })
  const perform = async (job: Job, input: unknown): Promise<Ended> => {
    const { run } = await start(house, house.workspace, job, input, { by: 'ann', place: PLACE })
    return ended(house, run.id, 60_000)
  }
  return {
    house,
    site,
    sheets,
    books,
    portal,
    export: (exports, more) => perform(exportJob as Job, { exports, range: THREE_DAYS, ...more }),
    preview: (exports, more) => perform(exportPreview as Job, { exports, range: THREE_DAYS, ...more }),
    undo: (run) => perform(undo as Job, { run }),
    cells: (name, range = 'A2:O') => {
      const { tabs } = sheets.book(`kinnara-${name}`)
      if (!tabs.some(({ title }) => title === BOOKS[name as keyof typeof BOOKS])) return []
      const whole = `'${BOOKS[name as keyof typeof BOOKS]}'!${range}`
      return (readRange(sheets.book(`kinnara-${name}`), whole, { valueRenderOption: 'UNFORMATTED_VALUE' }).values ??
        []) as Value[][]
    },
  }
}

/** The numbers of an outcome by export: fetched, new, changed, same, rejected, sheet. */
export function numbersOf({ blocks }: Message): Record<string, unknown[]> {
  const table = blocks.find((block): block is BlockOf<'table'> => block.kind === 'table')
  return Object.fromEntries((table?.rows ?? []).map(([name, ...rest]) => [String(name), rest]))
}

/** All that a message says in words. */
export function wordsOf({ title = '', blocks }: Message): string {
  const words = blocks.flatMap((block) => {
    if (block.kind === 'text') return block.text
    if (block.kind === 'facts') return block.facts.map(({ label, value }) => `${label}: ${value}`)
    if (block.kind === 'buttons') return block.buttons.map((one) => ('say' in one ? one.say : one.url))
    return block.kind === 'file' ? block.name : []
  })
  return [title, ...words].join('\n')
}
