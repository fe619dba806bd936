import { Workbook } from 'exceljs'
import { expect, test } from 'vitest'
import { writeTable } from '#bot/kit/table-file.ts'
import { drawTable } from '#bot/kit/table-picture.ts'
import { HARD, table } from '../messages.ts'

const columns = [
  { name: 'Branch' },
  { name: 'Day', unit: 'date' as const },
  { name: 'Revenue', unit: 'money' as const, currency: 'THB' },
]

async function read(bytes: Buffer) {
  const book = new Workbook()
  await book.xlsx.load(bytes as never)
  return book.worksheets[0]!
}

test('in the sheet numbers are numbers, days are days, and a formula is text', async () => {
  const sheet = await read(
    await writeTable({
      kind: 'table',
      columns,
      rows: [
        ['=HYPERLINK("https://evil.example")', '2026-11-20', 1234.5],
        ['x', null, Number.NaN],
      ],
    }),
  )
  expect(sheet.getRow(1).values).toEqual([undefined, 'Branch', 'Day', 'Revenue, THB'])
  expect(sheet.getRow(2).values).toEqual([
    undefined,
    '=HYPERLINK("https://evil.example")',
    new Date('2026-11-20T00:00:00Z'),
    1234.5,
  ])
  expect(sheet.getCell('A2').formula).toBeUndefined()
  expect(sheet.getCell('C2').numFmt).toBe('#,##0.00')
})

test('a hard table is drawn in a shape that Telegram takes', async () => {
  const words = Object.values(HARD)
  for (const [width, height] of [
    [10, 25],
    [10, 1],
    [1, 25],
  ] as const) {
    const png = await drawTable(table(width, height, (r, c) => words[(r + c) % words.length]!))
    const [w, h] = [png.readUInt32BE(16), png.readUInt32BE(20)]
    expect(w + h).toBeLessThan(10_000)
    expect(Math.max(w / h, h / w)).toBeLessThan(20)
  }
})
