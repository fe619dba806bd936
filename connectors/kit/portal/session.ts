import type { Browser, BrowserContext, Page } from '../browser.ts'
import { type AskCode, login } from './login.ts'
import { stateOf } from './matcher.ts'
import { goTo, type Visit } from './visit.ts'

export type SessionOptions = {
  browser: Browser
  visit: Visit
  askCode?: AskCode | undefined
  savedState?: string | undefined
}

/** One signed-in session that any number of pages share. However many find it lost, it is renewed once. */
export type Session = {
  /** Signs in unless that is done; the number changes with every new login. */
  ready(): Promise<number>
  renew(lost: number): Promise<void>
  reused(): boolean
  page(): Promise<Page>
  state(): Promise<string>
  close(): Promise<void>
}

export async function openSession({ browser, visit, askCode, savedState }: SessionOptions): Promise<Session> {
  const context = await newContext(browser, visit, savedState)
  const close = () => context.close().catch(() => {})
  visit.signal.addEventListener('abort', close, { once: true })
  let [round, reused] = [1, false]
  let signedIn: Promise<void> | undefined
  const enter = (fresh: boolean) =>
    onPage(context, async (page) => {
      reused = !fresh && (await stillIn(page, visit))
      if (!reused) await login(page, visit, askCode)
    })
  const renewed = () => {
    signedIn ??= enter(round > 1 || !savedState)
    // A login that failed is not remembered: the next who needs it tries again.
    signedIn.catch(() => {
      signedIn = undefined
    })
    return signedIn
  }
  return {
    async ready() {
      await renewed()
      return round
    },
    async renew(lost) {
      if (lost === round) {
        round++
        signedIn = undefined
      }
      await renewed()
    },
    reused: () => reused,
    page: () => context.newPage(),
    state: async () => JSON.stringify(await context.storageState()),
    close() {
      visit.signal.removeEventListener('abort', close)
      return close()
    },
  }
}

async function newContext(browser: Browser, { portal }: Visit, savedState?: string): Promise<BrowserContext> {
  const options = { locale: portal.locale, timezoneId: portal.zone, viewport: { width: 1280, height: 800 } }
  const saved = savedState ? { storageState: JSON.parse(savedState) } : {}
  const context = await browser.context({ ...options, ...saved })
  context.setDefaultTimeout(portal.seconds * 1000)
  return context
}

async function stillIn(page: Page, visit: Visit): Promise<boolean> {
  await goTo(page, visit, visit.portal.session.page)
  return (await stateOf(page, [['lost', visit.portal.session.lost]])) === undefined
}

async function onPage<T>(context: BrowserContext, work: (page: Page) => Promise<T>): Promise<T> {
  const page = await context.newPage()
  try {
    return await work(page)
  } finally {
    await page.close().catch(() => {})
  }
}
