import { createHmac } from 'node:crypto'
import { request } from 'node:http'
import { readBody } from '../kit/wire.ts'
import { type Ack, makeLines, SILENCE } from './lines.ts'

export type Kind = 'events_api' | 'slash_commands' | 'interactive'
export type Hook = { url: string; signingSecret: string }
type Options = { ackMs: number; redeliverMs: number }
export type Deliveries = ReturnType<typeof makeDeliveries>

const TRIES = 4

/** Brings what people do to the app: over one of its sockets, or to its address. Events come again until acknowledged. */
export function makeDeliveries({ ackMs, redeliverMs }: Options) {
  const lines = makeLines(ackMs)
  let hook: Hook | undefined
  let count = 0
  let stopped = false

  async function bring(kind: Kind, payload: Record<string, unknown>): Promise<Ack> {
    const envelope_id = `envelope-${++count}`
    for (let attempt = 0; attempt < (kind === 'events_api' ? TRIES : 1); attempt++) {
      if (attempt) await pause(redeliverMs * 6 ** (attempt - 1))
      if (stopped) break
      const retry = kind === 'events_api' ? { retry_attempt: attempt, retry_reason: attempt ? 'timeout' : '' } : {}
      const envelope = { envelope_id, type: kind, accepts_response_payload: kind !== 'events_api', payload, ...retry }
      const ack = hook ? await post(hook, kind, payload, attempt, ackMs) : await lines.ask(envelope)
      if (ack.acked) return ack
    }
    return SILENCE
  }

  return {
    ...lines,
    bring,
    /** From now on everything goes to this address, signed, instead of over sockets. */
    useHttp: (to: Hook) => {
      hook = to
    },
    stop: () => {
      stopped = true
    },
  }
}

const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms).unref())

/** Events are JSON, commands a form, presses JSON inside of a form; each is signed over its very bytes. */
function post(
  { url, signingSecret }: Hook,
  kind: Kind,
  payload: Record<string, unknown>,
  attempt: number,
  ms: number,
): Promise<Ack> {
  const form = kind === 'interactive' ? { payload: JSON.stringify(payload) } : (payload as Record<string, string>)
  const body = kind === 'events_api' ? JSON.stringify(payload) : new URLSearchParams(form).toString()
  const at = String(Math.floor(Date.now() / 1000))
  const headers = {
    'content-type': kind === 'events_api' ? 'application/json' : 'application/x-www-form-urlencoded',
    'x-slack-request-timestamp': at,
    'x-slack-signature': `v0=${createHmac('sha256', signingSecret).update(`v0:${at}:${body}`).digest('hex')}`,
    ...(attempt && { 'x-slack-retry-num': String(attempt), 'x-slack-retry-reason': 'http_timeout' }),
  }
  return new Promise((done) => {
    const call = request(url, { method: 'POST', headers, timeout: ms }, async (res) => {
      const words = (await readBody(res))!.toString()
      done(res.statusCode === 200 ? { acked: true, payload: parsed(words) } : SILENCE)
    })
    call
      .on('timeout', () => call.destroy())
      .on('error', () => done(SILENCE))
      .end(body)
  })
}

function parsed(words: string): Record<string, unknown> {
  try {
    return JSON.parse(words)
  } catch {
    return words ? { text: words } : {}
  }
}
