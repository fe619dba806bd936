import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import type { Exported } from '#connectors/back-office.ts'
import { type Sheet, type SheetCell, type SheetColumn, writeWorkbook } from '#connectors/excel.ts'
import type { Row } from '#db/dataset.ts'
import { listRejects } from '#db/rejects.ts'
import type { BlockOf } from '../kit/message.ts'
import { type Carried, rowsByKey } from './carry.ts'
import { showDays } from './input.ts'
import type { Desk } from './visit.ts'

type Fetched = Carried & { got: Exported }

/** All that was fetched in one workbook: a summary, the rows of each export, and what was refused. */
export async function keepWorkbook(desk: Desk, all: Carried[]): Promise<BlockOf<'file'> | undefined> {
  const fetched = all.filter((one): one is Fetched => one.got !== undefined && one.got.count > 0)
  if (!fetched.length) return undefined
  const { context, folder, range } = desk
  const path = join(folder, 'export.xlsx')
  const refused = await refusals(desk, fetched)
  await writeWorkbook(path, [summary(fetched), ...fetched.map(sheetOf), rejects(refused)])
  const days = range.from === range.to ? range.from : `${range.from} to ${range.to}`
  return context.keep(`export ${days}.xlsx`, createReadStream(path), `Everything of ${showDays(range)}`)
}

function summary(all: Fetched[]): Sheet {
  const counts = ['Fetched', 'New', 'Changed', 'Same', 'Rejected', 'Sheet: added', 'Sheet: changed']
  return {
    name: 'Summary',
    columns: [
      { name: 'Export' },
      ...counts.map((name): SheetColumn => ({ name, unit: 'count' })),
      { name: 'First day', unit: 'date' },
      { name: 'Last day', unit: 'date' },
      { name: 'Sheet' },
    ],
    rows: all.map(({ one, got, written, sheet }) => [
      one.title,
      got.count + got.rejected,
      written?.inserted ?? null,
      written?.changed ?? null,
      written?.same ?? null,
      got.rejected + (written?.rejected ?? 0),
      sheet?.added ?? null,
      sheet?.changed ?? null,
      got.days?.from ?? null,
      got.days?.to ?? null,
      sheet?.link ?? null,
    ]),
  }
}

const UNITS: Record<string, SheetColumn['unit']> = { integer: 'count', money: 'money', date: 'date', time: 'time' }

function sheetOf({ one, got }: Fetched): Sheet {
  const { table } = one.portal.exports[one.name]!
  const rules = table.columns.map(({ to, as, header, prefix }) => ({ to, as, header, prefix }))
  const columns = rules.map(({ header, as, prefix }): SheetColumn => {
    const unit = UNITS[as] ?? (as === 'number' ? 'number' : 'text')
    return { name: header, unit, ...(as === 'money' && prefix ? { currency: prefix } : {}) }
  })
  async function* rows() {
    for (const row of await rowsByKey(got, new Set())) yield rules.map(({ to, as }) => cell(row[to], as))
  }
  return { name: one.title, columns, rows: rows(), zone: one.portal.zone }
}

function cell(value: Row[string], as: string): SheetCell {
  if (value === null || value === undefined) return null
  if (as === 'money') return Number(value) / 100
  return value instanceof Date ? value.toISOString() : value
}

async function refusals({ context }: Desk, all: Fetched[]): Promise<SheetCell[][]> {
  const found = all.map(async ({ one, got }) => [
    ...got.rejects.map(({ at, reason, raw }) => [one.title, at, reason, raw]),
    ...(await listRejects(context.workspace.db, one.dataset, { run: context.run.id, limit: 10_000 })).map(
      ({ line, reason, row }) => [one.title, `row ${line}`, reason, JSON.stringify(row)],
    ),
  ])
  return (await Promise.all(found)).flat()
}

const rejects = (rows: SheetCell[][]): Sheet => ({
  name: 'Rejected',
  columns: [{ name: 'Export' }, { name: 'Where' }, { name: 'Why' }, { name: 'What stood there' }],
  rows,
})
