import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test, vi } from 'vitest'
import type { Message } from '#jobs/kit/message.ts'
import { tempDir, until } from '#test/kit/house.ts'
import { numbersOf, wordsOf } from '#test/kit/world.ts'

// A whole process each, with its browser.
vi.setConfig({ testTimeout: 240_000 })

const run = promisify(execFile)

const settings = (dataDir: string, browser = '') => {
  const own = { DATA_DIR: dataDir, DEMO: 'on', BROWSER_PATH: browser, LEASE_SECONDS: '3' }
  return { env: { PATH: process.env.PATH, HOME: process.env.HOME, ...own } }
}

async function say(dataDir: string, text: string, browser = ''): Promise<Message> {
  const { stdout } = await run(process.execPath, ['bot/terminal/say.ts', text, '--json'], settings(dataDir, browser))
  return JSON.parse(stdout.trim().split('\n').at(-1)!)
}

test("the pretend company's export works by itself: rows, sheets that last, an undo, and nobody left behind", async () => {
  const dataDir = tempDir()
  const first = await say(dataDir, '/export all yesterday')
  expect(first.tone).toBe('good')
  expect(Object.keys(numbersOf(first))).toEqual(['Transactions', 'Points', 'Users', 'Coin payments'])
  expect(wordsOf(first)).toMatch(/http:\/\/127\.0\.0\.1:\d+\/spreadsheets\/d\/kinnara-points/)
  const second = await say(dataDir, '/export points yesterday')
  expect(numbersOf(second).Points?.at(-1)).toBe('same ✓')
  const undo = /\/undo \w+/.exec(wordsOf(first))![0]
  expect((await say(dataDir, undo)).title).toBe('The sheets are as they were')
  expect(processesOf(dataDir)).toEqual([])
})

test('killed in the middle, it leaves no browser behind; asked again, the same run is taken up and nothing is there twice', async () => {
  const dataDir = tempDir()
  await say(dataDir, '/version')
  const child = spawn(process.execPath, ['bot/terminal/say.ts', '/export all yesterday'], settings(dataDir))
  const browser = await until(() => childrenOf(child.pid!).find((words) => words.includes('--user-data-dir')), 60_000)
  child.kill('SIGKILL')
  await once(child, 'exit')
  const profile = /--user-data-dir=(\S+)/.exec(browser)![1]!
  await until(() => processesOf(profile).length === 0, 20_000)
  const done = await say(dataDir, '/export all yesterday')
  expect(done.tone).toBe('good')
  for (const [fetched, added, changed, same] of Object.values(numbersOf(done)))
    expect([added, changed, same]).toEqual([0, 0, fetched])
  const log = await say(dataDir, /\/log \w+/.exec(wordsOf(done))![0])
  expect(wordsOf(log)).toContain('its worker stopped without a word')
  const again = await say(dataDir, '/export all yesterday')
  // A day may have brought nobody new, and then there is nothing to carry to that sheet.
  for (const [fetched, ...numbers] of Object.values(numbersOf(again)))
    expect(numbers.at(-1)).toBe(fetched === 0 ? '–' : 'same ✓')
})

test('fits into 500 MB, worker and browser together, with the browser that comes through npm', async () => {
  const dataDir = tempDir()
  await say(dataDir, '/version')
  const done = await say(dataDir, '/export all last month', 'npm')
  expect(done.tone).toBe('good')
  const said = /Memory: ([\d.,]+) MB at most: [\d.,]+ MB here, ([\d.,]+) MB in the browser/.exec(wordsOf(done))!
  expect(Number(said[1])).toBeLessThan(500)
  expect(Number(said[2])).toBeGreaterThan(50)
})

/** Running processes that were started on a folder. */
const processesOf = (folder: string): string[] =>
  globSync('/proc/[0-9]*/cmdline').flatMap((path) => wordsAt(path).filter((words) => words.includes(join(folder))))

const childrenOf = (pid: number): string[] =>
  globSync(`/proc/${pid}/task/*/children`).flatMap((path) =>
    wordsAt(path).flatMap((pids) => pids.split(' ').flatMap((child) => wordsAt(`/proc/${child}/cmdline`))),
  )

/** Processes end while they are looked at. */
function wordsAt(path: string): string[] {
  try {
    return [readFileSync(path, 'utf8').split('\0').join(' ').trim()]
  } catch {
    return []
  }
}
