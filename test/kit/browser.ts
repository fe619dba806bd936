import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished, vi } from 'vitest'
import { type Browser, type BrowserContext, openBrowser, type Page } from '#connectors/kit/browser.ts'

// On a busy machine a browser takes its time.
vi.setConfig({ testTimeout: 60_000 })

/** Whatever browser the house itself would find, one for all tests of a file. */
export function testBrowser(): Promise<Browser> {
  return openBrowser({ home: join(tmpdir(), 'bellhop-test-browser') })
}

export type Visitor = { page: Page; context: BrowserContext; errors: string[] }

/** A page of its own, with everything that went wrong in it. */
export async function visit(
  browser: Browser,
  url: string,
  options: Parameters<Browser['context']>[0] = {},
): Promise<Visitor> {
  const context = await browser.context({ viewport: { width: 1200, height: 800 }, ...options })
  onTestFinished(() => context.close())
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (line) => line.type() === 'error' && errors.push(line.text()))
  await page.goto(url)
  return { page, context, errors }
}
