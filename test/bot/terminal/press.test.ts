import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { tempDir } from '#test/kit/house.ts'

/** A process of ours with its standard input, to its end. */
async function talk(script: string, args: string[], typed: string, dataDir: string) {
  const env = { ...process.env, DATA_DIR: dataDir, DEMO: 'on', COLOR: 'off' }
  const child = spawn(process.execPath, [script, ...args], { env, stdio: ['pipe', 'pipe', 'inherit'] })
  let printed = ''
  child.stdout.on('data', (part) => {
    printed += part
  })
  child.stdin.end(typed)
  const [code] = await once(child, 'close')
  return { printed, code }
}

test('at a terminal a number presses a button, what was typed ahead is answered, and nothing printed is data', async () => {
  const dataDir = tempDir()
  const { printed, code } = await talk('bot/terminal/chat.ts', [], 'worst branch this month\n2\n', dataDir)
  expect(code).toBe(0)
  expect(printed).toContain('[1] Revenue  [2] Target  [3] Expenses')
  expect(printed).toMatch(/had the lowest target this month/)
  expect(printed).not.toMatch(/[{}]/)
  const next = await talk('bot/terminal/say.ts', ['compare with before'], '', dataDir)
  expect(next.printed).toContain('Read as: Target by branch')
  const numbered = await talk('bot/terminal/say.ts', ['1'], '', dataDir)
  expect(numbered.printed).toContain('Goes on from:')
}, 120_000)
