import { expect, test } from 'vitest'
import { csvOf } from '#connectors/csv.ts'
import type { Sheet } from '#connectors/excel.ts'

async function written(columns: Sheet['columns'], rows: Sheet['rows'], zone = 'Asia/Bangkok'): Promise<string> {
  let all = ''
  for await (const part of csvOf({ name: 'x', columns, rows, zone })) all += part
  return all
}

test('Excel is told that it is UTF-8, so that Thai names are read right', async () => {
  const csv = await written([{ name: 'สาขา' }], [['กรุงเทพ']])
  expect(Buffer.from(csv).subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
  expect(csv).toBe('\ufeffสาขา\r\nกรุงเทพ\r\n')
})

test('numbers are numbers, money says its currency, times are those of the zone', async () => {
  const columns: Sheet['columns'] = [
    { name: 'amount', unit: 'money', currency: 'THB' },
    { name: 'share', unit: 'percent' },
    { name: 'day', unit: 'date' },
    { name: 'when', unit: 'time' },
  ]
  const csv = await written(columns, [
    [-12.5, 1 / 3, '2026-11-20', '2026-11-20T18:30:00.000Z'],
    [Number.NaN, null, null, null],
  ])
  expect(csv).toBe('\ufeff"amount, THB",share,day,when\r\n-12.5,0.333333,2026-11-20,2026-11-21 01:30:00\r\n,,,\r\n')
})

test.each(['=1+1', '=1\n+2', '  =1', '+cmd|calc', '-2+3', '@SUM(A1)', '\t=1', '\r=1', '＝1'])(
  '%j is text to a spreadsheet, never a formula',
  async (evil) => {
    const csv = await written([{ name: evil }], [[evil]])
    for (const line of csv
      .slice(1)
      .split(/(?<=[^\n\r])\r\n/)
      .filter(Boolean))
      expect(line).toMatch(/^"?'/)
  },
)

test('quotes, commas and lines stay within their cell, and long tables come whole', async () => {
  const rows = Array.from({ length: 2500 }, (_, i) => [`"${i}", a\nb`])
  const lines = (await written([{ name: 'x' }], rows)).split('\r\n')
  expect(lines[2500]).toBe('"""2499"", a\nb"')
  expect(lines).toHaveLength(2502)
})
