import { Fault, type FaultKind } from '#connectors/kit/fault.ts'
import { Uncertain } from '../kit/face.ts'

type SlackError = Error & {
  code?: string
  retryAfter?: number
  statusCode?: number
  data?: { error?: string; needed?: string }
  original?: { code?: string; cause?: { code?: string } }
}

/** What Slack's refusal means for a message on its way. */
const REFUSALS: [RegExp, FaultKind, string][] = [
  [
    /not_in_channel|channel_not_found|is_archived|user_not_found|cannot_dm|user_disabled|restricted_action|messages_tab/,
    'missing',
    'Invite me to that channel: /invite @bellhop.',
  ],
  [
    /auth|token|account_inactive|missing_scope|org_login_required/,
    'auth',
    'Check SLACK_BOT_TOKEN and the scopes of the app: npm run -s slack:manifest.',
  ],
  [
    /internal_error|fatal_error|service_unavailable|request_timeout|team_added_to_org/,
    'down',
    'It is tried again by itself.',
  ],
]

/** The same trouble in our words: what surely did not arrive is a Fault, what may have is Uncertain. */
export function troubleOf(thrown: unknown): Error {
  const error = thrown as SlackError
  const said = (what: string) => `Slack: ${what}`
  switch (error.code) {
    case 'slack_webapi_rate_limited_error': {
      const retryAfterMs = (error.retryAfter ?? 5) * 1000
      return new Fault('limit', said('too many messages'), {
        hint: 'It goes on by itself.',
        retryAfterMs,
        cause: error,
      })
    }
    case 'slack_webapi_platform_error': {
      const why = error.data?.error ?? 'unknown'
      const [, kind, hint] = REFUSALS.find(([pattern]) => pattern.test(why)) ?? [
        0,
        'input',
        'This is a mistake of mine.',
      ]
      return new Fault(kind as FaultKind, said(why), { hint: hint as string, cause: error })
    }
    case 'slack_webapi_http_error':
      return down(error)
    case 'slack_webapi_request_error': {
      const code = error.original?.code ?? error.original?.cause?.code ?? ''
      if (/^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/.test(code)) return down(error)
      return new Uncertain('The connection to Slack broke after sending.', { cause: error })
    }
    default:
      return error
  }
}

const down = (cause: Error) =>
  new Fault('down', 'Slack does not answer properly.', { hint: 'It is tried again by itself.', cause })

export const refuses = (error: unknown, pattern: RegExp): boolean =>
  pattern.test((error as SlackError).data?.error ?? '')
