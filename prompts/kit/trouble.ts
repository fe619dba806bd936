/** Why a model gave no answer. */
export type Kind =
  | 'down'
  | 'busy'
  | 'missing'
  | 'refused'
  | 'broken'
  | 'late'
  | 'stopped'
  | 'cut'
  | 'long'
  | 'mute'
  | 'form'

/** A model that can't answer is an ordinary thing: whoever asked does without it, and says why if a person wants to know. */
export type Failed = { ok: false; trouble: Kind; why: string }

const SAYS: Record<Kind, string> = {
  down: "The model's server doesn't answer. Is Ollama running at OLLAMA_URL?",
  busy: 'The model is busy with other questions. Ask again in a moment.',
  missing: "The model isn't on the server yet. An admin can fetch it.",
  refused: "The model's server refuses us. Its settings need a look.",
  broken: "The model's server ran into an error of its own. It may need more memory, or a smaller model.",
  late: 'The model took too long. A smaller model answers faster.',
  stopped: 'Stopped.',
  cut: 'The model broke off in the middle of its answer.',
  long: "That is too much text for the model's window.",
  mute: 'The model thought about it but said nothing.',
  form: "The model's answer didn't keep to the form.",
}

export function failed(trouble: Kind, detail = ''): Failed {
  return { ok: false, trouble, why: detail ? `${SAYS[trouble]} (${plainLine(detail)})` : SAYS[trouble] }
}

/** Thrown inside the client only, so that it passes unchanged through the library between. */
export class Trouble extends Error {
  readonly kind: Kind
  constructor(kind: Kind, detail = '') {
    super(detail)
    this.kind = kind
  }
}

/** What a status of the server means; `said` is its own word for it. */
export function ofStatus(status: number, said: string): Trouble {
  if (/context length|prompt (is )?too long/i.test(said)) return new Trouble('long')
  const known: Record<number, Kind> = { 401: 'refused', 403: 'refused', 404: 'missing', 429: 'busy', 503: 'busy' }
  return new Trouble(known[status] ?? (status < 500 ? 'refused' : 'broken'), `${status}: ${said}`)
}

/** Whatever was thrown while a server was asked, told apart by who ended it. */
export function explain(error: unknown, ended: { stop: AbortSignal; deadline: AbortSignal }): Failed {
  if (ended.stop.aborted) return failed('stopped')
  if (ended.deadline.aborted) return failed('late')
  if (error instanceof Trouble) return failed(error.kind, error.message)
  const text = error instanceof Error ? error.message : String(error)
  if (/^Did not receive done/.test(text) || /terminated|aborted|other side closed/.test(text)) return failed('cut')
  if (error instanceof TypeError && /fetch failed/.test(text)) return failed('down')
  return failed('broken', text)
}

function plainLine(text: string): string {
  return text
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, 160)
}
