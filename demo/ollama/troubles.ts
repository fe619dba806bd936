/** How the next answers are met, or all of them. Each is something a real server or model has been seen to do. */
export type Trouble =
  /** An error before anything is said: 400, 401, 404, 429, 500, 503 with the words Ollama uses; 502 as a proxy would. */
  | { status: number; error?: string }
  /** A pause before the first token and between tokens. */
  | { firstMs?: number; tokenMs?: number }
  /** What goes wrong in the middle of the stream. */
  | 'cut'
  | 'error line'
  | 'not json'
  | 'reset'
  | 'never'
  /** What the model itself says. */
  | 'garbage'
  | 'other form'
  | 'fences'
  | 'thinking only'
  | 'thinks aloud'
  | 'length'
  | 'tool call'
  | 'empty'
  | 'endless'

const ERRORS: Record<number, string> = {
  400: "invalid character '}' looking for beginning of value",
  401: 'unauthorized',
  403: 'ollama cloud is disabled',
  404: 'model not found',
  429: 'rate limit exceeded',
  500: 'llama runner process has terminated: signal: killed',
  503: 'server busy, please try again.  maximum pending requests exceeded',
}

export const errorOf = (status: number): string => ERRORS[status] ?? 'unknown error'

type Words = { text: string; thinking?: string; calls?: ToolCall[]; reason: 'stop' | 'length' }
export type ToolCall = { function: { name: string; arguments: Record<string, unknown> } }

/** What a misbehaving model makes of its own words. */
export function misspoken(words: Words, trouble: Trouble | undefined): Words {
  switch (trouble) {
    case 'garbage':
      return { ...words, text: 'As an assistant I would say: {revenue is, hmm] ]] }' }
    case 'other form':
      return { ...words, text: '{"sql":"DROP TABLE sales","sure":true}' }
    case 'fences':
      return { ...words, text: `Sure! Here it is:\n\`\`\`json\n${words.text}\n\`\`\`\nAnything else?` }
    case 'thinks aloud':
      return { ...words, text: `<think>Is it {"dataset":"none"}? No.</think>\n${words.text}` }
    case 'thinking only':
      return { text: '', thinking: 'Let me think about this at great length.', reason: 'length' }
    case 'length':
      return { ...words, text: words.text.slice(0, Math.ceil(words.text.length / 2)), reason: 'length' }
    case 'tool call':
      return { ...words, text: '', calls: [{ function: { name: 'run_sql', arguments: { sql: 'SELECT 1' } } }] }
    case 'empty':
      return { ...words, text: '' }
    case 'endless':
      return { ...words, text: 'and so on '.repeat(60_000) }
    default:
      return words
  }
}
