import type { Ollama } from 'ollama'
import { ofStatus, Trouble } from './trouble.ts'

/** The library, loaded when somebody needs it. Every call of this client ends with its signal. */
export async function openClient(url: string, signal: AbortSignal): Promise<Ollama> {
  const { Ollama } = await import('ollama')
  return new Ollama({ ...placeOf(url), fetch: (input, init) => reach(input, init, signal) })
}

/** A name and password in the address go into a header: fetch takes no others, and errors would show them. */
function placeOf(url: string): { host: string; headers?: Record<string, string> } {
  const { username, password, origin, pathname } = new URL(url)
  const host = origin + pathname
  if (!username && !password) return { host }
  const login = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  return { host, headers: { authorization: `Basic ${Buffer.from(login).toString('base64')}` } }
}

/** The library logs what it can't read and takes half a line for a whole; so answers are looked at before it sees them. */
async function reach(
  input: string | URL | Request,
  init: RequestInit | undefined,
  signal: AbortSignal,
): Promise<Response> {
  const signals = init?.signal ? [signal, init.signal] : [signal]
  const response = await globalThis.fetch(input, { ...init, signal: AbortSignal.any(signals), redirect: 'error' })
  if (!response.ok) throw ofStatus(response.status, await errorOf(response))
  if (/^application\/json/.test(response.headers.get('content-type') ?? '')) return response
  return new Response(response.body?.pipeThrough(checkedLines()) ?? null, response)
}

async function errorOf(response: Response): Promise<string> {
  const text = (await response.text()).slice(0, 500)
  try {
    return String(JSON.parse(text).error ?? text)
  } catch {
    return text.replace(/<[^>]*>/g, ' ')
  }
}

/** Passes whole lines on, and only those that are objects without an error in them. */
function checkedLines(): TransformStream<Uint8Array, Uint8Array> {
  const decoder = new TextDecoder()
  const encoder = new TextEncoder()
  let rest = ''
  const pass = (line: string, to: TransformStreamDefaultController<Uint8Array>) => {
    if (line.trim()) to.enqueue(encoder.encode(`${checkedLine(line)}\n`))
  }
  return new TransformStream({
    transform(bytes, to) {
      const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n')
      rest = lines.pop()!
      for (const line of lines) pass(line, to)
    },
    flush: (to) => pass(rest, to),
  })
}

function checkedLine(line: string): string {
  const value = objectIn(line)
  if (!value) throw new Trouble('broken', 'something other than Ollama answers at that address')
  if ('error' in value) throw new Trouble('broken', String(value.error))
  return line
}

function objectIn(line: string): object | undefined {
  try {
    const value = JSON.parse(line)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}
