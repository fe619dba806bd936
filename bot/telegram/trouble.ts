import { GrammyError, HttpError } from 'grammy'
import { Fault, type FaultKind } from '#connectors/kit/fault.ts'
import { Uncertain } from '../kit/face.ts'

/** What Telegram's refusal means for a message on its way. */
const REFUSALS: [RegExp, FaultKind, string][] = [
  [/chat not found|user not found|PEER_ID_INVALID/i, 'missing', 'Write to me there once, so that I may answer.'],
  [
    /bot was (blocked|kicked)|user is deactivated|initiate conversation|not a member|not enough rights|CHAT_WRITE/i,
    'missing',
    'Let me in again there.',
  ],
  [/^(401|404)/, 'auth', 'Check TELEGRAM_TOKEN: BotFather gives a new one.'],
  [/^(400|403|413)/, 'input', 'Telegram would not take it in this form; this is a mistake of mine.'],
]

/** The same trouble in our words: what surely did not arrive is a Fault, what may have is Uncertain. */
export function troubleOf(error: unknown): Error {
  if (error instanceof GrammyError) return refusal(error)
  if (!(error instanceof HttpError)) return error as Error
  const { code, type } = (error.error ?? {}) as { code?: string; type?: string }
  const away = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/.test(code ?? '')
  if (away || type === 'invalid-json') return down(error)
  return new Uncertain('The connection to Telegram broke after sending.', { cause: error })
}

function refusal(error: GrammyError): Fault {
  const { error_code, description, parameters } = error
  const said = `Telegram: ${description}`
  const wait = parameters.retry_after
  if (error_code === 429)
    return new Fault('limit', said, { hint: 'It goes on by itself.', retryAfterMs: (wait ?? 5) * 1000, cause: error })
  if (error_code >= 500) return down(error)
  const known = REFUSALS.find(([pattern]) => pattern.test(`${error_code} ${description}`))
  return known ? new Fault(known[1], said, { hint: known[2], cause: error }) : down(error)
}

const down = (cause: Error) =>
  new Fault('down', 'Telegram does not answer properly.', { hint: 'It is tried again by itself.', cause })

/** Where a group went that became a supergroup. */
export function movedTo(error: unknown): number | undefined {
  return error instanceof GrammyError ? error.parameters.migrate_to_chat_id : undefined
}

export const says = (error: unknown, pattern: RegExp): boolean =>
  error instanceof GrammyError && pattern.test(error.description)
