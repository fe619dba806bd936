import { z } from 'zod'
import { Fault } from '#connectors/kit/fault.ts'
import { type Guessed, guessRules } from '#connectors/kit/parse/guess.ts'
import { readTable } from '#connectors/kit/parse/read-table.ts'
import { readRows } from '#connectors/kit/parse/rows.ts'
import { type Dataset, identifier, type Row } from '#db/dataset.ts'
import { keepDataset } from '#db/dataset-state.ts'
import { datasets } from '#db/datasets/index.ts'
import { getFile } from '#db/files.ts'
import { write } from '#db/write.ts'
import { filePath } from './kit/files.ts'
import { showMany } from './kit/format.ts'
import { defineJob } from './kit/job.ts'
import { buttons, facts, message, text } from './kit/message.ts'
import type { Workspace } from './kit/workspace.ts'

export const upload = defineJob({
  name: 'upload',
  say: 'Take in a file that somebody handed over',
  lane: 'report',
  input: z.object({ file: z.string().describe('Which file? /files shows them') }),
  example: { file: 'k3m9q2a7w4xz' },
  minutes: 20,
  tries: 1,
  async run({ file: id }, { workspace, run, now, signal, progress, log }) {
    const file = await getFile(workspace.db, id)
    if (!file) throw new Fault('missing', `There is no file ${id}.`, { hint: '/files shows what there is.' })
    const path = filePath(workspace, file)
    progress({ label: `Looking at ${file.name}`, state: 'running' })
    const guessed = await guessRules((await readTable(path, { signal })).rows, workspace.zone)
    if (!guessed)
      throw new Fault('input', `I find no table in ${file.name}.`, {
        hint: 'It needs one row with the names of the columns, and rows below it.',
      })
    const dataset = describe(file.name, guessed, workspace.zone)
    const refused: { at: string; reason: string }[] = []
    await name(workspace, dataset)
    const rows = numbered((await readTable(path, { signal })).rows, guessed, refused)
    const written = await write(workspace.db, dataset, rows, run, {
      now: now(),
      signal,
      deleteMissing: 'all',
      onProgress: ({ total }) => progress({ label: `Reading ${file.name}`, state: 'running', done: total }),
    })
    for (const { at, reason } of refused.slice(0, 200)) await log(`${at}: ${reason}`, 'warn')
    const counts = {
      Rows: written.total,
      New: written.inserted,
      Changed: written.changed,
      Same: written.same,
      Refused: written.rejected + refused.length,
    }
    const columns = guessed.rules.columns.map(({ header, as, format }) => [
      header,
      as === 'time' || as === 'date' ? `${as} (${format})` : as,
    ])
    return message(
      `${file.name} is now the dataset ${dataset.name}`,
      refused.length ? 'warn' : 'good',
      facts(counts),
      { kind: 'table', columns: [{ name: 'column' }, { name: 'read as' }], rows: columns },
      ...guessed.doubts.map((doubt) => text(doubt, 'quiet')),
      ...(refused.length
        ? [text(`${showMany(refused.length, 'row')} could not be read: ${refused[0]!.at}, ${refused[0]!.reason}`)]
        : []),
      buttons({ label: 'Show it', say: `/data ${dataset.name}` }, { label: 'Log', say: `/log ${run.id}` }),
    )
  },
})

/** Makes the dataset known before its first row, so that a file can't take the place of something else. */
async function name(workspace: Workspace, dataset: Dataset): Promise<void> {
  await keepDataset(workspace.db, dataset).catch((error: Error) => {
    throw new Fault('input', `I can't keep this file as ${dataset.name}: ${error.message}`, {
      hint: 'Give the file another name and send it again.',
    })
  })
}

const LINE = 'line_no'

/** A file has no key that we could know: its lines are numbered, and a corrected file takes the place of the first one. */
function describe(name: string, { rules }: Guessed, zone: string): Dataset {
  const label = name.replace(/\.[^.]+$/, '')
  const time = rules.columns.find(({ as }) => as === 'time' || as === 'date')
  return {
    name: freeName(identifier(label).replaceAll('_', '-')),
    say: `rows of the file ${name}`,
    words: [label],
    columns: {
      [LINE]: { kind: 'integer', required: true, role: 'id' },
      ...Object.fromEntries(
        rules.columns.map(({ header, to, as }) => [to, { kind: as, say: header, words: [header] }]),
      ),
    },
    key: [LINE],
    ...(time ? { time: { column: time.to, zone } } : {}),
    measures: {},
    dimensions: {},
    freshHours: 24 * 365,
    asks: [],
  }
}

/** "sales.csv" is the likeliest name of all, and a dataset of ours has it already. */
const freeName = (name: string): string => (datasets.some((ours) => ours.name === name) ? `${name}-file` : name)

async function* numbered(
  rows: Parameters<typeof readRows>[0],
  { rules }: Guessed,
  refused: { at: string; reason: string }[],
): AsyncGenerator<Row> {
  let line = 0
  for await (const parsed of readRows(rows, rules)) {
    if ('row' in parsed) yield { [LINE]: ++line, ...parsed.row }
    else if ('reject' in parsed) {
      line++
      refused.push(parsed.reject)
    }
  }
}
