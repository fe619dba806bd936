import type { ChatResponse, GenerateResponse } from 'ollama'
import { Trouble } from './trouble.ts'

export type Said = { text: string; reason: string; read: number; said: number }
type Line = ChatResponse | GenerateResponse
type Stream = AsyncIterable<Line> & { abort(): void }

/** No form is longer; a model that talks on has lost the thread. */
const MOST = 40_000

/** Listens to the end. What a model thinks or would like to call is no answer and is left aside. */
export async function hear(asked: Promise<Stream>, heard: (letters: number) => void): Promise<Said> {
  const stream = await asked
  let text = ''
  for await (const line of stream) {
    text += wordsOf(line)
    heard(text.length)
    if (text.length > MOST) {
      stream.abort()
      throw new Trouble('cut', 'it talked on and on')
    }
    if (line.done)
      return { text, reason: line.done_reason, read: line.prompt_eval_count ?? 0, said: line.eval_count ?? 0 }
  }
  throw new Trouble('cut')
}

function wordsOf(line: Line): string {
  const words = 'message' in line ? line.message?.content : line.response
  return typeof words === 'string' ? words : ''
}
