import type { ServerResponse } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { sendJson } from '../kit/wire.ts'
import { type Spoken, tokensOf } from './speak.ts'
import type { Trouble } from './troubles.ts'

export type Kind = 'chat' | 'generate'

/** The answer in one piece, as for `stream: false`. */
export function whole(res: ServerResponse, kind: Kind, model: string, spoken: Spoken): void {
  sendJson(res, 200, { ...part(kind, model, spoken.text, spoken.thinking), ...end(spoken) })
}

/** The answer line by line, with whatever goes wrong on the way. */
export async function stream(
  res: ServerResponse,
  kind: Kind,
  model: string,
  spoken: Spoken,
  trouble?: Trouble,
): Promise<void> {
  const slow = typeof trouble === 'object' && !('status' in trouble) ? trouble : {}
  const write = (line: unknown) => res.write(`${JSON.stringify(line)}\n`)
  if (slow.firstMs) await pause(slow.firstMs)
  res.writeHead(200, { 'content-type': 'application/x-ndjson' })
  if (spoken.thinking) write(part(kind, model, '', spoken.thinking))
  if (spoken.calls)
    write({ ...part(kind, model, ''), message: { role: 'assistant', content: '', tool_calls: spoken.calls } })
  const tokens = spoken.text.match(/[\s\S]{1,4}/g) ?? []
  for (const [i, token] of tokens.entries()) {
    if (res.destroyed) return
    if (i >= tokens.length / 2 && (await breaks(res, trouble))) return
    write(part(kind, model, token))
    if (slow.tokenMs) await pause(slow.tokenMs)
  }
  res.end(`${JSON.stringify({ ...part(kind, model, ''), ...end(spoken) })}\n`)
}

async function breaks(res: ServerResponse, trouble: Trouble | undefined): Promise<boolean> {
  if (trouble === 'cut') res.end()
  else if (trouble === 'reset') await hangUp(res)
  else if (trouble === 'error line') res.end('{"error":"an error was encountered while running the model"}\n')
  else if (trouble === 'not json') res.end('<html><body>502 Bad Gateway</body></html>\n')
  else return false
  return true
}

function part(kind: Kind, model: string, content: string, thinking?: string) {
  const thought = thinking ? { thinking } : {}
  const said =
    kind === 'chat' ? { message: { role: 'assistant', content, ...thought } } : { response: content, ...thought }
  return { model, created_at: new Date().toISOString(), ...said, done: false }
}

/** Durations are nanoseconds. */
function end({ text, thinking = '', reason, read }: Spoken) {
  const spoken = tokensOf(text + thinking)
  const durations = { total_duration: 812_345_678, load_duration: 12_345_678 }
  const counts = { prompt_eval_count: read, prompt_eval_duration: 210_000_000, eval_count: spoken, eval_duration: 590 }
  return { done: true, done_reason: reason, ...durations, ...counts }
}

/** What was said so far goes out before the line breaks. */
export async function hangUp(res: ServerResponse): Promise<void> {
  await pause(20)
  res.destroy()
}
