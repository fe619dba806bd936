import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Faults, Trouble } from '../kit/faults.ts'
import { readForm } from '../kit/form.ts'
import { readBody, send, sendJson } from '../kit/wire.ts'
import { type Meter, tooMany } from './limits.ts'
import { METHODS } from './methods.ts'
import { type Params, UPLOAD } from './params.ts'
import type { Updates } from './updates.ts'
import { Refusal, type World } from './world.ts'

type Parts = { world: World; updates: Updates; meter: Meter; faults: Faults }

/** Answers calls of methods, through whatever trouble is planned for them. */
export function makeApi({ world, updates, meter, faults }: Parts) {
  const own: Record<string, (params: Params, gone: AbortSignal) => unknown> = {
    getUpdates: updates.getUpdates,
    setWebhook: updates.setWebhook,
    deleteWebhook: updates.deleteWebhook,
    getWebhookInfo: updates.getWebhookInfo,
  }

  async function answer(method: string, req: IncomingMessage, gone: AbortSignal, trouble?: Trouble): Promise<unknown> {
    const body = await readBody(req, UPLOAD + 1024 * 1024)
    if (!body) throw new Refusal(413, 'Request Entity Too Large')
    const params: Params = readForm(body, req.headers['content-type'])
    Object.assign(params.fields, Object.fromEntries(URL.parse(req.url ?? '', 'http://api')!.searchParams))
    const noted = { method, params: params.fields, at: Date.now(), status: 200 }
    world.calls.push(noted)
    try {
      if (trouble === 'limit') tooMany(1)
      if (Object.hasOwn(own, method)) return await own[method]!(params, gone)
      if (Object.hasOwn(METHODS, method)) return METHODS[method]!(world, params, meter)
      throw new Refusal(404, 'Not Found')
    } catch (error) {
      Object.assign(noted, { status: error instanceof Refusal ? error.code : 500, error: String(error) })
      throw error
    }
  }

  return async function call(req: IncomingMessage, res: ServerResponse, method: string): Promise<void> {
    const trouble = faults.pick(method)
    if (trouble === 'refuse') return void res.destroy()
    if (trouble === 'hang') return void req.resume()
    if (trouble === 'error') return send(res, 502, '<html><body><h1>502 Bad Gateway</h1></body></html>')
    const gone = new AbortController()
    res.on('close', () => gone.abort())
    try {
      const result = await answer(method, req, gone.signal, trouble)
      if (trouble === 'reset') res.destroy()
      else sendJson(res, 200, { ok: true, result })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const { code, message: description, parameters } = error
      sendJson(res, code, { ok: false, error_code: code, description, ...(parameters && { parameters }) })
    }
  }
}
