import { stripVTControlCharacters } from 'node:util'
import type { Page } from '../browser.ts'
import { Fault, type FaultKind } from '../fault.ts'
import type { Portal } from './file.ts'

/** What a visit to the site needs to know. */
export type Visit = {
  portal: Portal
  url: string
  secrets: Record<string, string>
  signal: AbortSignal
  keep(name: string, content: Buffer): Promise<string>
  /** Called when a page has got somewhere, by whoever wants to look on. */
  look?: ((page: Page, what: string) => Promise<void>) | undefined
}

/** Opens a page of the site; what it answers with when it is down is a fault, what it shows is for others to judge. */
export async function goTo(page: Page, { url, portal }: Visit, path: string): Promise<void> {
  const answer = await page.goto(new URL(path, url).href, { waitUntil: 'domcontentloaded' })
  const status = answer?.status() ?? 200
  if (status === 503) throw maintenance(portal)
  if (status >= 500)
    throw new Fault('down', `${portal.title} answered with an error (${status}).`, { hint: 'Try again later.' })
  if (status === 404)
    throw new Fault('changed', `${portal.title} has no page ${path}.`, { hint: 'Correct the path in the portal file.' })
}

/**
 * Clicks what can be seen and pressed, without waiting until it stands still: a page behind others is drawn once a
 * second only, and each click would cost that second.
 */
export async function press(page: Page, selector: string): Promise<void> {
  const button = page.locator(selector)
  await button.waitFor()
  await button.click({ force: await button.isEnabled(), noWaitAfter: true })
}

export const maintenance = ({ title }: Portal) =>
  new Fault('down', `${title} is being maintained.`, { hint: 'Wait until it is back.', retryAfterMs: 600_000 })

/** Runs a step on a page; when it fails, what the page looked like goes with the fault. */
export async function watched<T>(page: Page, visit: Visit, what: string, step: () => Promise<T>): Promise<T> {
  try {
    return await step()
  } catch (error) {
    visit.signal.throwIfAborted()
    const fault = error instanceof Fault ? error : asFault(error as Error, visit.portal, what)
    if (!fault || fault.files.length) throw error
    const files = await evidence(page, visit, what).catch(() => [])
    throw new Fault(fault.kind, fault.message, { ...more(fault), files })
  }
}

const more = ({ hint, retryAfterMs, cause }: Fault) => ({ hint, cause, ...(retryAfterMs ? { retryAfterMs } : {}) })

const FROM_BROWSER: [RegExp, FaultKind, say: (found: RegExpExecArray) => string, hint: string][] = [
  [
    /waiting for ([^\n]+)/,
    'changed',
    ([, what]) => `found no ${what}`,
    'The page has changed. Look at the screenshot and correct the portal file.',
  ],
  [
    /net::(ERR_\w+)/,
    'down',
    ([, code]) => `could not be reached (${code})`,
    'Check the address and whether the site is up.',
  ],
  [
    /Timeout \d+ms exceeded/,
    'down',
    () => 'took too long',
    'Try again later, or give it more seconds in the portal file.',
  ],
  [/closed|crashed/i, 'down', () => 'ended because the browser closed', 'Try again.'],
]

function asFault(error: Error, { title }: Portal, what: string): Fault | undefined {
  for (const [pattern, kind, say, hint] of FROM_BROWSER) {
    const found = pattern.exec(stripVTControlCharacters(error.message))
    if (found) return new Fault(kind, `${title}, ${what}: ${say(found)}.`, { hint, cause: error })
  }
  return undefined
}

/** A picture and the words of the page, with secrets covered. */
export async function evidence(page: Page, { secrets, keep }: Visit, what: string): Promise<string[]> {
  const picture = await page.screenshot({ mask: [page.locator('input')], timeout: 5000, animations: 'disabled' })
  // biome-ignore lint/performance/useDomNodeTextContent: what a person would have read
  const words = await page.locator('body').innerText({ timeout: 2000 })
  const text = `${masked(page.url(), secrets)}\n\n${masked(words, secrets)}`
  const ids = [await keep(`${what}.png`, picture), await keep(`${what}.txt`, Buffer.from(text))]
  return ids.filter(Boolean)
}

function masked(text: string, secrets: Record<string, string>): string {
  const all = Object.values(secrets).filter((secret) => secret.length > 1)
  return all.sort((a, b) => b.length - a.length).reduce((left, secret) => left.replaceAll(secret, '•••'), text)
}
