import { createReadStream, createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { streamXlsxRows, writeXlsxStream } from 'hucre/xlsx'
import { type SheetColumn, writeWorkbook } from '#connectors/excel.ts'
import { readTable } from '#connectors/kit/parse/read-table.ts'

// One way to write or read a large workbook, measured in a process of its own.

export type Side = 'write ours' | 'write theirs' | 'read ours' | 'read theirs'
export type Figures = { wall: number; cpu: number; mb: number; rows: number }

const COLUMNS: SheetColumn[] = [
  { name: 'order' },
  { name: 'day', unit: 'date' },
  { name: 'branch' },
  { name: 'quantity', unit: 'count' },
  { name: 'price', unit: 'money', currency: 'THB' },
  { name: 'amount', unit: 'money', currency: 'THB' },
  { name: 'customer' },
  { name: 'status' },
]

const sides: Record<Side, (path: string, rows: number) => Promise<number>> = {
  'write ours': async (path, rows) =>
    (await writeWorkbook(path, [{ name: 'Rows', columns: COLUMNS, rows: made(rows) }])).rows,
  async 'write theirs'(path, rows) {
    await pipeline(Readable.from(writeXlsxStream(withHeader(rows), { name: 'Rows' })), createWriteStream(path))
    return rows
  },
  async 'read ours'(path) {
    const { rows } = await readTable(path, { kind: 'xlsx', limits: { mostBytes: Number.POSITIVE_INFINITY } as never })
    return (await count(rows)) - 1
  },
  async 'read theirs'(path) {
    return (await count(streamXlsxRows(Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>))) - 1
  },
}

if (import.meta.main) {
  const [side, path, rows] = process.argv.slice(2) as [Side, string, string]
  const [start, before] = [performance.now(), process.cpuUsage()]
  let mb = 0
  const timer = setInterval(() => {
    mb = Math.max(mb, process.memoryUsage.rss() / 2 ** 20)
  }, 50)
  const counted = await sides[side](path, Number(rows))
  clearInterval(timer)
  const { user, system } = process.cpuUsage(before)
  const tenths = (value: number) => Math.round(value * 10) / 10
  if (counted !== Number(rows)) throw new Error(`${side} came to ${counted} rows`)
  process.send!({
    wall: tenths((performance.now() - start) / 1000),
    cpu: tenths((user + system) / 1e6),
    mb: Math.round(mb),
    rows: counted,
  })
}

type Cells = (string | number)[]

function* made(rows: number): Generator<Cells> {
  for (let i = 0; i < rows; i++) {
    const day = new Date(Date.UTC(2025, 0, 1) + (i % 365) * 86_400_000).toISOString().slice(0, 10)
    yield [
      `ORD-${i}`,
      day,
      ['Bangkok', 'Jakarta', 'Hanoi'][i % 3]!,
      i % 9,
      1234.5,
      (i % 9) * 1234.5,
      `C${i % 9000}`,
      'paid',
    ]
  }
}

function* withHeader(rows: number): Generator<Cells> {
  yield COLUMNS.map(({ name }) => name)
  yield* made(rows)
}

async function count(rows: AsyncIterable<unknown>): Promise<number> {
  let all = 0
  for await (const _ of rows) all++
  return all
}
