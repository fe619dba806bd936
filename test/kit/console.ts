import { type IncomingHttpHeaders, request } from 'node:http'
import type { Readable } from 'node:stream'
import { onTestFinished } from 'vitest'
import { openConsole } from '#bot/console/server.ts'
import { openAccess } from '#bot/kit/access.ts'
import type { Command } from '#bot/kit/command.ts'
import { startDelivering } from '#bot/kit/deliver.ts'
import { openDesk, type Rest } from '#bot/kit/desk.ts'
import { say } from '#jobs/kit/message.ts'
import { startHouse, type TestHouse } from './house.ts'

type Given = Parameters<typeof startHouse>[0] & { commands?: Command[]; rest?: Rest }
export type TestConsole = { house: TestHouse; url: string; base: string; printed: string[]; stop(): Promise<void> }

/** A whole house with its console on a free port of this machine. */
export async function startConsole({ commands = [], rest = echo, ...given }: Given = {}): Promise<TestConsole> {
  const house = await startHouse(given)
  const desk = openDesk(house, commands, openAccess(house), rest)
  const printed: string[] = []
  const web = await openConsole({ house, desk, commands, announce: (url) => void printed.push(url) })
  const delivering = startDelivering(house, [web.face])
  await desk.catchUp()
  await web.listen()
  const stop = async () => {
    await web.close()
    await delivering.stop()
    await desk.idle()
    await house.stop()
  }
  onTestFinished(stop)
  return { house, url: web.url, base: new URL(web.url).origin, printed, stop }
}

const echo: Rest = {
  question: async (text) => say(`You asked: ${text}`),
  file: async ({ files = [] }) =>
    say(`I got ${files.map(({ name, bytes }) => `${name} with ${bytes} bytes`).join(', ')}`),
}

// What the server says is looked at by tests as it comes.
// biome-ignore lint/suspicious/noExplicitAny: its shape is what the tests are about
type Json = any

export type Answer = { status: number; headers: IncomingHttpHeaders; text: string; json: Json }
type Call = { method?: string; headers?: Record<string, string>; body?: string | Buffer | Readable }

/** A plain request that may lie about everything, as no browser would. */
export function call(url: string, { method = 'GET', headers = {}, body }: Call = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { method, headers, agent: false }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('end', () => {
        const text = Buffer.concat(parts).toString()
        const json = /json/.test(answer.headers['content-type'] ?? '') ? JSON.parse(text) : undefined
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text, json })
      })
    })
    asked.on('error', reject)
    if (body && typeof body === 'object' && 'pipe' in body) body.pipe(asked)
    else asked.end(body)
  })
}

export type Member = {
  cookie: string
  proof: string
  get(path: string): Promise<Answer>
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
}

/** Opens the printed address as a browser does and stays signed in. */
export async function signIn({ url, base }: Pick<TestConsole, 'url' | 'base'>): Promise<Member> {
  const entered = await call(url)
  return member(base, String(entered.headers['set-cookie']).split(';')[0]!)
}

export async function member(base: string, cookie: string): Promise<Member> {
  const me = await call(`${base}/api/me`, { headers: { cookie } })
  const proof: string = me.json.proof
  const mine = { cookie, origin: base, 'x-bellhop': proof }
  return {
    cookie,
    proof,
    get: (path) => call(base + path, { headers: { cookie } }),
    post: (path, body, headers = {}) =>
      Buffer.isBuffer(body) || (body && typeof body === 'object' && 'pipe' in body)
        ? call(base + path, { method: 'POST', headers: { ...mine, ...headers }, body: body as Readable })
        : call(base + path, {
            method: 'POST',
            headers: { ...mine, 'content-type': 'application/json', ...headers },
            body: JSON.stringify(body),
          }),
  }
}

/** What a conversation looks like to a page that opens it now. */
export async function talkOf({ base }: TestConsole, { cookie }: Member): Promise<Json[]> {
  return new Promise((resolve, reject) => {
    const asked = request(`${base}/api/chat/stream`, { headers: { cookie }, agent: false }, (answer) => {
      let text = ''
      answer.on('data', (part: Buffer) => {
        text += part
        const data = /^data: (.*)\n\n/m.exec(text)?.[1]
        if (!data) return
        asked.destroy()
        resolve(JSON.parse(data).items)
      })
    })
    asked.on('error', reject)
    asked.end()
  })
}
