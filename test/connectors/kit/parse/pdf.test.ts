import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { readPdf } from '#connectors/kit/parse/pdf.ts'
import { cellText } from '#connectors/kit/parse/table.ts'
import type { Table } from '#demo/back-office/exports.ts'
import { pdf } from '#demo/back-office/pdf.ts'
import { listOf, newFolder } from '../portal/desk.ts'

const HEADER = ['ID', 'Keterangan', 'Jumlah']

function tableOf(rows: string[][], totals: string[] = []): Table {
  const widths = [60, 120, 80]
  return {
    title: 'Laporan',
    columns: HEADER.map((title, i) => ({ title, width: widths[i]!, right: i === 2 })),
    rows,
    totals,
  }
}

function saved(bytes: Buffer): string {
  const path = join(newFolder(), 'a.pdf')
  writeFileSync(path, bytes)
  return path
}

async function read(path: string) {
  const all = await listOf(readPdf(path))
  return {
    rows: all.filter(({ loose }) => !loose),
    loose: all.filter(({ loose }) => loose).map(({ cells }) => cells[0]),
  }
}

const LOREM = 'kursi rotan dari Cirebon (garansi 2 tahun), warna cokelat tua; dikirim dengan truk'

test('5,000 rows with wrapped cells on many pages are read exactly', { timeout: 60_000 }, async () => {
  const rows = Array.from({ length: 5000 }, (_, i) => [
    `T-${i}`,
    LOREM.slice(i % 40, (i % 40) + 5 + ((i * 7) % 40)).trim(),
    `Rp ${i}.000`,
  ])
  const { rows: all, loose } = await read(saved(pdf(tableOf(rows, ['TOTAL', '', 'Rp 1']), 'Periode')))
  const cells = all.map(({ cells }) => cells.map(cellText))
  const headers = cells.filter(([first]) => first === 'ID')
  const body = cells.filter(([first]) => first !== 'ID')
  expect(headers.length).toBeGreaterThan(100)
  expect(loose.filter((text) => /^Halaman \d+ dari \d+$/.test(String(text)))).toHaveLength(headers.length)
  expect(body.slice(0, -1)).toEqual(rows)
  expect(body.at(-1)).toEqual(['TOTAL', '', 'Rp 1'])
})

test('a row says on which page it stands', async () => {
  const rows = Array.from({ length: 60 }, (_, i) => [`T-${i}`, 'x', '1'])
  const { rows: all } = await read(saved(pdf(tableOf(rows), 'Periode')))
  expect(all[1]!.where).toBe('page 1, row 2')
  expect(all.at(-1)!.where).toMatch(/^page 2, row \d+$/)
})

test('neighbours that nearly touch stay apart, and a blank cell stays blank', async () => {
  const { rows } = await read(
    saved(
      pdf(
        tableOf([
          ['A', 'sampai ke pinggir kolom ini', '999.999.999.999'],
          ['B', '', '1'],
        ]),
        'Periode',
      ),
    ),
  )
  expect(rows.slice(1).map(({ cells }) => cells)).toEqual([
    ['A', 'sampai ke pinggir kolom ini', '999.999.999.999'],
    ['B', '', '1'],
  ])
})

test('lines drawn as thin boxes or one by one make the same table, wherever the page is moved and turned to', async () => {
  const thin = '0 0 200 0.5 re 0 20 200 0.5 re 0 40 200 0.5 re 0 0 0.5 40 re 100 0 0.5 40 re 200 0 0.5 40 re f\n'
  const strokes = '0 0 m 200 0 l 0 20 m 200 20 l 0 40 m 200 40 l S 0 0 m 0 40 l 100 0 m 100 40 l 200 0 m 200 40 l S\n'
  const words =
    'BT /F1 8 Tf 1 0 0 1 4 26 Tm (Nama) Tj 100 0 Td [(K) 20 (ota)] TJ -100 -20 Td (Budi) Tj 100 0 Td (Ba) Tj (li) Tj ET\n'
  const upright = ['1.5 0 0 1.5 50 300', 0] as const
  const turned = ['0 1 -1 0 500 100', 90] as const
  for (const lines of [thin, strokes]) {
    for (const [move, rotate] of [upright, turned]) {
      const drawn = `q ${move} cm ${lines}${words}0 -60 m BT /F1 8 Tf 0 -30 Td (di bawah) Tj ET Q`
      const { rows, loose } = await read(saved(onePage(drawn, rotate)))
      expect(rows.map(({ cells }) => cells)).toEqual([
        ['Nama', 'Kota'],
        ['Budi', 'Bali'],
      ])
      expect(loose).toEqual(['di bawah'])
    }
  }
})

test('a line under a word is no row of the table', async () => {
  const grid = '0 0 m 200 0 l 0 40 m 200 40 l 0 0 m 0 40 l 100 0 m 100 40 l 200 0 m 200 40 l S\n'
  const { rows } = await read(
    saved(
      onePage(`${grid}4 18 m 20 18 l S BT /F1 8 Tf 4 20 Td (Budi) Tj 0 -10 Td (Santoso) Tj 100 5 Td (Bali) Tj ET`, 0),
    ),
  )
  expect(rows.map(({ cells }) => cells)).toEqual([['Budi\nSantoso', 'Bali']])
})

test('cut off, damaged in the middle, or locked: refused', async () => {
  const whole = pdf(tableOf(Array.from({ length: 200 }, (_, i) => [`T-${i}`, LOREM, '1'])), 'Periode')
  await expect(read(saved(whole.subarray(0, whole.length / 2)))).rejects.toThrow('cut off')
  const damaged = Buffer.from(whole)
  damaged[Math.floor(damaged.length / 2)]! ^= 0xff
  await expect(read(saved(damaged))).rejects.toThrow('damaged')
  await expect(read(saved(Buffer.from('%PDF-1.4\nnothing\n%%EOF')))).rejects.toThrow('damaged')
})

/** The least a PDF needs, around drawing instructions of a test. */
function onePage(content: string, rotate: number): Buffer {
  const packed = deflateSync(Buffer.from(content))
  const resources = '/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>'
  const text = `%PDF-1.4
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /Rotate ${rotate} /MediaBox [0 0 595 842] /Contents 4 0 R ${resources} >> endobj
4 0 obj << /Length ${packed.length} /Filter /FlateDecode >>
stream
`
  return Buffer.concat([Buffer.from(text), packed, Buffer.from('\nendstream endobj\ntrailer << /Root 1 0 R >>\n%%EOF')])
}
