import { expect, test } from 'vitest'
import { type Parsed, readRows, type TableRules } from '#connectors/kit/parse/rows.ts'
import type { RawCell, TableRow } from '#connectors/kit/parse/table.ts'
import { listOf } from '../portal/desk.ts'

const RULES: TableRules = {
  locale: 'id-ID',
  zone: 'Asia/Jakarta',
  columns: [
    { header: 'ID', to: 'id', as: 'text' },
    { header: 'Jumlah', to: 'amount', as: 'money', prefix: 'Rp' },
    { header: 'Catatan', to: 'note', as: 'text', optional: true },
  ],
  fixed: { currency: 'IDR' },
  total: { starts: 'TOTAL', sums: ['amount'] },
  noData: ['Tidak ada data'],
}

async function parsed(lines: (RawCell[] | TableRow)[], rules = RULES): Promise<Parsed[]> {
  async function* source() {
    for (const [i, line] of lines.entries()) yield Array.isArray(line) ? { where: `row ${i + 1}`, cells: line } : line
  }
  return listOf(readRows(source(), rules))
}

test('titles, blanks and repeated headers fall away; columns stand in any order', async () => {
  const got = await parsed([
    ['Laporan'],
    [],
    ['Jumlah', 'Lain', ' id '],
    ['Rp 5', 'x', 'A'],
    ['Jumlah', 'Lain', 'ID'],
    ['Rp 6', '', 'B'],
  ])
  expect(got).toEqual([
    { at: 'row 4', row: { id: 'A', amount: 500, currency: 'IDR' } },
    { at: 'row 6', row: { id: 'B', amount: 600, currency: 'IDR' } },
  ])
})

test('a row that cannot be read is told with its place, every reason and what it says', async () => {
  const [reject] = await parsed([
    ['ID', 'Jumlah'],
    ['', 'Rp five'],
  ])
  expect(reject).toEqual({
    reject: {
      at: 'row 2',
      reason: expect.stringMatching(/^ID is empty; Jumlah "Rp five" is no number written like Rp/),
      raw: ' | Rp five',
    },
  })
})

test('the row of totals is no row', async () => {
  expect(
    await parsed([
      ['ID', 'Jumlah'],
      ['A', 'Rp 5'],
      ['Total semua', 'Rp 5'],
    ]),
  ).toEqual([expect.objectContaining({ at: 'row 2' }), { at: 'row 3', total: { amount: 500 } }])
})

test('what the file says about no data is heard inside and outside the table', async () => {
  const heard = [expect.objectContaining({ noData: expect.stringContaining('Tidak ada data') })]
  expect(
    await parsed([
      ['ID', 'Jumlah'],
      ['Tidak ada data untuk rentang ini', ''],
    ]),
  ).toEqual(heard)
  expect(await parsed([{ where: 'page 1', cells: ['Tidak ada data'], loose: true }])).toEqual(heard)
})

test('text beside the table is never a row', async () => {
  expect(await parsed([['ID', 'Jumlah'], { where: 'page 1', cells: ['Halaman 1 dari 2'], loose: true }])).toEqual([])
})

test('a file without the columns is refused with what is there instead', async () => {
  await expect(
    parsed([
      ['Kode', 'Jumlah'],
      ['A', 'Rp 5'],
    ]),
  ).rejects.toThrow('no column ID. It says: Kode | Jumlah')
})
