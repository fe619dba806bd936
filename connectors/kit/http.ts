import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { Fault } from './fault.ts'

type Wanted = { headers?: Record<string, string>; seconds: number; from: string }

/** The only fetch: opens what lies at an address as a stream, or says in words why not. `from` is who is asked. */
export async function download(url: string, { headers = {}, seconds, from }: Wanted): Promise<Readable> {
  const signal = AbortSignal.timeout(seconds * 1000)
  const response = await fetch(url, { headers, signal }).catch((cause: unknown) => {
    throw new Fault('down', `${from} could not be reached.`, { hint: 'Try again in a minute.', cause })
  })
  if (!response.ok) throw refused(response, from)
  if (!response.body) return Readable.from([])
  const body = Readable.fromWeb(response.body as ReadableStream)
  if (/^text\/html/.test(response.headers.get('content-type') ?? '') && !/\.html?$/i.test(new URL(url).pathname)) {
    body.destroy()
    throw new Fault('auth', `${from} gave a sign-in page instead of the file.`, {
      hint: 'Check the token and its scopes.',
    })
  }
  return body
}

function refused({ status, headers }: Response, from: string): Fault {
  const wait = Number(headers.get('retry-after'))
  const what = `${from} answered ${status}.`
  if (status === 429)
    return new Fault('limit', what, { hint: 'It goes on by itself.', retryAfterMs: (wait || 30) * 1000 })
  if (status === 401 || status === 403) return new Fault('auth', what, { hint: 'Check the token and its scopes.' })
  if (status === 404 || status === 410) return new Fault('missing', what, { hint: 'Send it again.' })
  return new Fault(status < 500 ? 'changed' : 'down', what, { hint: 'Try again in a minute.' })
}
