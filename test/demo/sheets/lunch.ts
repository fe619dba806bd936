import { auth, sheets } from 'googleapis/build/src/apis/sheets/index.js'
import { onTestFinished } from 'vitest'
import type { KeyFile } from '#demo/sheets/auth.ts'
import { type SheetsOptions, type SheetsServer, startSheets } from '#demo/sheets/server.ts'

export const ME = 'bellhop@demo-company.iam.gserviceaccount.com'
const rows = [
  ['Day', 'Item', 'Amount'],
  ['2026-11-01', 'Soup', 10],
  ['2026-11-02', 'Rice', 20.5],
  [null, 'Total', '=SUM(C2:C3)'],
]

export async function start(options: SheetsOptions = {}) {
  const server = await startSheets(options)
  onTestFinished(() => server.stop())
  const key = server.account(ME)
  const spreadsheetId = server.make({
    title: 'Lunch',
    tabs: [{ title: 'Daily', rows }, { title: 'My Sheet' }],
    shares: { [ME]: 'writer' },
  })
  const { spreadsheets } = client(server, key)
  return { server, key, spreadsheetId, spreadsheets, values: spreadsheets.values }
}

export function client(server: SheetsServer, key: Pick<KeyFile, 'client_email' | 'private_key'>) {
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
  return sheets({ version: 'v4', auth: jwt, rootUrl: `${server.url}/`, retry: false })
}
