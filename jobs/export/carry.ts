import { createReadStream } from 'node:fs'
import type { Exported, KnownExport } from '#connectors/back-office.ts'
import { Fault } from '#connectors/kit/fault.ts'
import type { Row } from '#db/dataset.ts'
import { listRejects } from '#db/rejects.ts'
import { type Written, write } from '#db/write.ts'
import type { BlockOf } from '../kit/message.ts'
import { datasetFor } from './dataset.ts'
import type { ExportInput } from './input.ts'
import { openSheets, placeOf, type Sheets, type SheetWritten, writeOf, writeSheet } from './sheet.ts'
import { type Shown, shownIn } from './shown.ts'
import { caught, type Desk, type Got } from './visit.ts'

/** How far one export came; a fault beside rows that are stored is the sheet's. */
export type Carried = {
  one: KnownExport
  got?: Exported
  written?: Written
  file?: BlockOf<'file'>
  sheet?: SheetWritten
  fault?: Fault
}
export type Carrier = Desk & { sheets: Sheets | undefined; named: string | undefined; shown: Shown | undefined }

export async function openCarrier(desk: Desk, { sheet, as }: ExportInput): Promise<Carrier> {
  const { context } = desk
  return { ...desk, named: sheet, sheets: await openSheets(context), shown: await shownIn(context, as) }
}

/** Takes what was fetched to where it belongs: the file, the dataset, the sheet. */
export async function carry(carrier: Carrier, arrived: Got): Promise<Carried> {
  const { one } = arrived
  const { card } = carrier
  if ('fault' in arrived) {
    card.export(one, { state: 'failed', note: arrived.fault.message })
    return arrived
  }
  const stored = await caught(() => store(carrier, one, arrived.got))
  if (stored instanceof Fault) {
    card.export(one, { state: 'failed', note: stored.message })
    return { ...arrived, fault: stored }
  }
  card.export(one, { state: 'done' })
  const sheet = await caught(() => bringSheet(carrier, one, arrived.got))
  return { ...arrived, ...stored, ...(sheet instanceof Fault ? { fault: sheet } : sheet ? { sheet } : {}) }
}

async function store({ context, range }: Desk, one: KnownExport, got: Exported) {
  const { keep, run, workspace, now, signal, log } = context
  const dataset = await datasetFor(one, context)
  const name = `${one.name} ${range.from}${range.to === range.from ? '' : ` to ${range.to}`}.${got.file}`
  const file = got.path ? { file: await keep(name, createReadStream(got.path), one.title) } : {}
  const written = await write(workspace.db, dataset, got.rows, run, { now: now(), signal })
  for (const { at, reason } of got.rejects.slice(0, 200)) await log(`${one.title}, ${at}: ${reason}`, 'warn')
  return { ...file, written }
}

async function bringSheet(
  { context, card, sheets, named, shown }: Carrier,
  one: KnownExport,
  got: Exported,
): Promise<SheetWritten | undefined> {
  const place = sheets && placeOf(one, named)
  if (!sheets || !place || !got.count) return undefined
  card.sheet('begun')
  const refused = await listRejects(context.workspace.db, one.dataset, { run: context.run.id, limit: 10_000 })
  const rows = await rowsByKey(got, new Set(refused.map(({ line }) => line)))
  const written = await writeSheet(context, place, await sheets(place), writeOf(one, rows), shown?.[one.name])
  card.sheet('written')
  card.sheet('checked')
  return written
}

/** The last row of each key, as the dataset has it; what the dataset refused stays out of the sheet too. */
export async function rowsByKey({ rows, key }: Pick<Exported, 'rows' | 'key'>, refused: Set<number>): Promise<Row[]> {
  const all = new Map<string, Row>()
  let line = 0
  for await (const row of rows) {
    if (refused.has(++line)) continue
    all.set(JSON.stringify(key.map((name) => row[name] ?? null)), row)
  }
  return [...all.values()]
}
