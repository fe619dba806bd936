import type { SheetColumn } from '#connectors/sheets/change.ts'
import { newPace } from '#connectors/sheets/pace.ts'
import { openSheet } from '#connectors/sheets.ts'
import type { Row } from '#db/dataset.ts'
import { type SheetsServer, startSheets } from '#demo/sheets/server.ts'
import type { Measurement } from './index.ts'

type Traffic = { calls: number; sent: number; received: number }

const ROWS = 50_000
const kinds = ['text', 'date', 'time', 'money', 'integer', 'text', 'text', 'bool'] as const
export const wideColumns: SheetColumn[] = kinds.map((kind, at) => ({ name: `c${at}`, kind }))

const WHAT = '50,000 rows x 8 columns in a sheet, 1 % changed: preview, merge and read-back against a plain overwrite'

export async function* benchSheets(): AsyncGenerator<Measurement> {
  yield* await sheets()
}

/** Our whole merge, proof included, against what most scripts do: clear the tab and send every row. */
export async function sheets(): Promise<Measurement[]> {
  const server = await startSheets({ quota: { reads: 1000, writes: 1000 } })
  try {
    const sheet = await fill(server)
    const rows = changeOnePercent(manyRows(ROWS))
    const ours = await traffic(server, async () => {
      await sheet.apply(await sheet.plan({ mode: 'merge', columns: wideColumns, key: ['c0'], rows }))
    })
    const theirs = await traffic(server, () => plainOverwrite(server, rows))
    return [
      line('sheets calls', ours.calls, theirs.calls, 'calls'),
      line('sheets written', ours.sent, theirs.sent, 'bytes'),
      {
        name: 'sheets read',
        what: 'an overwrite reads nothing and proves nothing',
        ours: ours.received,
        unit: 'bytes',
      },
      line('sheets traffic', ours.sent + ours.received, theirs.sent + theirs.received, 'bytes'),
    ]
  } finally {
    await server.stop()
  }
}

function line(name: string, ours: number, theirs: number, unit: string): Measurement {
  return { name, what: WHAT, ours, theirs, ratio: Math.round((1000 * ours) / theirs) / 1000, unit }
}

export function manyRows(count: number): Row[] {
  return Array.from({ length: count }, (_, n) => ({
    c0: `ORD-${String(n).padStart(6, '0')}`,
    c1: new Date(Date.UTC(2025, 0, 1) + (n % 365) * 86_400_000).toISOString().slice(0, 10),
    c2: new Date(Date.UTC(2025, 0, 1) + n * 600_000).toISOString(),
    c3: (n * 7919) % 5_000_000,
    c4: n % 97,
    c5: ['open', 'paid', 'sent', 'back'][n % 4],
    c6: `Customer ${(n * 31) % 9000}`,
    c7: n % 3 === 0,
  }))
}

export function changeOnePercent(rows: Row[]): Row[] {
  return rows.map((row, n) => (n % 100 === 50 ? { ...row, c5: 'changed' } : row))
}

const ID = 'bench-spreadsheet'

async function fill(server: SheetsServer) {
  const key = server.account()
  server.make({ id: ID, title: 'Bench', shares: { [key.client_email]: 'writer' }, tabs: [{ title: 'Other' }] })
  const now = () => new Date()
  const pace = newPace({ now, perMinute: 1000 })
  const sheet = await openSheet({
    spreadsheetId: ID,
    tab: 'Data',
    credentials: key,
    rootUrl: `${server.url}/`,
    now,
    pace,
  })
  await sheet.apply(await sheet.plan({ mode: 'merge', columns: wideColumns, key: ['c0'], rows: manyRows(ROWS) }))
  return sheet
}

async function traffic(server: SheetsServer, work: () => Promise<void>): Promise<Traffic> {
  const start = server.seen.length
  await work()
  const seen = server.seen.slice(start)
  const total = (field: 'sent' | 'received') => seen.reduce((sum, call) => sum + call[field], 0)
  return { calls: seen.length, sent: total('sent'), received: total('received') }
}

/** What most scripts do: clear the tab and send every row, in portions of at most 2 MB. */
async function plainOverwrite(server: SheetsServer, rows: Row[]): Promise<void> {
  const { auth, sheets: open } = await import('googleapis/build/src/apis/sheets/index.js')
  const key = server.account('script@demo-company.iam.gserviceaccount.com')
  server.share(ID, key.client_email)
  const jwt = new auth.JWT({
    email: key.client_email,
    key: key.private_key,
    scopes: ['https://www.googleapis.com/auth/spreadsheets'],
  })
  jwt.transporter.interceptors.request.add({
    resolved: async (request) => ({
      ...request,
      url: new URL(String(request.url).replace('https://oauth2.googleapis.com', server.url)),
    }),
  })
  const { spreadsheets } = open({ version: 'v4', auth: jwt, rootUrl: `${server.url}/` })
  await spreadsheets.values.clear({ spreadsheetId: ID, range: 'Data!A2:H' })
  const values = rows.map((row) => Object.values(row))
  const portion = 15_000
  for (let from = 0; from < values.length; from += portion) {
    await spreadsheets.values.update({
      spreadsheetId: ID,
      range: `Data!A${from + 2}`,
      valueInputOption: 'RAW',
      requestBody: { values: values.slice(from, from + portion) },
    })
  }
}
