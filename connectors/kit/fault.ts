export type FaultKind = 'auth' | 'limit' | 'changed' | 'missing' | 'input' | 'down'
type More = { hint: string; retryAfterMs?: number; cause?: unknown; files?: string[] }

/** What the outside world did to us. `kind` decides whether to try again; `hint` tells the person what to do. */
export class Fault extends Error {
  override name = 'Fault'
  readonly kind: FaultKind
  readonly hint: string
  readonly retryAfterMs: number | undefined
  /** Ids of kept files that show what happened, such as a screenshot. */
  readonly files: string[]

  constructor(kind: FaultKind, message: string, { hint, retryAfterMs, cause, files = [] }: More) {
    super(message, { cause })
    this.kind = kind
    this.hint = hint
    this.retryAfterMs = retryAfterMs
    this.files = files
  }
}

/** Trying again can help when the world was busy or away; a bug of ours may also have been bad luck once. */
export function worthRetrying(error: unknown): boolean {
  return !(error instanceof Fault) || error.kind === 'limit' || error.kind === 'down'
}
