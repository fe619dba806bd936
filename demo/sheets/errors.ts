/** An error as Google's APIs word it: an HTTP status and a body with code, status and message. */
export class ApiError extends Error {
  readonly code: number
  readonly status: string
  readonly details: unknown[] | undefined

  constructor(code: number, status: string, message: string, details?: unknown[]) {
    super(message)
    this.code = code
    this.status = status
    this.details = details
  }

  body(): object {
    const { code, message, status, details } = this
    return { error: { code, message, status, ...(details && { details }) } }
  }
}

const INFO = 'type.googleapis.com/google.rpc.ErrorInfo'
const SERVICE = 'sheets.googleapis.com'

export const invalid = (message: string): ApiError => new ApiError(400, 'INVALID_ARGUMENT', message)
export const notFound = (): ApiError => new ApiError(404, 'NOT_FOUND', 'Requested entity was not found.')
export const forbidden = (): ApiError => new ApiError(403, 'PERMISSION_DENIED', 'The caller does not have permission')
export const away = (): ApiError => new ApiError(503, 'UNAVAILABLE', 'The service is currently unavailable.')

export function unauthenticated(): ApiError {
  return new ApiError(
    401,
    'UNAUTHENTICATED',
    'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential.',
  )
}

export function switchedOff(): ApiError {
  const message =
    'Google Sheets API has not been used in project 123456789 before or it is disabled. Enable it and then retry.'
  return new ApiError(403, 'PERMISSION_DENIED', message, [
    { '@type': INFO, reason: 'SERVICE_DISABLED', domain: 'googleapis.com', metadata: { service: SERVICE } },
  ])
}

export function overQuota(kind: 'read' | 'write', limit: number): ApiError {
  const word = kind === 'read' ? 'Read' : 'Write'
  const message =
    `Quota exceeded for quota metric '${word} requests' and limit '${word} requests per minute per user' ` +
    `of service '${SERVICE}' for consumer 'project_number:123456789'.`
  const metadata = {
    service: SERVICE,
    quota_limit: `${word}RequestsPerMinutePerUser`,
    quota_limit_value: String(limit),
  }
  const info = { '@type': INFO, reason: 'RATE_LIMIT_EXCEEDED', domain: 'googleapis.com', metadata }
  return new ApiError(429, 'RESOURCE_EXHAUSTED', message, [info])
}
