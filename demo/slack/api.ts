import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Faults } from '../kit/faults.ts'
import { readForm } from '../kit/form.ts'
import { readBody, send, sendJson } from '../kit/wire.ts'
import { METHODS } from './methods.ts'
import { Refusal, type World } from './world.ts'

export type Limits = { postsPerSecond: number; perMinute: number }
type Wait = { seconds: number }

/** Answers calls of the Web API: 200 with ok or an error's name, 429 with a wait, and whatever trouble is planned. */
export function makeApi(world: World, faults: Faults, limits: Partial<Limits> = {}) {
  const tooMany = makeMeter(limits)

  return async function call(req: IncomingMessage, res: ServerResponse, method: string): Promise<void> {
    const trouble = faults.pick(method)
    if (trouble === 'refuse') return void res.destroy()
    if (trouble === 'hang') return void req.resume()
    if (trouble === 'error') return send(res, 500, '<html><body>Oops</body></html>')
    const params = readForm((await readBody(req))!, req.headers['content-type']).fields
    const noted: World['calls'][number] = { method, params, at: Date.now() }
    world.calls.push(noted)
    const wait = trouble === 'limit' ? { seconds: 1 } : tooMany(method, params)
    if (wait) return limited(res, wait, noted)
    const answer = answered(world, method, params, req.headers.authorization)
    if (!answer.ok) noted.error = String(answer.error)
    if (trouble === 'reset') res.destroy()
    else sendJson(res, 200, answer)
  }
}

function limited(res: ServerResponse, { seconds }: Wait, noted: World['calls'][number]): void {
  noted.error = 'ratelimited'
  sendJson(res, 429, { ok: false, error: 'ratelimited' }, { 'retry-after': String(seconds) })
}

function answered(
  world: World,
  method: string,
  params: Record<string, unknown>,
  authorization?: string,
): Record<string, unknown> {
  const given = /^Bearer (.+)/.exec(authorization ?? '')?.[1] ?? params.token
  const wanted = method === 'apps.connections.open' ? world.appToken : world.token
  if (!given) return { ok: false, error: 'not_authed' }
  if (given !== wanted) return { ok: false, error: 'invalid_auth' }
  if (!Object.hasOwn(METHODS, method)) return { ok: false, error: 'unknown_method' }
  try {
    return { ok: true, ...METHODS[method]!(world, params) }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { ok: false, error: error.message, ...error.more }
  }
}

/** Posts are counted per channel and second, everything else per method and minute. No limits given, none held. */
function makeMeter({ postsPerSecond, perMinute }: Partial<Limits>) {
  const calls = new Map<string, number[]>()
  return (method: string, params: Record<string, unknown>): Wait | undefined => {
    const post = method === 'chat.postMessage'
    const most = post ? postsPerSecond : perMinute
    if (!most) return undefined
    const ms = post ? 1000 : 60_000
    const key = post ? `${method} ${params.channel}` : method
    const recent = (calls.get(key) ?? []).filter((at) => at > Date.now() - ms)
    if (recent.length >= most) return { seconds: Math.ceil((recent[0]! + ms - Date.now()) / 1000) || 1 }
    calls.set(key, [...recent, Date.now()])
    return undefined
  }
}
