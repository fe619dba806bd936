import type { Page } from '../browser.ts'
import type { Matcher } from './file.ts'

/** The first of the named states that the page is in. A page that is just changing is in none. */
export async function stateOf<Name extends string>(
  page: Page,
  states: readonly (readonly [Name, readonly Matcher[] | undefined])[],
): Promise<Name | undefined> {
  let read: Promise<string> | undefined
  const words = () => {
    read ??= wordsOn(page)
    return read
  }
  for (const [name, matchers = []] of states) {
    for (const matcher of matchers) if (await matches(page, matcher, words).catch(() => false)) return name
  }
  return undefined
}

async function matches(page: Page, { url, text, selector }: Matcher, words: () => Promise<string>): Promise<boolean> {
  if (url && !samePath(new URL(page.url()).pathname, url)) return false
  if (text && !(await words()).includes(squeezed(text))) return false
  return !selector || (await page.locator(selector).first().isVisible())
}

function samePath(path: string, pattern: string): boolean {
  return pattern.endsWith('*')
    ? path.startsWith(pattern.slice(0, -1))
    : path.replace(/\/$/, '') === pattern.replace(/\/$/, '')
}

/** Reading must not wait for a page that is on its way: the server may take minutes. */
async function wordsOn(page: Page): Promise<string> {
  // biome-ignore lint/performance/useDomNodeTextContent: only what is shown counts
  return squeezed(await page.locator('body').innerText({ timeout: 1000 }))
}
const squeezed = (text: string) => text.replace(/\s+/g, ' ').trim().toLowerCase()
