import { mkdir } from 'node:fs/promises'
import { type Browser, type BrowserSettings, openBrowser } from '../browser.ts'
import { type Desk, type Exported, exportOne, type PortalStep } from './export.ts'
import type { DayRange } from './fetch.ts'
import type { Portal } from './file.ts'
import { lanes } from './lanes.ts'
import type { AskCode } from './login.ts'
import { openSession } from './session.ts'
import { evidence, type Visit } from './visit.ts'

export type { Exported, PortalStep } from './export.ts'

export type PortalOptions = {
  /** Where to find a browser, or one that is open already and stays so. */
  browser: BrowserSettings | Browser
  secrets: Record<string, string>
  /** Where fetched files lie until the caller has done with them; their names are ours. */
  folder: string
  signal?: AbortSignal
  /** The site, when it isn't the one the file names. */
  url?: string | undefined
  savedState?: string | undefined
  askCode?: AskCode | undefined
  /** Keeps evidence of a failure and gives its id, which the fault then carries. */
  keep?: (name: string, content: Buffer) => Promise<string>
  progress?: (step: PortalStep) => void
  /** Keeps a picture of every page that was reached, not only of failures. */
  pictures?: boolean
}

export type OpenPortal = {
  login(): Promise<{ reused: boolean }>
  export(name: string, range: DayRange): Promise<Exported>
  /** The session, to be kept secret and given back as savedState. */
  state(): Promise<string>
  browser: Browser
  close(): Promise<void>
}
/** One browser and one session for all exports of a portal; each export on a page of its own. */
export async function openPortal(portal: Portal, options: PortalOptions): Promise<OpenPortal> {
  const { secrets, signal = new AbortController().signal, askCode, savedState, folder, progress = () => {} } = options
  await mkdir(folder, { recursive: true })
  const lent = 'context' in options.browser ? options.browser : undefined
  const browser = lent ?? (await openBrowser({ ...(options.browser as BrowserSettings), signal }))
  const end = lent ? async () => {} : browser.close
  const visit: Visit = {
    portal,
    url: options.url ?? portal.url,
    secrets,
    signal,
    keep: options.keep ?? (async () => ''),
  }
  if (options.pictures) visit.look = async (page, what) => void (await evidence(page, visit, what))
  const own = () => openSession({ browser, visit, askCode })
  try {
    const session = await openSession({ browser, visit, askCode, savedState })
    const desk: Desk = { portal, visit, session, own, folder, tell: progress }
    const lane = lanes(portal.parallel)
    return {
      login: () => signIn(desk),
      export: (name, range) => exportOne(desk, lane, name, range),
      state: session.state,
      browser,
      close: async () => {
        await session.close()
        await end()
      },
    }
  } catch (error) {
    await end()
    throw error
  }
}

async function signIn({ session, tell }: Desk): Promise<{ reused: boolean }> {
  tell({ is: 'signing in' })
  await session.ready()
  tell({ is: session.reused() ? 'session reused' : 'signed in' })
  return { reused: session.reused() }
}
