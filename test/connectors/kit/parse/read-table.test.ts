import { createWriteStream, readdirSync, readlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { strToU8, zipSync } from 'fflate'
import { writeXlsx, writeXlsxStream } from 'hucre/xlsx'
import { describe, expect, test } from 'vitest'
import { Fault } from '#connectors/kit/fault.ts'
import { type ReadTableOptions, readTable } from '#connectors/kit/parse/read-table.ts'
import { checkZip } from '#connectors/kit/parse/zip.ts'
import { listOf, newFolder } from '../portal/desk.ts'

function saved(bytes: Uint8Array | string, name = 'upload'): string {
  const path = join(newFolder(), name)
  writeFileSync(path, bytes)
  return path
}

async function read(path: string, options?: ReadTableOptions) {
  const { kind, rows } = await readTable(path, options)
  return { kind, rows: await listOf(rows) }
}

const cellsOf = async (path: string, options?: ReadTableOptions) =>
  (await read(path, options)).rows.map(({ cells }) => cells)

describe('xlsx', () => {
  test('gives real numbers, dates and texts, from the sheet that was asked for', async () => {
    const day = new Date('2025-12-31T00:00:00Z')
    const book = await writeXlsx({
      sheets: [
        { name: 'One', rows: [['A', 1.5, true]] },
        {
          name: 'Two',
          columns: [{}, { numFmt: 'dd/mm/yyyy' }],
          rows: [
            ['B', day],
            ['=1+1', null],
          ],
        },
      ],
    })
    const path = saved(book)
    expect(await cellsOf(path)).toEqual([['A', 1.5, true]])
    expect((await cellsOf(path, { sheet: 'Two' }))[0]).toEqual(['B', day])
    expect((await read(path)).kind).toBe('xlsx')
  })

  test('20,000 rows come one by one, with their numbers', async () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => [`T-${i}`, i, 'kursi'])
    const path = join(newFolder(), 'big.xlsx')
    await pipeline(Readable.fromWeb(writeXlsxStream(rows, { name: 'S' }) as never), createWriteStream(path))
    const all = (await read(path)).rows
    expect(all).toHaveLength(20_000)
    expect(all.at(-1)).toEqual({ where: 'row 20000', cells: ['T-19999', 19_999, 'kursi'] })
  })

  test('cut off or with a single wrong byte it is refused before a row is read', async () => {
    const book = await writeXlsx({
      sheets: [{ name: 'S', rows: Array.from({ length: 500 }, (_, i) => [i, `kursi ${i * 7}`]) }],
    })
    await expect(read(saved(book.subarray(0, book.length - 30)))).rejects.toThrow('cut off')
    for (const at of [0.2, 0.5, 0.7]) {
      const wrong = Uint8Array.from(book)
      wrong[Math.floor(book.length * at)]! ^= 0x55
      await expect(read(saved(wrong)), `at ${at}`).rejects.toThrow(/damaged|can't be read/)
    }
  })

  test('a zip that is no workbook is refused', async () => {
    await expect(read(saved(zipSync({ 'a.txt': strToU8('hello') })))).rejects.toThrow("can't be read")
  })

  test('bombs are not unpacked: too much, too dense, too many, or more than they claim', async () => {
    const zeros = saved(zipSync({ 'xl/a.xml': new Uint8Array(30_000_000) }))
    await expect(checkZip(zeros)).rejects.toThrow(/unpacks to \d+ times its size/)
    await expect(checkZip(zeros, { bytes: 1_000_000 })).rejects.toThrow('1 MB are allowed')
    const many = saved(zipSync(Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`${i}`, strToU8('x')]))))
    await expect(checkZip(many, { entries: 20 })).rejects.toThrow('holds 30 parts')
    const liar = Buffer.from(zipSync({ 'xl/a.xml': new Uint8Array(3_000_000) }))
    liar.writeUInt32LE(1000, liar.lastIndexOf(Buffer.from('PK\x01\x02', 'latin1')) + 24)
    await expect(checkZip(saved(liar))).rejects.toThrow('more than it claims')
  })
})

describe('csv', () => {
  test('quotes, breaks inside cells and any delimiter', async () => {
    const path = saved('ID;Nama\n1;"Budi; Santoso"\n2;"dua\nbaris"\n')
    expect((await cellsOf(path)).slice(0, 3)).toEqual([
      ['ID', 'Nama'],
      ['1', 'Budi; Santoso'],
      ['2', 'dua\nbaris'],
    ])
    expect(await cellsOf(saved('a|b\n'), { delimiter: '|' })).toContainEqual(['a', 'b'])
  })

  test('UTF-8 with a mark, UTF-16 and what Excel writes on Windows are all read', async () => {
    expect((await cellsOf(saved('\ufeffkäse,ราคา\n')))[0]).toEqual(['käse', 'ราคา'])
    expect((await cellsOf(saved(Buffer.from('\ufeffkäse,ราคา\n', 'utf16le'))))[0]).toEqual(['käse', 'ราคา'])
    expect((await cellsOf(saved(Buffer.from('käse,1\n', 'latin1'))))[0]).toEqual(['käse', '1'])
  })
})

test('whoever has seen enough may stop, and the file is let go', async () => {
  const lines = Array.from({ length: 200_000 }, (_, i) => [`T-${i}`, 'kursi'])
  const book = await writeXlsx({ sheets: [{ name: 'S', rows: lines.slice(0, 20_000) }] })
  for (const path of [saved(lines.map((line) => line.join(',')).join('\n')), saved(book)]) {
    const { rows } = await readTable(path)
    for await (const { cells } of rows) {
      expect(cells).toEqual(['T-0', 'kursi'])
      break
    }
    await new Promise((done) => setTimeout(done, 100))
    expect(readdirSync('/proc/self/fd').map((fd) => linkOf(`/proc/self/fd/${fd}`))).not.toContain(path)
  }
})

describe('a file is what its bytes say', () => {
  test.each<[string, Uint8Array | string, RegExp]>([
    ['a web page', '<!DOCTYPE html><html><script>x</script><p>Masuk dulu</p>', /web page/],
    ['an old Excel file', Buffer.from('d0cf11e0a1b11ae1', 'hex'), /old Excel/],
    ['nothing', '', /empty file/],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d', 'hex'), /no kind of file/],
  ])('%s is no table, whatever its name', async (_, bytes, says) => {
    const error = await readTable(saved(bytes, 'report.xlsx')).catch((thrown) => thrown)
    expect(error).toBeInstanceOf(Fault)
    expect(error.message).toMatch(says)
  })

  test('what was expected is compared with what came', async () => {
    await expect(readTable(saved('<html><p>Masuk dulu</p>'), { kind: 'xlsx' })).rejects.toThrow(
      'got a web page: "Masuk dulu"',
    )
    await expect(readTable(saved('a,b\n'), { kind: 'pdf' })).rejects.toThrow('Expected a PDF but got plain text')
  })
})

function linkOf(path: string): string {
  try {
    return readlinkSync(path)
  } catch {
    return ''
  }
}
