import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { chmod, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, expect, onTestFinished, test } from 'vitest'
import { findBrowsers } from '#connectors/kit/browser/find.ts'
import { PREFIX } from '#connectors/kit/browser/leftovers.ts'
import { unpackNpmBrowser } from '#connectors/kit/browser/npm.ts'
import { openBrowser } from '#connectors/kit/browser.ts'
import { until } from '#test/kit/house.ts'
import { part } from '../../kit/part.ts'
import { faultOf, listOf, newFolder } from './portal/desk.ts'

const own = () => '/no/browser/of/playwright'
const x64Linux = process.platform === 'linux' && process.arch === 'x64'
const npmHere = part('x64 Linux, for the browser that comes through npm,', x64Linux)

async function titleWith(path?: string): Promise<{ from: string; text: string; width: number }> {
  const browser = await openBrowser({ home: newFolder(), path })
  try {
    const page = await (await browser.context()).newPage()
    await page.setContent('<span>A word with some width</span>')
    const width = await page.locator('span').evaluate((span) => span.getBoundingClientRect().width)
    return { from: browser.from, text: (await page.textContent('span'))!, width }
  } finally {
    await browser.close()
  }
}

describe('a browser is found', () => {
  test('and shows text that has a width', async () => {
    const { text, width } = await titleWith()
    expect(text).toBe('A word with some width')
    expect(width).toBeGreaterThan(50)
  })

  test('where somebody said it is, and nowhere else', async () => {
    const found = await listOf(findBrowsers({ home: '/nowhere', path: '/my/chrome', own }))
    expect(found).toEqual([{ from: 'configured', path: '/my/chrome' }])
  })

  test('or is said to be missing, with what to do', async () => {
    const fault = await faultOf(openBrowser({ home: newFolder(), path: '/no/such/browser' }))
    expect(fault.kind).toBe('missing')
    expect(fault.message).toContain('/no/such/browser')
    expect(fault.hint).toContain('path')
  })

  test.runIf(npmHere)('in the npm package, last of all, by two first starts at once', { timeout: 60_000 }, async () => {
    const home = newFolder()
    const [found, other] = await Promise.all([unpackNpmBrowser(home), unpackNpmBrowser(home)])
    expect(other).toEqual(found)
    expect(readdirSync(home)).toHaveLength(1)
    const all = await listOf(findBrowsers({ home, own }))
    expect(all.at(-1)).toEqual({ from: 'npm', ...found })
  })

  test.runIf(npmHere)('in the npm package, and that one shows text too', { timeout: 60_000 }, async () => {
    const { chromium } = await import('playwright')
    const found = (await unpackNpmBrowser(newFolder()))!
    const browser = await chromium.launch({ executablePath: found.path, env: found.env, chromiumSandbox: false })
    try {
      const page = await browser.newPage()
      await page.setContent('<span>A word with some width</span>')
      expect(await page.locator('span').evaluate((span) => span.getBoundingClientRect().width)).toBeGreaterThan(50)
    } finally {
      await browser.close()
    }
  })
})

describe('no browser is left', () => {
  test('after it is closed', async () => {
    const browser = await openBrowser({ home: newFolder() })
    expect(processesOf(process.pid)).not.toEqual([])
    await browser.close()
    expect(processesOf(process.pid)).toEqual([])
    expect(profilesOf(process.pid)).toEqual([])
  })

  test('after work that failed and closed it', async () => {
    await expect(
      (async () => {
        await using open = closing(await openBrowser({ home: newFolder() }))
        const page = await (await open.browser.context()).newPage()
        await page.goto('http://127.0.0.1:1/')
      })(),
    ).rejects.toThrow('ERR_UNSAFE_PORT')
    expect(processesOf(process.pid)).toEqual([])
  })

  test('after it was stopped', async () => {
    const stop = new AbortController()
    await openBrowser({ home: newFolder(), signal: stop.signal })
    stop.abort()
    await until(() => processesOf(process.pid).length === 0 && profilesOf(process.pid).length === 0)
  })

  test('when it was stopped before it began', async () => {
    await expect(openBrowser({ home: newFolder(), signal: AbortSignal.abort(new Error('too late')) })).rejects.toThrow(
      'too late',
    )
    expect(profilesOf(process.pid)).toEqual([])
  })

  test('after kill -9 of the process that opened it', { timeout: 60_000 }, async () => {
    const { child } = await startOwner()
    expect(processesOf(child.pid!).length).toBeGreaterThan(1)
    child.kill('SIGKILL')
    await once(child, 'exit')
    await until(() => processesOf(child.pid!).length === 0)
  })

  test('and its folder goes when the next one starts', { timeout: 60_000 }, async () => {
    const { child } = await startOwner()
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(profilesOf(child.pid!)).toHaveLength(1)
    await (await openBrowser({ home: newFolder() })).close()
    expect(profilesOf(child.pid!)).toEqual([])
  })

  test('even one that hangs and never noticed is ended by the next start', { timeout: 60_000 }, async () => {
    const { child } = await startOwner()
    const hanging = processesOf(child.pid!)
    for (const pid of hanging) process.kill(pid, 'SIGSTOP')
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(processesOf(child.pid!)).not.toEqual([])
    await (await openBrowser({ home: newFolder() })).close()
    await until(() => processesOf(child.pid!).length === 0)
  })

  test('but one whose owner lives is left alone', { timeout: 60_000 }, async () => {
    const { child } = await startOwner()
    const before = processesOf(child.pid!).length
    await (await openBrowser({ home: newFolder() })).close()
    expect(processesOf(child.pid!).length).toBe(before)
  })
})

// Whoever isn't root is already that somebody: every test above has shown it then.
test.runIf(process.getuid?.() === 0)(
  'somebody who is not root gets a browser as well',
  { timeout: 60_000 },
  async () => {
    const { child, said } = await startOwner({ uid: 65_534, gid: 65_534 })
    expect(JSON.parse(said)).toHaveProperty('sandbox')
    child.kill('SIGKILL')
  },
)

async function startOwner(as: { uid?: number; gid?: number } = {}): Promise<{ child: ChildProcess; said: string }> {
  const home = mkdtempSync(join(tmpdir(), 'bellhop-test-'))
  await chmod(home, 0o777)
  const child = spawn(process.execPath, [join(import.meta.dirname, 'browser-owner.ts'), home], {
    stdio: ['ignore', 'pipe', 'inherit'],
    ...as,
  })
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await until(() => processesOf(child.pid!).length === 0)
    for (const name of profilesOf(child.pid!)) await rm(join(tmpdir(), name), { recursive: true, force: true })
    await rm(home, { recursive: true, force: true })
  })
  for await (const line of createInterface({ input: child.stdout! })) {
    if (line.startsWith('ready ')) return { child, said: line.slice(6) }
  }
  throw new Error('The owner ended before its browser was there')
}

const profilesOf = (pid: number) => readdirSync(tmpdir()).filter((name) => name.startsWith(`${PREFIX}${pid}-`))

/** Looked up independently of what is tested: every process that names a profile of this owner. */
function processesOf(owner: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && existsSync(`/proc/${name}/cmdline`))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`${PREFIX}${owner}-`)
      } catch {
        return false
      }
    })
    .map(Number)
}

const closing = (browser: Awaited<ReturnType<typeof openBrowser>>) => ({
  browser,
  [Symbol.asyncDispose]: () => browser.close(),
})
