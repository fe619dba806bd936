import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { worthRetrying } from '#connectors/kit/fault.ts'
import { openCard } from './export/card.ts'
import { type Carried, carry, openCarrier } from './export/carry.ts'
import { chooseExports, knownExports } from './export/choose.ts'
import { EXAMPLE, ExportInput, titleFor } from './export/input.ts'
import { watchMemory } from './export/memory.ts'
import { sayDone } from './export/outcome.ts'
import { placeOf } from './export/sheet.ts'
import { type Desk, visitPortal } from './export/visit.ts'
import { keepWorkbook } from './export/workbook.ts'
import { defineJob, type JobContext } from './kit/job.ts'
import type { Message } from './kit/message.ts'

export const exportJob = defineJob({
  name: 'export',
  say: 'Fetch exports of the back office into the datasets and the sheets',
  lane: 'browser',
  input: ExportInput,
  example: EXAMPLE,
  minutes: 45,
  tries: 3,
  title: titleFor('Export'),
  run: runExport,
})

async function runExport(input: ExportInput, context: JobContext): Promise<Message> {
  const { now, workspace, progress } = context
  const began = now()
  const chosen = chooseExports(await knownExports(workspace.outside), input.exports)
  const folder = await mkdtemp(join(tmpdir(), 'bellhop-export-'))
  const memory = watchMemory()
  const card = openCard([...chosen.values()].flat(), progress)
  const desk: Desk = { context, range: input.range, folder, card, memory }
  try {
    const carrier = await openCarrier(desk, input)
    const carried: Carried[] = []
    for (const [portal, exports] of chosen)
      carried.push(...(await visitPortal(portal, exports, desk, (got) => carry(carrier, got))))
    worthTelling(carried, context)
    const workbook = await keepWorkbook(desk, carried)
    const noSheets = !carrier.sheets && carried.some(({ one }) => placeOf(one, input.sheet))
    return await sayDone({ input, carried, workbook, noSheets, peak: await memory.stop(), ms: now() - began }, context)
  } finally {
    await memory.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

/**
 * When nothing came of it the run itself has failed, and is tried again by its own rules. In part, people are told at
 * once; when nobody waits, a run that could yet succeed is tried again first.
 */
function worthTelling(carried: Carried[], { run }: JobContext): void {
  const faults = carried.flatMap(({ fault }) => fault ?? [])
  const some = carried.some(({ written }) => written)
  const again = !run.urgent && run.attempt < exportJob.tries && faults.find(worthRetrying)
  if (faults[0] && !some) throw faults[0]
  if (again) throw again
}
