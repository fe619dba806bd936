import { Fault } from '../kit/fault.ts'

type GoogleError = {
  code?: number
  message?: string
  status?: string
  details?: { reason?: string }[]
  errors?: { reason?: string }[]
}
type Failed = {
  status?: number
  code?: string | number
  response?: { status?: number; data?: { error?: GoogleError | string } }
}

const MINUTE = 60_000

/** Google's answer as a Fault. `email` is who Bellhop is at Google: a sheet is shared with an address. */
export function toFault(error: unknown, email: string): Fault {
  const { status, code, response } = error as Failed
  const answer = response?.data?.error
  if (typeof answer === 'string') return keyRefused(error)
  const said: GoogleError = answer ?? {}
  const http = status ?? response?.status ?? (typeof code === 'number' ? code : undefined)
  const reason = said.details?.find((each) => each.reason)?.reason ?? said.errors?.[0]?.reason ?? ''
  if (http === 429 || /rateLimit/i.test(reason)) return tooFast(error)
  if (http === undefined || http >= 500) return unreachable(error)
  return refused[http]?.(error, email, reason, said) ?? misunderstood(error, said)
}

type Refusal = (error: unknown, email: string, reason: string, said: GoogleError) => Fault

const refused: Record<number, Refusal> = {
  401: (error) => keyRefused(error),
  403: (error, email, reason) => (reason === 'SERVICE_DISABLED' ? switchedOff(error) : notShared(error, email)),
  404: (error, email) =>
    new Fault('missing', 'There is no Google Sheet at that address.', {
      hint: `Copy the sheet's link again from the browser, and share the sheet with ${email} as Editor.`,
      cause: error,
    }),
}

function notShared(cause: unknown, email: string): Fault {
  return new Fault('auth', "The Google Sheet isn't shared with Bellhop.", {
    hint: `Open the sheet, press Share, add ${email} as Editor, then try again.`,
    cause,
  })
}

function switchedOff(cause: unknown): Fault {
  return new Fault('auth', "The Google Sheets API is switched off for this key's project.", {
    hint: 'In the Google Cloud console open APIs & Services, search for Google Sheets API and press Enable.',
    cause,
  })
}

function keyRefused(cause: unknown): Fault {
  return new Fault('auth', "Google doesn't accept the service account's key.", {
    hint: 'It was probably deleted or replaced. Make a new JSON key for the service account and give it to Bellhop.',
    cause,
  })
}

function tooFast(cause: unknown): Fault {
  return new Fault('limit', 'Google Sheets wants us to slow down.', {
    hint: 'Its quota is filled anew every minute. Try again in a minute.',
    retryAfterMs: MINUTE,
    cause,
  })
}

function unreachable(cause: unknown): Fault {
  return new Fault('down', "Google Sheets can't be reached at the moment.", {
    hint: 'Try again in a minute.',
    retryAfterMs: MINUTE / 2,
    cause,
  })
}

function misunderstood(cause: unknown, said: GoogleError): Fault {
  return new Fault('input', `Google Sheets refused: ${said.message ?? 'no reason given'}`, {
    hint: 'Look at the sheet: a tab may have been renamed, protected or filled to its limit.',
    cause,
  })
}
