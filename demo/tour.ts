import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { terminalFace } from '#bot/terminal/face.ts'
import { openSession } from '#bot/terminal/session.ts'
import { readConfig } from '#jobs/kit/config.ts'
import { makeLog } from '#jobs/kit/log.ts'

// npm run -s demo: a tour of the pretend company, printing what a person would see. It keeps nothing.

const stops: [string, string][] = [
  ['What can you do?', '/help'],
  ['What do you know?', '/data'],
  ['A question', 'which branch fell behind last month?'],
  ['And the reason', 'why?'],
  ['Over time', 'revenue by month this year'],
  ['The same in Indonesian', 'omzet per cabang bulan lalu'],
  ['Something that is not in the data', 'what is our market share?'],
  ['Is it fresh?', 'why is today 0?'],
  ['The export: one login, four files, four sheets', '/export all yesterday'],
  ['A typing mistake', '/rnus'],
  ['What ran?', '/runs'],
  ['Is everything all right?', '/doctor'],
  ['A copy of everything', '/backup'],
]

const dataDir = mkdtempSync(join(tmpdir(), 'bellhop-demo-'))
const config = { ...readConfig({}), DATA_DIR: dataDir, DEMO: 'on' as const }
const face = terminalFace(process.stdout, { color: process.stdout.isTTY })
const session = await openSession(config, makeLog('error'), face, { user: 'you' })
for (const [why, text] of stops) {
  process.stdout.write(`── ${why}\n› ${text}\n\n`)
  await session.say(text)
}
await session.close()
rmSync(dataDir, { recursive: true, force: true })
process.exitCode = face.said.some(({ tone }) => tone === 'bad') ? 1 : 0
