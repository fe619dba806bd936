import type { sheets_v4 } from 'googleapis/build/src/apis/sheets/v4.js'
import { Fault } from '../kit/fault.ts'
import { type Key, readKey } from './key.ts'
import { newPace, type Pace } from './pace.ts'
import { toFault } from './trouble.ts'

export type SheetOptions = {
  /** The id, or the link as copied from a browser. */
  spreadsheetId: string
  tab: string
  /** A service account's key: the JSON itself or the path of its file. */
  credentials: string | Key
  /** Where the API lives, with a slash at the end; only for a server that stands in for Google. */
  rootUrl?: string
  signal?: AbortSignal
  now: () => Date
  /** Give the same pace to all sheets that are written with one account. */
  pace?: Pace
}
export type Request = sheets_v4.Schema$Request
export type Content = string | number | boolean | null
type Render = 'FORMULA' | 'UNFORMATTED_VALUE'
type Dates = 'SERIAL_NUMBER' | 'FORMATTED_STRING'
type Used = { reads: number; writes: number; sent: number; received: number }

export type Sheet = {
  id: string
  tab: string
  email: string
  link: string
  used: Used
  now: () => Date
  about: () => Promise<sheets_v4.Schema$Spreadsheet>
  read: (ranges: string[], render: Render, dates?: Dates) => Promise<Content[][][]>
  write: (requests: Request[]) => Promise<void>
}

const GOOGLE_TOKENS = 'https://oauth2.googleapis.com/'
const ABOUT =
  'properties(title,timeZone),sheets(properties(sheetId,title,gridProperties),basicFilter,developerMetadata(metadataId,metadataKey,metadataValue))'

export async function connectSheet(options: SheetOptions): Promise<Sheet> {
  const { tab, rootUrl, signal, now } = options
  const id = sheetId(options.spreadsheetId)
  const key = await readKey(options.credentials)
  const { spreadsheets } = await login(key, rootUrl)
  const pace = options.pace ?? newPace({ now })
  const used: Used = { reads: 0, writes: 0, sent: 0, received: 0 }
  // Google's own retries know nothing of a quota by the minute, and would send some writes twice.
  const how = { retry: false, timeout: 180_000, ...(signal && { signal }) }

  async function call<T>(kind: 'read' | 'write', send: () => Promise<{ data: T }>): Promise<T> {
    await pace(kind, signal)
    used[kind === 'read' ? 'reads' : 'writes']++
    try {
      const { data } = await send()
      used.received += Buffer.byteLength(JSON.stringify(data))
      return data
    } catch (error) {
      signal?.throwIfAborted()
      throw toFault(error, key.client_email)
    }
  }

  return {
    id,
    tab,
    email: key.client_email,
    link: `${rootUrl ?? 'https://docs.google.com/'}spreadsheets/d/${id}/edit`,
    used,
    now,
    about: () => call('read', () => spreadsheets.get({ spreadsheetId: id, fields: ABOUT }, how)),
    read: async (ranges, valueRenderOption, dateTimeRenderOption = 'SERIAL_NUMBER') => {
      const ask = { spreadsheetId: id, ranges, valueRenderOption, dateTimeRenderOption }
      const { valueRanges = [] } = await call('read', () => spreadsheets.values.batchGet(ask, how))
      return valueRanges.map(({ values }) => (values ?? []) as Content[][])
    },
    write: async (requests) => {
      const requestBody = { requests }
      used.sent += Buffer.byteLength(JSON.stringify(requestBody))
      await call('write', () =>
        spreadsheets.batchUpdate({ spreadsheetId: id, requestBody, fields: 'spreadsheetId' }, how),
      )
    },
  }
}

async function login(key: Key, rootUrl: string | undefined): Promise<sheets_v4.Sheets> {
  const { auth, sheets } = await import('googleapis/build/src/apis/sheets/index.js')
  const scopes = ['https://www.googleapis.com/auth/spreadsheets']
  const jwt = new auth.JWT({ email: key.client_email, key: key.private_key, scopes })
  if (!rootUrl) return sheets({ version: 'v4', auth: jwt })
  // The library asks Google for its token whatever the key says, so the address is changed on the way out.
  jwt.transporter.interceptors.request.add({
    resolved: async (request) => ({ ...request, url: new URL(String(request.url).replace(GOOGLE_TOKENS, rootUrl)) }),
  })
  return sheets({ version: 'v4', auth: jwt, rootUrl })
}

/** The tab that a link leads to. */
export function tabOf(link: string): number | undefined {
  const gid = /[#?&]gid=(\d+)/.exec(link)?.[1]
  return gid === undefined ? undefined : Number(gid)
}

/** People paste links: the id is what stands behind /d/. */
export function sheetId(given: string): string {
  const id = /\/d\/([\w-]{10,})/.exec(given)?.[1] ?? /^\s*([\w-]{10,})\s*$/.exec(given)?.[1]
  if (id) return id
  throw new Fault('input', "That isn't the link or the id of a Google Sheet.", {
    hint: 'Open the sheet in a browser and copy the whole address.',
  })
}
