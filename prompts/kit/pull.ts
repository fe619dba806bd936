import { openClient } from './client.ts'
import { explain, type Failed, failed } from './trouble.ts'

/** How far a download is; `share` is a part of 1, over all layers known so far. */
export type Pulled = { step: string; done: number; total: number; share: number }

/** Fetches the model. It may take an hour, so only silence ends it, or whoever asked. */
export async function pullModel(
  { url, model, timeoutMs }: { url: string; model: string; timeoutMs: number },
  progress: (pulled: Pulled) => void,
  stop: AbortSignal,
): Promise<{ ok: true } | Failed> {
  const silence = new AbortController()
  const ended = { stop, deadline: silence.signal }
  let timer = setTimeout(() => silence.abort(), timeoutMs)
  try {
    const ollama = await openClient(url, AbortSignal.any([stop, silence.signal]))
    const layers = new Map<string, { done: number; total: number }>()
    for await (const { status, digest, total = 0, completed = 0 } of await ollama.pull({ model, stream: true })) {
      clearTimeout(timer)
      timer = setTimeout(() => silence.abort(), timeoutMs)
      if (digest) layers.set(digest, { done: completed, total })
      progress(sumOf(status, [...layers.values()]))
      if (status === 'success') return { ok: true }
    }
    return failed('cut')
  } catch (error) {
    const trouble = explain(error, ended)
    return /does not exist|not found/.test(trouble.why) ? failed('missing', `no model is called ${model}`) : trouble
  } finally {
    clearTimeout(timer)
  }
}

function sumOf(step: string, layers: { done: number; total: number }[]): Pulled {
  const done = layers.reduce((sum, layer) => sum + layer.done, 0)
  const total = layers.reduce((sum, layer) => sum + layer.total, 0)
  return { step, done, total, share: total ? done / total : 0 }
}
