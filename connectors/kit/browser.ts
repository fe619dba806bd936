import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, BrowserContextOptions, BrowserType } from 'playwright'
import { type Found, findBrowsers } from './browser/find.ts'
import { endProcesses, memoryOf, ownerMark, PREFIX, sweepLeftovers } from './browser/leftovers.ts'
import { Fault } from './fault.ts'

export type { BrowserContext, Download, Locator, Page, Response } from 'playwright'

/** `home` is a folder of ours that lasts; `path` is the browser somebody asked for by name. */
export type BrowserSettings = { home: string; path?: string | undefined; signal?: AbortSignal | undefined }

export type Browser = {
  from: Found['from']
  path: string
  version: string
  sandbox: boolean
  context(options?: BrowserContextOptions): Promise<BrowserContext>
  /** Bytes held by all processes of this browser. */
  memory(): Promise<number>
  close(): Promise<void>
}

const FLAGS = [
  '--disable-gpu',
  '--disable-software-rasterizer',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-breakpad',
  // Only one site is ever visited; its pages may share a process, and none is kept warm for another site.
  '--process-per-site',
  '--renderer-process-limit=1',
]

/** Ends with its owner: the browser talks over a pipe and leaves when that breaks, even by kill -9. */
export async function openBrowser({ home, path, signal }: BrowserSettings): Promise<Browser> {
  signal?.throwIfAborted()
  await sweepLeftovers()
  const { chromium } = await import('playwright')
  const problems: string[] = []
  for await (const found of findBrowsers({ home, path, own: () => chromium.executablePath() })) {
    const browser = await start(chromium, found).catch((error: Error) => void problems.push(firstLine(found, error)))
    if (browser) return endWith(signal, browser)
  }
  throw new Fault('missing', `No browser starts on this machine. ${problems.join(' ')}`.trim(), {
    hint: path
      ? 'Check the path of the configured browser, or remove it to let Bellhop find one.'
      : 'Install Chromium (Debian: apt-get install chromium) or set the path of one.',
  })
}

async function start(chromium: BrowserType, found: Found): Promise<Browser> {
  const profile = await mkdtemp(join(tmpdir(), `${PREFIX}${await ownerMark()}-`))
  const close = async () => {
    await endProcesses(profile)
    await rm(profile, { recursive: true, force: true, maxRetries: 5 })
  }
  try {
    await downloadPdfs(profile)
    const { first, sandbox } = await launch(chromium, found, profile)
    const browser = first.browser()!
    for (const page of first.pages()) await page.close()
    return {
      ...found,
      version: browser.version(),
      sandbox,
      context: (options) => browser.newContext({ acceptDownloads: true, serviceWorkers: 'block', ...options }),
      memory: () => memoryOf(profile),
      close: async () => {
        await Promise.race([first.close().catch(() => {}), new Promise((done) => setTimeout(done, 5000).unref())])
        await close()
      },
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** A full browser would show a PDF in its viewer, where nobody can get at the file. */
async function downloadPdfs(profile: string): Promise<void> {
  await mkdir(join(profile, 'Default'))
  const wishes = { plugins: { always_open_pdf_externally: true } }
  await writeFile(join(profile, 'Default', 'Preferences'), JSON.stringify(wishes))
}

/** Root can't be sandboxed; elsewhere the sandbox is left off only when the machine refuses it. */
async function launch(chromium: BrowserType, { path, env }: Found, profile: string) {
  const open = (sandbox: boolean) =>
    chromium.launchPersistentContext(profile, {
      executablePath: path,
      chromiumSandbox: sandbox,
      args: FLAGS,
      env: { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: profile, ...env },
      downloadsPath: join(profile, 'downloads'),
      artifactsDir: join(profile, 'artifacts'),
      timeout: 30_000,
    })
  if (process.getuid?.() === 0) return { first: await open(false), sandbox: false }
  try {
    return { first: await open(true), sandbox: true }
  } catch (error) {
    if (!/sandbox/i.test(String(error))) throw error
    return { first: await open(false), sandbox: false }
  }
}

async function endWith(signal: AbortSignal | undefined, browser: Browser): Promise<Browser> {
  if (!signal) return browser
  const stop = () => void browser.close()
  signal.addEventListener('abort', stop, { once: true })
  if (signal.aborted) await browser.close()
  signal.throwIfAborted()
  return {
    ...browser,
    close: () => {
      signal.removeEventListener('abort', stop)
      return browser.close()
    },
  }
}

const firstLine = ({ from, path }: Found, error: Error) => `${from} ${path}: ${error.message.split('\n')[0]}.`
