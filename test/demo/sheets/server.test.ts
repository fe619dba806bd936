import type { auth } from 'googleapis/build/src/apis/sheets/index.js'
import { expect, onTestFinished, test } from 'vitest'
import type { KeyFile } from '#demo/sheets/auth.ts'
import { startSheets } from '#demo/sheets/server.ts'
import { client, ME, start } from './lunch.ts'

test('a batch is applied whole or not at all, and says which request was wrong', async () => {
  const { spreadsheets, spreadsheetId, server } = await start()
  const before = server.save()
  const requests = [
    {
      updateCells: {
        start: { sheetId: 0, rowIndex: 0, columnIndex: 0 },
        rows: [{ values: [{ userEnteredValue: { stringValue: 'x' } }] }],
        fields: 'userEnteredValue',
      },
    },
    { addSheet: { properties: { title: 'daily' } } },
  ]
  await expect(spreadsheets.batchUpdate({ spreadsheetId, requestBody: { requests } })).rejects.toMatchObject({
    status: 400,
    message: 'Invalid requests[1].addSheet: A sheet with the name "daily" already exists. Please enter another name.',
  })
  expect(server.save()).toBe(before)
})

test('inserted and deleted rows move formulas and filters along', async () => {
  const { spreadsheets, values, spreadsheetId, server } = await start()
  const range = (startIndex: number, endIndex: number) => ({
    range: { sheetId: 0, dimension: 'ROWS', startIndex, endIndex },
  })
  const formula = async (range: string) =>
    (await values.get({ spreadsheetId, range, valueRenderOption: 'FORMULA' })).data.values
  await values.update({
    spreadsheetId,
    range: "'My Sheet'!A1",
    valueInputOption: 'USER_ENTERED',
    requestBody: { values: [['=Daily!C4*2', '=C4']] },
  })
  await spreadsheets.batchUpdate({
    spreadsheetId,
    requestBody: {
      requests: [
        { setBasicFilter: { filter: { range: { sheetId: 0, startRowIndex: 0, endRowIndex: 3 } } } },
        { insertDimension: range(2, 4) },
      ],
    },
  })
  expect(await formula('Daily!C6')).toEqual([['=SUM(C2:C5)']])
  expect(await formula("'My Sheet'!A1:B1")).toEqual([['=Daily!C6*2', '=C4']])
  expect(server.book(spreadsheetId).tabs[0]!.filter?.area).toMatchObject({ r0: 0, r1: 5 })
  await spreadsheets.batchUpdate({ spreadsheetId, requestBody: { requests: [{ deleteDimension: range(5, 6) }] } })
  expect(await formula("'My Sheet'!A1")).toEqual([['=#REF!*2']])
})

test('get tells tabs, sizes, filters and notes, and obeys a field mask', async () => {
  const { spreadsheets, spreadsheetId, server } = await start()
  server.batch(spreadsheetId, [
    {
      createDeveloperMetadata: {
        developerMetadata: { metadataId: 7, metadataKey: 'k', metadataValue: 'v', location: { sheetId: 0 } },
      },
    },
  ])
  const fields =
    'properties.title,sheets(properties(title,gridProperties.rowCount),developerMetadata(metadataId,metadataValue))'
  expect((await spreadsheets.get({ spreadsheetId, fields })).data).toEqual({
    properties: { title: 'Lunch' },
    sheets: [
      {
        properties: { title: 'Daily', gridProperties: { rowCount: 1000 } },
        developerMetadata: [{ metadataId: 7, metadataValue: 'v' }],
      },
      { properties: { title: 'My Sheet', gridProperties: { rowCount: 1000 } } },
    ],
  })
  const { data } = await spreadsheets.get({
    spreadsheetId,
    ranges: ['Daily!C4'],
    fields: 'sheets.data.rowData.values(userEnteredValue,effectiveValue)',
  })
  expect(data.sheets?.[0]?.data?.[0]?.rowData?.[0]?.values).toEqual([
    { userEnteredValue: { formulaValue: '=SUM(C2:C3)' }, effectiveValue: { numberValue: 30.5 } },
  ])
  expect(() =>
    server.batch(spreadsheetId, [{ createDeveloperMetadata: { developerMetadata: { metadataId: 7 } } }]),
  ).toThrow('ID 7 already exists')
})

test('a key that was not made here, or is not shared with, gets no further', async () => {
  const { server, key, spreadsheetId } = await start()
  const other = server.account('other@demo-company.iam.gserviceaccount.com')
  const ask = (who: Pick<KeyFile, 'client_email' | 'private_key'>, id = spreadsheetId) =>
    client(server, who).spreadsheets.get({ spreadsheetId: id })
  await expect(ask(other)).rejects.toMatchObject({ status: 403, message: 'The caller does not have permission' })
  await expect(ask({ ...key, private_key: other.private_key })).rejects.toThrow('invalid_grant')
  await expect(ask(key, 'unknown')).rejects.toMatchObject({ status: 404, message: 'Requested entity was not found.' })
  server.share(spreadsheetId, other.client_email, 'reader')
  expect((await ask(other)).status).toBe(200)
  const write = client(server, other).spreadsheets.values.clear({ spreadsheetId, range: 'Daily!A1' })
  await expect(write).rejects.toMatchObject({ status: 403 })
})

test('the quota of a minute is counted for reads and writes apart, and filled anew', async () => {
  let time = 0
  const { values, spreadsheetId } = await start({ quota: { reads: 2, writes: 1 }, now: () => 1_800_000_000_000 + time })
  const read = () => values.get({ spreadsheetId, range: 'Daily!A1' })
  await read()
  await read()
  await expect(read()).rejects.toMatchObject({
    status: 429,
    response: {
      data: {
        error: {
          status: 'RESOURCE_EXHAUSTED',
          details: [{ reason: 'RATE_LIMIT_EXCEEDED', metadata: { quota_limit_value: '2' } }],
        },
      },
    },
  })
  await values.clear({ spreadsheetId, range: 'Daily!A1' })
  await expect(values.clear({ spreadsheetId, range: 'Daily!A1' })).rejects.toMatchObject({ status: 429 })
  time = 60_000
  expect((await read()).status).toBe(200)
})

test('a lost answer was applied, a cut line was not', async () => {
  const { server, values, spreadsheetId } = await start()
  const write = (text: string) =>
    values.update(
      { spreadsheetId, range: 'Daily!E5', valueInputOption: 'RAW', requestBody: { values: [[text]] } },
      { retry: false },
    )
  server.fail({ kind: 'cut', on: 'values.update' })
  await expect(write('cut')).rejects.toThrow()
  expect(server.book(spreadsheetId).tabs[0]!.rows[4]).toBeUndefined()
  server.fail({ kind: 'lost', on: 'values.update' })
  await expect(write('lost')).rejects.toThrow()
  expect(server.book(spreadsheetId).tabs[0]!.rows[4]![4]!.value).toBe('lost')
})

test('a saved state comes back in another server', async () => {
  const { server, spreadsheetId } = await start()
  const second = await startSheets({ state: server.save() })
  onTestFinished(() => second.stop())
  expect(second.save()).toBe(server.save())
  expect(second.book(spreadsheetId).title).toBe('Lunch')
})

test('a sheet can be made and found by name', async () => {
  const { spreadsheets, server, key } = await start()
  const { data } = await spreadsheets.create({
    requestBody: { properties: { title: "Dewi's sheet" }, sheets: [{ properties: { title: 'One' } }] },
  })
  const jwt = client(server, key).context._options.auth as InstanceType<typeof auth.JWT>
  const { token } = await jwt.getAccessToken()
  const query = new URLSearchParams({ q: "name = 'Dewi\\'s sheet' and trashed = false" })
  const found = await fetch(`${server.url}/drive/v3/files?${query}`, { headers: { authorization: `Bearer ${token}` } })
  expect(await found.json()).toMatchObject({
    files: [{ id: data.spreadsheetId, mimeType: 'application/vnd.google-apps.spreadsheet' }],
  })
  expect((await fetch(`${server.url}/drive/v3/files`)).status).toBe(401)
})

test('the page shows a sheet as people see it, marks what was changed and takes nothing for HTML', async () => {
  const { server, values, spreadsheetId } = await start()
  await values.update({
    spreadsheetId,
    range: 'Daily!B2:C2',
    valueInputOption: 'RAW',
    requestBody: { values: [['<script>alert(1)</script>', 12]] },
  })
  const page = await (await fetch(`${server.url}/spreadsheets/d/${spreadsheetId}/edit`)).text()
  expect(page).not.toContain('<script>')
  expect(page).toContain('&lt;script&gt;')
  expect(page).toContain('2 cells changed')
  expect(page).toContain(`Was 10, changed by ${ME}`)
  expect(page).toContain('>32.5<')
  expect(page).toContain('11/1/2026')
  expect((await fetch(`${server.url}/spreadsheets/d/unknown`)).status).toBe(404)
  expect(await (await fetch(server.url)).text()).toContain('Lunch')
})
