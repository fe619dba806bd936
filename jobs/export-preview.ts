import { createReadStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeWorkbook } from '#connectors/excel.ts'
import { Fault } from '#connectors/kit/fault.ts'
import type { Change } from '#connectors/sheets/change.ts'
import { openCard } from './export/card.ts'
import { rowsByKey } from './export/carry.ts'
import { chooseExports, knownExports } from './export/choose.ts'
import { changesSheet, type Previewed, sayPreview } from './export/foresee.ts'
import { EXAMPLE, ExportInput, titleFor } from './export/input.ts'
import { watchMemory } from './export/memory.ts'
import { openSheets, placeOf, type Sheets, writeOf } from './export/sheet.ts'
import { keepShown, printOf } from './export/shown.ts'
import { caught, type Desk, type Got, visitPortal } from './export/visit.ts'
import { defineJob, type JobContext } from './kit/job.ts'
import type { Message } from './kit/message.ts'

export const exportPreview = defineJob({
  name: 'export-preview',
  say: 'Show what an export would change in the sheets, without writing anything',
  lane: 'browser',
  input: ExportInput,
  example: EXAMPLE,
  minutes: 45,
  tries: 3,
  title: titleFor('Preview'),
  run: runPreview,
})

async function runPreview(input: ExportInput, context: JobContext): Promise<Message> {
  const { workspace, progress, keep } = context
  const chosen = chooseExports(await knownExports(workspace.outside), input.exports)
  const sheets = await openSheets(context)
  if (!sheets)
    throw new Fault('input', 'There is nothing to preview: no Google Sheet is connected.', {
      hint: 'An admin must set GOOGLE_KEY first.',
    })
  const folder = await mkdtemp(join(tmpdir(), 'bellhop-export-'))
  const memory = watchMemory()
  const desk: Desk = {
    context,
    range: input.range,
    folder,
    memory,
    card: openCard([...chosen.values()].flat(), progress),
  }
  try {
    const seen: Previewed[] = []
    for (const [portal, exports] of chosen)
      seen.push(...(await visitPortal(portal, exports, desk, (got) => foresee(desk, sheets, input.sheet, got))))
    const faults = seen.flatMap(({ fault }) => fault ?? [])
    if (faults[0] && faults.length === seen.length) throw faults[0]
    const shown = seen.flatMap(({ one, change }) => (change ? [[one.name, printOf(change)]] : []))
    await keepShown(context, Object.fromEntries(shown))
    const path = join(folder, 'changes.xlsx')
    const { rows } = await writeWorkbook(path, [changesSheet(seen)])
    const file = rows ? await keep('changes.xlsx', createReadStream(path), 'Every change') : undefined
    return sayPreview(input, seen, file, context)
  } finally {
    await memory.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function foresee(desk: Desk, sheets: Sheets, named: string | undefined, arrived: Got): Promise<Previewed> {
  const { one } = arrived
  const { card } = desk
  if ('fault' in arrived) {
    card.export(one, { state: 'failed', note: arrived.fault.message })
    return arrived
  }
  const { got } = arrived
  card.export(one, { state: 'done' })
  const place = placeOf(one, named)
  if (!place || !got.count) return { one, count: got.count }
  card.sheet('begun')
  const change = await caught(async (): Promise<Change> => {
    const sheet = await sheets(place)
    return sheet.plan(writeOf(one, await rowsByKey(got, new Set())))
  })
  if (change instanceof Fault) return { one, count: got.count, fault: change }
  card.sheet('written')
  card.sheet('checked')
  return { one, count: got.count, change }
}
