import { mkdirSync, mkdtempSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { PassThrough } from 'node:stream'
import { parseArgs } from 'node:util'
import { Fault } from '../fault.ts'
import { zoneClock } from '../parse/zone.ts'
import type { DayRange } from './fetch.ts'
import { loadPortal, type Portal, secretsOf } from './file.ts'
import { type Exported, type OpenPortal, openPortal } from './open.ts'

const USAGE = `Tries a portal file step by step and shows what it sees.

  npm run -s portal:check -- FILE [--from 2026-11-01] [--to 2026-11-30] [--only NAME] [--url URL] [--browser PATH] [--out FOLDER]

Without dates it asks for yesterday. Secrets are asked for, or read line by line from standard input.`

type Input = { ask(question: string): Promise<string>; say(line: string): void }
type Wishes = { from?: string; to?: string; only?: string; url?: string; browser?: string; out?: string }

if (import.meta.main) process.exitCode = await main()

async function main(): Promise<number> {
  const options = Object.fromEntries(
    ['from', 'to', 'only', 'url', 'browser', 'out'].map((name) => [name, { type: 'string' as const }]),
  )
  const { values, positionals } = parseArgs({ options, allowPositionals: true })
  const [file] = positionals
  // A terminal shows nothing of what is typed: it may be a password.
  const terminal = process.stdin.isTTY === true
  const lines = createInterface({ input: process.stdin, output: new PassThrough().resume(), terminal })
  lines.on('SIGINT', () => process.exit(130))
  const given = lines[Symbol.asyncIterator]()
  const say = (line: string) => void process.stdout.write(`${line}\n`)
  const ask = async (question: string) => {
    process.stdout.write(`${question}: `)
    const { value } = await given.next()
    return String(value ?? '').trim()
  }
  try {
    if (!file) say(USAGE)
    return file && (await checkPortal(file, values as Wishes, { ask, say })) ? 0 : 1
  } finally {
    lines.close()
  }
}

/** True when everything described was found and every export gave rows or said that there are none. */
export async function checkPortal(file: string, wishes: Wishes, { ask, say }: Input): Promise<boolean> {
  const out = wishes.out ?? mkdtempSync(join(tmpdir(), 'portal-check-'))
  mkdirSync(out, { recursive: true })
  let open: OpenPortal | undefined
  try {
    const portal = await loadPortal(file)
    say(`✓ ${portal.title}: ${Object.keys(portal.exports).length} exports described`)
    const secrets: Record<string, string> = {}
    for (const name of secretsOf(portal)) secrets[name] = await ask(name)
    open = await openPortal(portal, {
      browser: { home: out, path: wishes.browser },
      secrets,
      folder: join(out, 'files'),
      url: wishes.url,
      keep: keeper(out, say),
      pictures: true,
      askCode: ({ title }) => ask(`One-time code of ${title}`),
    })
    const { from, version, sandbox } = open.browser
    say(`✓ browser: ${from} ${version}${sandbox ? '' : ', without sandbox'}`)
    await open.login()
    say('✓ signed in')
    return await checkExports(open, portal, wishes, say)
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    tell(say, error)
    return false
  } finally {
    await open?.close()
    say(`Pictures and files: ${out}`)
  }
}

async function checkExports(open: OpenPortal, portal: Portal, wishes: Wishes, say: Input['say']): Promise<boolean> {
  const range = rangeOf(portal, wishes)
  let good = true
  for (const name of wishes.only ? [wishes.only] : Object.keys(portal.exports)) {
    try {
      await report(await open.export(name, range), range, say)
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      say(`✗ ${name}, ${range.from} to ${range.to}`)
      tell(say, error)
      good = false
    }
  }
  return good
}

async function report(got: Exported, { from, to }: DayRange, say: Input['say']): Promise<void> {
  const took = `${Math.round(got.fetchMs)} ms to fetch, ${Math.round(got.readMs)} ms to read`
  say(`✓ ${got.title}, ${from} to ${to}: ${got.count} rows, ${got.rejected} rejected, ${got.bytes} bytes, ${took}`)
  for await (const row of got.rows) {
    say(`  first row: ${JSON.stringify(row)}`)
    break
  }
  for (const { at, reason } of got.rejects.slice(0, 5)) say(`  rejected, ${at}: ${reason}`)
  if (got.note) say(`  ${got.note}`)
}

/** Files are counted, not named by anything a page or a portal file says. */
function keeper(out: string, say: Input['say']) {
  let count = 0
  return async (name: string, content: Buffer) => {
    const path = join(out, `${String(++count).padStart(2, '0')}.${name.endsWith('.png') ? 'png' : 'txt'}`)
    await writeFile(path, content)
    if (name.endsWith('.png')) say(`  ${name.slice(0, -4)} → ${path}`)
    return path
  }
}

function rangeOf({ zone }: Portal, { from, to }: Wishes): DayRange {
  const yesterday = zoneClock(zone).day(new Date(Date.now() - 86_400_000))
  return { from: from ?? to ?? yesterday, to: to ?? from ?? yesterday }
}

function tell(say: Input['say'], { message, hint }: Fault): void {
  say(`✗ ${message}`)
  say(`  ${hint}`)
}
