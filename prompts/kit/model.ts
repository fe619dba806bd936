import type { Ollama } from 'ollama'
import { openClient } from './client.ts'
import { hear, type Said } from './hear.ts'
import { findJson } from './json.ts'
import { openLane } from './lane.ts'
import { type Pulled, pullModel } from './pull.ts'
import { tokensIn, windowFor } from './tokens.ts'
import { explain, type Failed, failed, Trouble } from './trouble.ts'
import { passes, THOUGHTS, trial, type Way, waysFor } from './ways.ts'

export type Turn = { role: 'system' | 'user' | 'assistant'; content: string }
/** `room` is how many tokens the answer may take; `heard` is told how many letters have come so far. */
export type Question = { turns: Turn[]; room: number; schema?: object; heard?: (letters: number) => void }
type Reply = { ok: true; text: string; read: number; said: number } | Failed
type Health = { ok: true; model: string; way: Way; window: number; server: string } | Failed
export type Model = {
  name: string
  ask(question: Question, signal?: AbortSignal): Promise<Reply>
  /** Tries the model once and remembers the way that works; ask does it by itself when nobody has. */
  check(signal?: AbortSignal): Promise<Health>
  pull(progress: (pulled: Pulled) => void, signal?: AbortSignal): Promise<{ ok: true } | Failed>
}
export type ModelOptions = { url: string; model: string; numCtx?: number; timeoutMs?: number; waiting?: number }
type Found = Extract<Health, { ok: true }>
type Desk = Required<ModelOptions> & { found?: Found; window: number }
type Call = { ollama: Ollama; signal: AbortSignal }

export function openModel(options: ModelOptions): Model {
  const desk: Desk = { numCtx: 8192, timeoutMs: 60_000, waiting: 4, ...options, window: 0 }
  const lane = openLane(desk.waiting)
  const never = new AbortController().signal
  const inTime = async <T>(stop: AbortSignal, ms: number, work: (call: Call) => Promise<T>): Promise<T | Failed> => {
    const deadline = AbortSignal.timeout(ms)
    const signal = AbortSignal.any([stop, deadline])
    try {
      return await lane(signal, async () => work({ ollama: await openClient(desk.url, signal), signal }))
    } catch (error) {
      return explain(error, { stop, deadline })
    }
  }
  return {
    name: desk.model,
    ask: (question, stop = never) =>
      inTime<Reply>(stop, desk.timeoutMs, async (call) => {
        const found = await known(desk, call)
        return found.ok ? answer(desk, found, call, question) : found
      }),
    check: (stop = never) =>
      inTime<Health>(stop, desk.timeoutMs * 2, (call) => {
        delete desk.found
        return known(desk, call)
      }),
    pull: (progress, stop = never) => pullModel(desk, progress, stop),
  }
}

/** A model that passed its trial stays as it is; one that failed may be tried again. */
async function known(desk: Desk, call: Call): Promise<Health> {
  if (desk.found) return desk.found
  const health = await tryOut(desk, call)
  if (health.ok) desk.found = health
  return health
}

async function tryOut(desk: Desk, { ollama }: Call): Promise<Health> {
  const { version } = await ollama.version()
  const shown = await ollama.show({ model: desk.model })
  const whole = Object.entries(shown.model_info ?? {}).find(([key]) => key.endsWith('.context_length'))?.[1]
  const window = Math.min(desk.numCtx, Number(whole) || desk.numCtx)
  for (const way of waysFor(shown.capabilities?.includes('thinking') ?? false)) {
    const turns: Turn[] = [{ role: 'user', content: way.form ? trial.plain : trial.asked }]
    const said = await speak(desk, ollama, way, { turns, room: 60, schema: trial.schema }, 4096).catch(unlessRefused)
    if (passes(findJson(said?.text ?? ''))) return { ok: true, model: desk.model, way, window, server: version }
  }
  return failed('form', `${desk.model} keeps to no form; take another model`)
}

async function answer(desk: Desk, { way, window }: Found, { ollama }: Call, question: Question): Promise<Reply> {
  const size = question.turns.reduce((sum, turn) => sum + tokensIn(turn.content) + 8, 0)
  const needed = windowFor(size + roomFor(way, question), window)
  if (!needed) return failed('long', `${size} tokens of ${window}`)
  // A new window loads the model anew, so it only ever grows.
  desk.window = Math.max(desk.window, needed)
  const said = await speak(desk, ollama, way, question, desk.window)
  if (said.reason === 'length') return failed(said.text ? 'cut' : 'mute', 'no room left')
  if (said.read + said.said >= desk.window) return failed('long', 'the window was full')
  return said.text.trim() ? { ok: true, text: said.text, read: said.read, said: said.said } : failed('mute')
}

/** "Does not support thinking": then another way will do. */
function unlessRefused(error: unknown): undefined {
  if (!(error instanceof Trouble) || error.kind !== 'refused') throw error
}

const roomFor = (way: Way, { room }: Question) => room + (way.think ? THOUGHTS : 0)

function speak(desk: Desk, ollama: Ollama, way: Way, question: Question, num_ctx: number): Promise<Said> {
  const { turns, schema, heard = () => {} } = question
  const options = { temperature: 0, seed: 7, num_ctx, num_predict: roomFor(way, question) }
  const request = {
    model: desk.model,
    stream: true as const,
    keep_alive: '30m',
    options,
    // Known to servers that can refuse what doesn't fit instead of cutting it; others pass over them.
    truncate: false,
    shift: false,
    ...(way.form && schema && { format: schema }),
    ...(way.think !== undefined && { think: way.think }),
  }
  if (way.at === 'chat') return hear(ollama.chat({ ...request, messages: turns }), heard)
  return hear(ollama.generate({ ...request, ...oneText(turns) }), heard)
}

/** The whole talk as one text, for the way that knows no turns. */
function oneText(turns: Turn[]): { system: string; prompt: string } {
  const said = turns.filter((turn) => turn.role !== 'system')
  const prompt = said.map((turn) => (turn.role === 'assistant' ? `Your answer was: ${turn.content}` : turn.content))
  const system = turns.flatMap((turn) => (turn.role === 'system' ? [turn.content] : []))
  return { system: system.join('\n\n'), prompt: prompt.join('\n\n') }
}
