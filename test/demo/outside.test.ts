import { execFile } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test, vi } from 'vitest'
import type { Message } from '#jobs/kit/message.ts'
import { tempDir } from '#test/kit/house.ts'
import { numbersOf, wordsOf } from '#test/kit/world.ts'

// A whole process each, with its browser.
vi.setConfig({ testTimeout: 180_000 })

const run = promisify(execFile)

async function say(dataDir: string, text: string, browser = ''): Promise<Message> {
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, DATA_DIR: dataDir, DEMO: 'on', BROWSER_PATH: browser }
  const { stdout } = await run(process.execPath, ['bot/terminal/say.ts', text, '--json'], { env })
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
function processesOf(folder: string): string[] {
  return globSync('/proc/[0-9]*/cmdline').flatMap((path) => {
    try {
      const words = readFileSync(path, 'utf8').split('\0').join(' ')
      return words.includes(join(folder)) ? words : []
    } catch {
      return []
    }
  })
}
