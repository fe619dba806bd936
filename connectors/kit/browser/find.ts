import { access, constants } from 'node:fs/promises'
import { unpackNpmBrowser } from './npm.ts'

export type Found = { from: 'configured' | 'system' | 'playwright' | 'npm'; path: string; env?: Record<string, string> }
type Where = { home: string; path?: string | undefined; own: () => string }

const SYSTEM = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/**
 * In order of trust. A configured browser is the only one tried: using another silently would hide a mistake. "npm" asks
 * for the one that comes through npm: it holds a third less memory than a whole Chromium.
 */
export async function* findBrowsers({ home, path, own }: Where): AsyncGenerator<Found> {
  if (path && path !== 'npm') {
    yield { from: 'configured', path }
    return
  }
  if (path !== 'npm') yield* installed(own())
  const npm = await unpackNpmBrowser(home)
  if (npm) yield { from: 'npm', ...npm }
}

async function* installed(bundled: string): AsyncGenerator<Found> {
  for (const place of SYSTEM) if (await runnable(place)) yield { from: 'system', path: place }
  if (await runnable(bundled)) yield { from: 'playwright', path: bundled }
}

const runnable = (path: string) =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  )
