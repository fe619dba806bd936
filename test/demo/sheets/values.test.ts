import { expect, test } from 'vitest'
import { start } from './lunch.ts'

test('values come back formatted, unformatted or as formulas, without empty ends', async () => {
  const { values, spreadsheetId } = await start()
  const get = async (valueRenderOption?: string, more = {}) =>
    (
      await values.get({
        spreadsheetId,
        range: 'Daily!A1:E9',
        ...(valueRenderOption && { valueRenderOption }),
        ...more,
      })
    ).data
  expect(await get()).toEqual({
    range: 'Daily!A1:E9',
    majorDimension: 'ROWS',
    values: [
      ['Day', 'Item', 'Amount'],
      ['11/1/2026', 'Soup', '10'],
      ['11/2/2026', 'Rice', '20.5'],
      ['', 'Total', '30.5'],
    ],
  })
  expect((await get('UNFORMATTED_VALUE')).values?.slice(1)).toEqual([
    [46327, 'Soup', 10],
    [46328, 'Rice', 20.5],
    ['', 'Total', 30.5],
  ])
  expect((await get('FORMULA')).values?.[3]).toEqual(['', 'Total', '=SUM(C2:C3)'])
  expect((await get('UNFORMATTED_VALUE', { dateTimeRenderOption: 'FORMATTED_STRING' })).values?.[1]).toEqual([
    '11/1/2026',
    'Soup',
    10,
  ])
  expect((await get('FORMULA', { majorDimension: 'COLUMNS' })).values?.[0]).toEqual(['Day', 46327, 46328])
  expect((await values.get({ spreadsheetId, range: "'My Sheet'!A1:B2" })).data).toEqual({
    range: "'My Sheet'!A1:B2",
    majorDimension: 'ROWS',
  })
})

test('what is typed becomes a number, a date or a formula, what is raw stays as it is', async () => {
  const { values, spreadsheetId, server } = await start()
  const typed = ['1,234.5', '50%', '$3', '12/31/2026', '=1+1', '+A1', 'TRUE', "'007", '2026-02-01 08:30']
  const put = (valueInputOption: string, range: string) =>
    values.update({ spreadsheetId, range, valueInputOption, requestBody: { values: [typed] } })
  expect((await put('USER_ENTERED', 'Daily!A10')).data).toEqual({
    spreadsheetId,
    updatedRange: 'Daily!A10:I10',
    updatedRows: 1,
    updatedColumns: 9,
    updatedCells: 9,
  })
  await put('RAW', 'Daily!A11')
  const cells = server.book(spreadsheetId).tabs[0]!.rows
  expect(cells[9]!.map((cell) => cell?.formula ?? cell?.value)).toEqual([
    1234.5,
    0.5,
    3,
    46387,
    '=1+1',
    '=+A1',
    true,
    '007',
    46054 + 8.5 / 24,
  ])
  expect(cells[10]!.map((cell) => cell?.value)).toEqual(typed)
  await expect(values.update({ spreadsheetId, range: 'Daily!A1', requestBody: { values: [[1]] } })).rejects.toThrow(
    "'valueInputOption' is required",
  )
})

test('null leaves a cell and an empty text clears it', async () => {
  const { values, spreadsheetId } = await start()
  await values.update({
    spreadsheetId,
    range: 'Daily!A2:C2',
    valueInputOption: 'RAW',
    requestBody: { values: [[null, '', 11]] },
  })
  expect(
    (await values.get({ spreadsheetId, range: 'Daily!A2:C2', valueRenderOption: 'UNFORMATTED_VALUE' })).data.values,
  ).toEqual([[46327, '', 11]])
})

test('append goes below the table and grows the grid, update beyond the grid is refused', async () => {
  const { values, spreadsheetId, server } = await start()
  server.batch(spreadsheetId, [
    { deleteDimension: { range: { sheetId: 0, dimension: 'ROWS', startIndex: 5, endIndex: 1000 } } },
  ])
  const append = () =>
    values.append({
      spreadsheetId,
      range: 'Daily!A1',
      valueInputOption: 'RAW',
      insertDataOption: 'INSERT_ROWS',
      requestBody: { values: [['x'], ['y']] },
    })
  expect((await append()).data).toMatchObject({ updates: { updatedRange: 'Daily!A5:A6', updatedCells: 2 } })
  expect(server.book(spreadsheetId).tabs[0]!.rowCount).toBe(6)
  await expect(
    values.update({ spreadsheetId, range: 'Daily!A7', valueInputOption: 'RAW', requestBody: { values: [['z']] } }),
  ).rejects.toMatchObject({
    status: 400,
    message: 'Range (Daily!A7) exceeds grid limits. Max rows: 6, max columns: 26',
  })
})

test('clear, batchGet, batchUpdate and batchClear of values answer as Google does', async () => {
  const { values, spreadsheetId } = await start()
  expect((await values.clear({ spreadsheetId, range: 'Daily!A2:B2' })).data).toEqual({
    spreadsheetId,
    clearedRange: 'Daily!A2:B2',
  })
  const data = [
    { range: 'Daily!A2', values: [['a']] },
    { range: "'My Sheet'!B1:B2", values: [[1], [2]] },
  ]
  expect(
    (await values.batchUpdate({ spreadsheetId, requestBody: { valueInputOption: 'RAW', data } })).data,
  ).toMatchObject({ totalUpdatedCells: 3, totalUpdatedSheets: 2 })
  const { data: got } = await values.batchGet({ spreadsheetId, ranges: ['Daily!A2:B2', "'My Sheet'!B:B"] })
  expect(got.valueRanges?.map((range) => range.values)).toEqual([[['a']], [['1'], ['2']]])
  expect(
    (await values.batchClear({ spreadsheetId, requestBody: { ranges: ['Daily!A:A'] } })).data.clearedRanges,
  ).toEqual(['Daily!A1:A1000'])
})

test.each([
  ['=1+2*3', 7],
  ['=(1+2)*3', 9],
  ['=A2*2', 92654],
  ['=-C2^2', 100],
  ['=10%', 0.1],
  ['=C2/0', '#DIV/0!'],
  ['=NOPE(1)', '#NAME?'],
  ['=B2+1', '#VALUE!'],
  ['=AVERAGE(C2:C3)', 15.25],
  ['=IF(C2>5,"big","small")', 'big'],
  ['=IFERROR(1/0,"none")', 'none'],
  ['=B2&" of "&C2', 'Soup of 10'],
  ['=COUNT(C:C)', 3],
  ['=ROUND(20.456,1)', 20.5],
  ['=SUM(Daily!C2:C3)', 30.5],
  ['=E1', '#REF!'],
])('%s shows %s', async (formula, shown) => {
  const { values, spreadsheetId } = await start()
  await values.update({
    spreadsheetId,
    range: 'Daily!E1',
    valueInputOption: 'USER_ENTERED',
    requestBody: { values: [[formula]] },
  })
  expect(
    (await values.get({ spreadsheetId, range: 'Daily!E1', valueRenderOption: 'UNFORMATTED_VALUE' })).data.values,
  ).toEqual([[shown]])
})
