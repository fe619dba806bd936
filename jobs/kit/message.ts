/** What Bellhop says, before any platform decides how it looks. Jobs speak; faces render. */
export type Message = {
  tone: Tone
  title?: string
  blocks: Block[]
  /** The datasets it shows, so that it only goes where they may be seen; left out, whoever sends it has looked. */
  shows?: string[]
}
export type Tone = 'plain' | 'good' | 'warn' | 'bad'

export type Block =
  | { kind: 'text'; text: string; style?: 'plain' | 'quiet' | 'code' }
  | { kind: 'facts'; facts: Fact[] }
  | { kind: 'table'; columns: TableColumn[]; rows: Cell[][]; of?: number }
  | { kind: 'chart'; chart: Chart }
  | { kind: 'file'; file: string; name: string; bytes: number; say?: string }
  | { kind: 'buttons'; buttons: Button[] }
  | { kind: 'progress'; bars: Bar[]; run?: string }
export type BlockOf<K extends Block['kind']> = Extract<Block, { kind: K }>

export type Fact = { label: string; value: string }
/** `of` on a table: how many rows there are when only the first ones are shown. */
/** Times in a column are shown on the clocks of its `zone`. */
export type TableColumn = { name: string; unit?: Unit; currency?: string; zone?: string }
/** Money in a message is in whole units of its currency (12.5), ready to be read; the store keeps hundredths. */
export type Cell = string | number | boolean | null
export type Unit = 'text' | 'count' | 'money' | 'percent' | 'number' | 'date' | 'time'

export type Chart = {
  type: 'bar' | 'grouped' | 'line' | 'band' | 'share'
  title: string
  labels: string[]
  series: Series[]
  unit: Unit
  currency?: string
}
/** `low` and `high` are the edges of a band around the line. */
type Series = { name: string; values: (number | null)[]; low?: (number | null)[]; high?: (number | null)[] }

/** Pressing a button is saying its words: the same desk, the same rights. A link just opens. */
export type Button = { label: string; style?: 'primary' | 'danger' } & ({ say: string } | { url: string })

export type Bar = {
  label: string
  state: 'waiting' | 'running' | 'done' | 'failed'
  done?: number
  total?: number
  note?: string
}

export function say(text: string, tone: Tone = 'plain'): Message {
  return { tone, blocks: [{ kind: 'text', text }] }
}

export function message(title: string, tone: Tone, ...blocks: Block[]): Message {
  return { tone, title, blocks }
}

export const text = (text: string, style?: 'quiet' | 'code'): BlockOf<'text'> =>
  style ? { kind: 'text', text, style } : { kind: 'text', text }

export const facts = (all: Record<string, string | number>): BlockOf<'facts'> => ({
  kind: 'facts',
  facts: Object.entries(all).map(([label, value]) => ({ label, value: String(value) })),
})

export const buttons = (...buttons: Button[]): BlockOf<'buttons'> => ({ kind: 'buttons', buttons })
