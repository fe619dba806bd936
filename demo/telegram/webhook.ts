import { request } from 'node:http'
import { field, type Params, word } from './params.ts'
import type { Queue, Update } from './updates.ts'
import { bad, seconds } from './world.ts'

type Hook = { url: string; secret_token: string }

/** Brings updates to the address the bot gave, one after the other, each until it is answered well. */
export function makeWebhook(queue: Queue, redeliverMs: number) {
  let hook: Hook | undefined
  let problem: Record<string, unknown> = {}
  let delivering = false
  let stopped = false

  async function deliver(): Promise<void> {
    if (delivering) return
    delivering = true
    while (hook && queue.pending.length && !stopped) {
      const update = queue.pending[0]!
      const status = await post(hook, update)
      if (status >= 200 && status < 300) queue.pending = queue.pending.filter((other) => other !== update)
      else {
        const message = status ? `Wrong response from the webhook: ${status}` : 'Connection failed'
        problem = { last_error_date: seconds(), last_error_message: message }
        await new Promise((done) => setTimeout(done, redeliverMs))
      }
    }
    delivering = false
  }

  function set(params: Params): boolean {
    const url = word(params, 'url')
    if (url && !/^https:|^http:\/\/(127\.|localhost)/.test(url))
      bad('bad webhook: An HTTPS URL must be provided for webhook')
    const secret_token = word(params, 'secret_token')
    if (!/^[\w-]{0,256}$/.test(secret_token)) bad('secret token contains unallowed characters')
    queue.allowed = field<string[]>(params, 'allowed_updates') ?? queue.allowed
    if (field<boolean>(params, 'drop_pending_updates')) queue.pending = []
    hook = url ? { url, secret_token } : undefined
    problem = {}
    void deliver()
    return true
  }

  return {
    set,
    deliver,
    url: () => hook?.url,
    info: () => ({
      url: hook?.url ?? '',
      has_custom_certificate: false,
      pending_update_count: queue.pending.length,
      ...problem,
    }),
    stop: () => {
      stopped = true
    },
  }
}

function post({ url, secret_token }: Hook, update: Update): Promise<number> {
  return new Promise((done) => {
    const headers = {
      'content-type': 'application/json',
      ...(secret_token && { 'x-telegram-bot-api-secret-token': secret_token }),
    }
    const call = request(url, { method: 'POST', headers }, (res) => {
      res.resume()
      res.on('end', () => done(res.statusCode ?? 0)).on('error', () => done(0))
    })
    call.on('error', () => done(0)).end(JSON.stringify(update))
  })
}
