import { fits, least, type Schema } from './form.ts'
import type { DemoModel } from './models.ts'
import { misspoken, type ToolCall, type Trouble } from './troubles.ts'

export type Said = { role: string; content: string }
export type Body = {
  model?: string
  messages?: Said[]
  prompt?: string
  system?: string
  stream?: boolean
  format?: string | Schema
  think?: boolean | string
  truncate?: boolean
  options?: { num_ctx?: number; num_predict?: number }
}
/** What a script may look at. `schema` is there only when the model is really held to it. */
type Asked = { question: string; schema?: Schema; system: string; messages: Said[] }
export type Reply = (question: string, schema: Schema | undefined, asked: Asked) => string
export type Spoken = {
  text: string
  thinking?: string
  calls?: ToolCall[]
  reason: 'stop' | 'length'
  read: number
  window: number
}

const DEFAULT_WINDOW = 4096

/** What the model answers: the script's words, held to the form when this model would be held to it. */
export function speak(
  body: Body,
  kind: 'chat' | 'generate',
  model: DemoModel,
  reply: Reply,
  trouble?: Trouble,
): Spoken {
  const messages = messagesOf(body)
  const window = windowOf(body, model)
  const heard = windowed(messages, window)
  const schema = held(body, kind, model)
  const question = heard.findLast((each) => each.role === 'user')?.content ?? ''
  const system = heard.find((each) => each.role === 'system')?.content ?? ''
  const text = reply(question, schema, { question, system, messages: heard, ...(schema && { schema }) })
  const thinking = model.thinks && body.think !== false ? { thinking: 'The form has a place for that.' } : {}
  const words = { text: schema ? inForm(text, schema) : text, ...thinking, reason: 'stop' as const }
  const spoken = clipped(misspoken(words, trouble), body.options?.num_predict)
  return { ...spoken, read: Math.min(sizeOf(messages), window), window }
}

export function windowOf(body: Body, model: DemoModel): number {
  return Math.min(body.options?.num_ctx ?? DEFAULT_WINDOW, model.context)
}

export function messagesOf(body: Body): Said[] {
  const system = body.system ? [{ role: 'system', content: body.system }] : []
  return body.messages ?? [...system, { role: 'user', content: body.prompt ?? '' }]
}

/** Four letters a token, as the real ones nearly do in English. */
export function tokensOf(text: string): number {
  return Math.ceil(text.length / 4)
}

export function sizeOf(messages: Said[]): number {
  return messages.reduce((sum, each) => sum + tokensOf(each.content), 0)
}

function held(body: Body, kind: 'chat' | 'generate', model: DemoModel): Schema | undefined {
  const { format } = body
  if (!format || model.ignores === 'always') return undefined
  if (kind === 'chat' && model.ignores === 'in chat') return undefined
  if (kind === 'chat' && model.ignores === 'without thinking' && body.think === false) return undefined
  return typeof format === 'string' ? { type: 'object' } : format
}

function inForm(text: string, schema: Schema): string {
  try {
    if (fits(JSON.parse(text), schema)) return text
  } catch {}
  return JSON.stringify(least(schema))
}

/** What doesn't fit is dropped from the front, and nobody is told: as Ollama does. */
function windowed(messages: Said[], window: number): Said[] {
  const kept = [...messages]
  while (kept.length > 1 && sizeOf(kept) > window) kept.shift()
  return kept.map((each) => ({ ...each, content: each.content.slice(-window * 4) }))
}

function clipped<T extends { text: string }>(words: T, most = -1): T & { reason: 'stop' | 'length' } {
  const kept = { reason: 'stop' as const, ...words }
  if (most < 0 || tokensOf(words.text) <= most) return kept
  return { ...kept, text: words.text.slice(0, most * 4), reason: 'length' }
}
