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

/** In order of trust. A configured browser is the only one tried: using another silently would hide a mistake. */
export async function* findBrowsers({ home, path, own }: Where): AsyncGenerator<Found> {
  if (path) {
    yield { from: 'configured', path }
    return
  }
  for (const place of SYSTEM) if (await runnable(place)) yield { from: 'system', path: place }
  const bundled = own()
  if (await runnable(bundled)) yield { from: 'playwright', path: bundled }
  const npm = await unpackNpmBrowser(home)
  if (npm) yield { from: 'npm', ...npm }
}

const runnable = (path: string) =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  )
