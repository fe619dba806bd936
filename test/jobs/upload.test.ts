import { Buffer } from 'node:buffer'
import { zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { listDatasets } from '#db/dataset-state.ts'
import { runPlan } from '#db/plan/run.ts'
import { bookOf } from '#db/quick.ts'
import { planReader } from '#jobs/kit/answer/knowledge.ts'
import { keepFile } from '#jobs/kit/files.ts'
import { start } from '#jobs/kit/start.ts'
import { upload } from '#jobs/upload.ts'
import { ended, startHouse, type TestHouse } from '../kit/house.ts'

async function takeIn(house: TestHouse, name: string, content: string | Buffer | Uint8Array) {
  const file = await keepFile(house.workspace, Buffer.from(content as string), { name, by: 'ann' }, house.now())
  const { run } = await start(house, house.workspace, upload, { file: file.id }, { by: 'ann', place: 'terminal:t' })
  const done = await ended(house, run.id)
  return { ...done, said: JSON.stringify(done.outcome) }
}
const rowsOf = async (house: TestHouse, dataset: string, columns: string[]) => {
  const datasets = await listDatasets(house.workspace.db)
  return (await runPlan(planReader(house.workspace.reader, {}), { dataset, rows: columns }, datasets)).rows
}

const CSV =
  'Tanggal,Cabang,Jumlah,Harga\n31/12/2025,Bandung,3,"Rp 1.234.567,50"\n01/01/2026,"Bali, Kuta",,"Rp 10.000,00"\n'

test('a file becomes a dataset, and says how each column was read', async () => {
  const house = await startHouse()
  const { said, state } = await takeIn(house, 'Penjualan Bali.csv', CSV)
  expect(state).toBe('succeeded')
  expect(said).toContain('date (d/M/yyyy)')
  expect(await rowsOf(house, 'penjualan-bali', ['tanggal', 'cabang', 'jumlah', 'harga'])).toEqual([
    ['2025-12-31', 'Bandung', 3, 1234567.5],
    ['2026-01-01', 'Bali, Kuta', null, 10000],
  ])
})

test('the same file again changes nothing, a corrected one takes its place', async () => {
  const house = await startHouse()
  await takeIn(house, 'sheet.csv', 'a,b\nx,1\ny,2\n')
  expect((await takeIn(house, 'sheet.csv', 'a,b\nx,1\ny,2\n')).said).toContain('"label":"Same","value":"2"')
  await takeIn(house, 'sheet.csv', 'a,b\nx,5\n')
  expect(await rowsOf(house, 'sheet', ['a', 'b'])).toEqual([['x', 5]])
})

test('what is in doubt is said, never decided in silence', async () => {
  const house = await startHouse()
  expect((await takeIn(house, 'd.csv', 'day,n\n03/04/2026,"1,234"\n05/06/2026,"2,345"\n')).said).toMatch(
    /days were read before months.*|English numbers/,
  )
})

test('a year of another calendar stays text rather than be wrong by centuries', async () => {
  const house = await startHouse()
  await takeIn(house, 'th.csv', 'day,n\n31/12/2568,1\n30/12/2568,2\n')
  expect(await rowsOf(house, 'th', ['day'])).toEqual([['31/12/2568'], ['30/12/2568']])
})

describe('what is refused, with a sentence', () => {
  test.each([
    [
      'a web page that calls itself a workbook',
      'report.xlsx',
      '<!doctype html><html><body>Please sign in</body></html>',
      /web page/,
    ],
    ['an old Excel file', 'old.xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'), /\.xls/],
    ['an empty file', 'nothing.csv', '', /empty/],
    ['a file of no kind we know', 'thing.csv', Buffer.from([1, 2, 0, 3, 4, 0, 0, 9]), /no kind of file/],
    ['a text without a table', 'prose.csv', '1\n2\n3\n', /no table/],
    ['a header without rows', 'head.csv', 'a,b\n', /no table/],
  ])('%s', async (_, name, content, words) => {
    const house = await startHouse()
    const { state, said } = await takeIn(house, name, content)
    expect(state).toBe('failed')
    expect(said).toMatch(words)
    expect(said).not.toContain('on my side')
    expect(await listDatasets(house.workspace.db)).toEqual([])
  })

  test('a zip bomb that calls itself a workbook', async () => {
    const house = await startHouse()
    const sheet = Buffer.alloc(300 * 2 ** 20, 32)
    const { state, said } = await takeIn(
      house,
      'bomb.xlsx',
      zipSync({ '[Content_Types].xml': Buffer.from('<Types/>'), 'xl/worksheets/sheet1.xml': sheet }, { level: 9 }),
    )
    expect(state).toBe('failed')
    expect(said).not.toContain('on my side')
  })
})

test('a file with the name of a dataset we ship gets one of its own', async () => {
  const house = await startHouse()
  const { said, state } = await takeIn(house, 'sales.csv', 'a,b\nx,1\n')
  expect(state).toBe('succeeded')
  expect(said).toContain('sales.csv is now the dataset sales-file')
})

test('a path as a name is only a label', async () => {
  const house = await startHouse()
  const { said } = await takeIn(house, '../../etc/passwd.csv', 'a,b\nx,1\n')
  expect(said).toContain('passwd.csv is now the dataset passwd')
})

test('formulas in cells are text', async () => {
  const house = await startHouse()
  await takeIn(house, 'f.csv', 'name,n\n=HYPERLINK("http://x"),1\n@here,2\n')
  expect(await rowsOf(house, 'f', ['name'])).toEqual([['=HYPERLINK("http://x")'], ['@here']])
})

test('what people would group by is told from names, numbers and prices, so that the days are booked', async () => {
  const house = await startHouse()
  const lines = Array.from({ length: 60 }, (_, i) => {
    const day = String(1 + (i % 28)).padStart(2, '0')
    return `ORD-${i},2026-10-${day},${['Bali', 'Phuket', 'Hua Hin'][i % 3]},${['cash', 'card'][i % 2]},Guest ${i},${1 + (i % 4)},${10 + i * 5}`
  })
  await takeIn(house, 'stays.csv', `order no,day,resort,paid by,guest,nights,price\n${lines.join('\n')}\n`)
  const [dataset] = await listDatasets(house.workspace.db)
  expect(Object.keys(dataset!.dimensions)).toEqual(['resort', 'paid_by'])
  expect(dataset!.columns).toMatchObject({ guest: { role: 'label' }, price: { additive: false } })
  expect(bookOf(dataset!)).toMatchObject({ day: 'day', dimensions: ['resort', 'paid_by'] })
})

test('a table of three lines has no groups that repeat, and its numbers stay numbers', async () => {
  const house = await startHouse()
  await takeIn(house, 'few.csv', 'who,n\nAnn,1\nBen,2\nCho,3\n')
  const [dataset] = await listDatasets(house.workspace.db)
  expect(dataset!.dimensions).toEqual({})
  expect(dataset!.columns.n).not.toHaveProperty('role', 'id')
})
