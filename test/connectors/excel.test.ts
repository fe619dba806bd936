import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { type Sheet, writeWorkbook } from '#connectors/excel.ts'
import { tempDir } from '../kit/house.ts'

async function written(...sheets: Sheet[]) {
  const path = join(tempDir(), 'book.xlsx')
  const { rows } = await writeWorkbook(path, sheets)
  const book = new ExcelJS.Workbook()
  await book.xlsx.readFile(path)
  return { rows, book, xml: unzipSync(readFileSync(path)) }
}

const columns: Sheet['columns'] = [
  { name: 'who' },
  { name: 'amount', unit: 'money', currency: 'THB' },
  { name: 'share', unit: 'percent' },
  { name: 'day', unit: 'date' },
  { name: 'when', unit: 'time' },
]

test('numbers are numbers, days are days, and times are those of the zone', async () => {
  const row = ['Ann', 12.5, 0.125, '2026-11-20', '2026-11-20T18:30:00.000Z']
  const { book } = await written({ name: 'Sales', columns, rows: [row], zone: 'Asia/Bangkok' })
  const page = book.getWorksheet('Sales')!
  expect(page.getRow(1).values).toEqual([undefined, 'who', 'amount, THB', 'share', 'day', 'when'])
  expect(page.getRow(2).values).toEqual([
    undefined,
    'Ann',
    12.5,
    0.125,
    new Date('2026-11-20T00:00:00Z'),
    new Date('2026-11-21T01:30:00Z'),
  ])
  expect(page.getCell('B2').numFmt).toBe('#,##0.00')
  expect(page.getCell('A1').font?.bold).toBe(true)
  expect(page.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 })
})

test('what looks like a formula is text, and stays text when it is edited', async () => {
  const evil = ['=1+1', '=HYPERLINK("http://x","y")', '+cmd|calc', '-2+3', '@SUM(A1)', '\t=1']
  const { book, xml } = await written({ name: 'x', columns: [{ name: '=title()' }], rows: evil.map((text) => [text]) })
  const page = book.worksheets[0]!
  evil.forEach((text, i) => {
    expect(page.getCell(i + 2, 1).value).toBe(text)
    expect(page.getCell(i + 2, 1).numFmt).toBe('@')
  })
  expect(strFromU8(xml['xl/worksheets/sheet1.xml']!)).not.toContain('<f>')
})

test('letters that a file can not hold, very long texts and odd names do no harm', async () => {
  const rows = [
    ['a\u0000b\u0007c\ud800 & <d> 🦉 สวัสดี', 1, null, 'no day', 'no time'],
    ['x'.repeat(40_000), Number.NaN],
  ]
  const { book } = await written(
    { name: "O'Brien: [all]/*", columns, rows },
    { name: "O'Brien: [all]/*", columns, rows: [] },
  )
  expect(book.worksheets).toHaveLength(2)
  const [first] = book.worksheets
  expect(first!.getCell('A2').value).toBe('abc\ufffd & <d> 🦉 สวัสดี')
  expect(first!.getCell('D2').value).toBe('no day')
  expect(String(first!.getCell('A3').value)).toHaveLength(32_767)
  expect(first!.getCell('B3').value).toBeNull()
})

test('rows may come one by one, and as many as there are', async () => {
  async function* many() {
    for (let i = 0; i < 3000; i++) yield [`row ${i}`, i]
  }
  const { rows, book } = await written({
    name: 'Many',
    columns: [{ name: 'n' }, { name: 'i', unit: 'count' }],
    rows: many(),
  })
  expect(rows).toBe(3000)
  expect(book.getWorksheet('Many')!.getCell('B3001').value).toBe(2999)
})
