import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { get } from 'node:http'
import { join } from 'node:path'
import { newAccounts, openAccount } from '../sheets/auth.ts'
import { type SheetsServer, startSheets } from '../sheets/server.ts'
import type { Town } from '../town.ts'

const SAVE_MS = 1000
/** Quick enough for a demonstration; the real quota is sixty. */
const QUOTA = { reads: 600, writes: 600 }
const BOOKS = ['transactions', 'points', 'users', 'coins']
const bookId = (name: string) => `kinnara-${name}`

/** The company's sheets outlive the process: its cells, its account and its port lie in a folder. */
export function keepSheets(folder: string): { open(): Promise<Town['sheets']>; save(): void } {
  mkdirSync(folder, { recursive: true })
  const paths = {
    state: join(folder, 'sheets.json'),
    key: join(folder, 'sheets-key.json'),
    url: join(folder, 'sheets-url'),
  }
  const key = read(paths.key) ?? write(paths.key, JSON.stringify(newKey()))
  let server: SheetsServer | undefined
  let saved = 0
  function save(): void {
    if (!server || server.seen.length === saved) return
    saved = server.seen.length
    write(paths.state, server.save())
  }
  async function urlOfSheets(): Promise<string> {
    if (server) return server.url
    const known = read(paths.url)
    const there = known ? await whoIsAt(known) : 'nobody'
    // Another process of this data folder serves them already.
    if (known && there === 'us') return known
    const state = read(paths.state)
    const port = known && there === 'nobody' ? Number(new URL(known).port) : 0
    server = await startSheets({ port, quota: QUOTA, keys: [JSON.parse(key)], ...(state ? { state } : {}) })
    if (!state) furnish(server, JSON.parse(key).client_email)
    setInterval(save, SAVE_MS).unref()
    return write(paths.url, server.url)
  }
  return { save, open: async () => ({ credentials: key, rootUrl: `${await urlOfSheets()}/` }) }
}

function furnish(server: SheetsServer, email: string): void {
  for (const name of BOOKS) {
    const title = `Kinnara ${name}`
    server.make({ id: bookId(name), title, timeZone: 'Asia/Bangkok', shares: { [email]: 'writer' } })
  }
}

const newKey = () => openAccount(newAccounts(), 'bellhop@kinnara.iam.gserviceaccount.com')

/** Whose server is at an address: ours has our sheets. */
function whoIsAt(url: string): Promise<'us' | 'others' | 'nobody'> {
  return new Promise((resolve) => {
    const asked = get(`${url}/spreadsheets/d/${bookId(BOOKS[0]!)}/edit`, { timeout: 2000 }, (answer) => {
      answer.resume()
      resolve(answer.statusCode === 200 ? 'us' : 'others')
    })
    asked.on('timeout', () => asked.destroy(new Error('late')))
    asked.on('error', ({ code }: NodeJS.ErrnoException) => resolve(code === 'ECONNREFUSED' ? 'nobody' : 'others'))
  })
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

/** Whole or not at all: a process may end while it writes. */
function write(path: string, text: string): string {
  writeFileSync(`${path}.part`, text, { mode: 0o600 })
  renameSync(`${path}.part`, path)
  return text
}
