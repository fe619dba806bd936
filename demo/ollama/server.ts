import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { listen, readBody, sendJson } from '../kit/wire.ts'
import type { Schema } from './form.ts'
import { type DemoModel, demoModel, listed, pulling, running, shown, withTag } from './models.ts'
import { type Body, messagesOf, type Reply, sizeOf, speak, windowOf } from './speak.ts'
import { hangUp, type Kind, stream, whole } from './stream.ts'
import { errorOf, type Trouble } from './troubles.ts'

type Heard = { path: string; method: string; headers: IncomingMessage['headers']; body: Body; gone: boolean }
type Options = {
  port?: number
  reply?: Reply
  models?: (string | DemoModel)[]
  /** What can be downloaded, and how long each step of it takes. */
  pullable?: string[]
  stepMs?: number
  /** A server of before `truncate`: it cuts what is too long, whatever one asks. */
  old?: boolean
}
type State = {
  models: DemoModel[]
  reply: Reply
  planned: Trouble[]
  lasting: Trouble | undefined
  loaded: Map<string, number>
  heard: Heard[]
  pullable: string[]
  stepMs: number
  old: boolean
}

const nothing = (_: string, schema?: Schema) => (schema ? '' : 'Hello! How can I help?')

/** A server that speaks as Ollama does. It keeps every request, and misbehaves when told to. */
export async function startOllama(options: Options = {}) {
  const state: State = {
    models: (options.models ?? ['demo:4b']).map((each) => (typeof each === 'string' ? demoModel(each) : each)),
    reply: options.reply ?? nothing,
    planned: [],
    lasting: undefined,
    loaded: new Map(),
    heard: [],
    pullable: options.pullable ?? [],
    stepMs: options.stepMs ?? 0,
    old: options.old ?? false,
  }
  const server = await listen((req, res) => answer(state, req, res), options.port)
  return {
    ...server,
    requests: state.heard,
    asked: () => state.heard.filter(({ path }) => path === '/api/chat' || path === '/api/generate'),
    script: (reply: Reply) => {
      state.reply = reply
    },
    /** The next answers meet these, one each. */
    next: (...troubles: Trouble[]) => void state.planned.push(...troubles),
    /** Every answer meets this, until it is taken away. */
    always: (trouble?: Trouble) => {
      state.lasting = trouble
    },
  }
}

async function answer(state: State, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const path = new URL(req.url ?? '/', 'http://localhost').pathname
  const raw = (await readBody(req))!.toString()
  const body = parsed(raw)
  const heard: Heard = { path, method: req.method ?? 'GET', headers: req.headers, body: body ?? {}, gone: false }
  state.heard.push(heard)
  res.on('close', () => {
    heard.gone = !res.writableFinished
  })
  if (req.method === 'POST' && !body) return sendJson(res, 400, { error: raw ? errorOf(400) : 'missing request body' })
  const route = routes[`${req.method} ${path}`]
  if (!route) return void res.writeHead(404, { 'content-type': 'text/plain' }).end('404 page not found')
  await route(state, body ?? {}, res)
}

type Route = (state: State, body: Body & { name?: string }, res: ServerResponse) => Promise<void> | void

const routes: Record<string, Route> = {
  'GET /api/version': (_, __, res) => sendJson(res, 200, { version: '0.30.7' }),
  'GET /api/tags': ({ models }, _, res) => sendJson(res, 200, { models: models.map(listed) }),
  'GET /api/ps': ({ models, loaded }, _, res) => {
    const here = models.filter(({ name }) => loaded.has(name))
    sendJson(res, 200, { models: here.map((each) => running(each, loaded.get(each.name)!)) })
  },
  'POST /api/show': (state, body, res) => withModel(state, body, res, (model) => sendJson(res, 200, shown(model))),
  'POST /api/pull': pull,
  'POST /api/chat': (state, body, res) => talk(state, 'chat', body, res),
  'POST /api/generate': (state, body, res) => talk(state, 'generate', body, res),
}

async function talk(state: State, kind: Kind, body: Body, res: ServerResponse): Promise<void> {
  await withModel(state, body, res, async (model) => {
    const trouble = state.planned.shift() ?? state.lasting
    if (typeof trouble === 'object' && 'status' in trouble) {
      return sendJson(res, trouble.status, { error: trouble.error ?? errorOf(trouble.status) })
    }
    if (trouble === 'never') return
    if (body.think && !model.thinks) return sendJson(res, 400, { error: `"${model.name}" does not support thinking` })
    const window = windowOf(body, model)
    if (body.truncate === false && !state.old && sizeOf(messagesOf(body)) > window) {
      return sendJson(res, 400, { error: 'the input length exceeds the context length' })
    }
    state.loaded.set(model.name, window)
    const spoken = speak(body, kind, model, state.reply, trouble)
    if (body.stream === false) return whole(res, kind, model.name, spoken)
    await stream(res, kind, model.name, spoken, trouble)
  })
}

async function pull(state: State, body: Body & { name?: string }, res: ServerResponse): Promise<void> {
  const name = withTag(body.model ?? body.name ?? '')
  res.writeHead(200, { 'content-type': 'application/x-ndjson' })
  const known = state.models.find((each) => each.name === name)
  if (!known && !state.pullable.includes(name)) {
    res.write(`${JSON.stringify({ status: 'pulling manifest' })}\n`)
    return void res.end(`${JSON.stringify({ error: 'pull model manifest: file does not exist' })}\n`)
  }
  const model = known ?? demoModel(name)
  const cut = state.planned[0] === 'cut' && state.planned.shift()
  for (const line of pulling(model)) {
    if (res.destroyed) return
    if (cut && 'completed' in line && line.completed === model.bytes) return hangUp(res)
    if (!known && line.status === 'success') state.models.push(model)
    res.write(`${JSON.stringify(line)}\n`)
    if (state.stepMs) await pause(state.stepMs)
  }
  res.end()
}

async function withModel(
  state: State,
  body: Body & { name?: string },
  res: ServerResponse,
  use: (model: DemoModel) => Promise<void> | void,
): Promise<void> {
  const name = body.model ?? body.name ?? ''
  const model = state.models.find((each) => each.name === withTag(name) || each.name === name)
  if (model) await use(model)
  else sendJson(res, 404, { error: `model '${name}' not found` })
}

function parsed(raw: string): (Body & { name?: string }) | undefined {
  try {
    return JSON.parse(raw)
  } catch {
    return undefined
  }
}
