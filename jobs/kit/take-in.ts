import { Fault } from '#connectors/kit/fault.ts'
import { type Guessed, guessRules } from '#connectors/kit/parse/guess.ts'
import { readRows } from '#connectors/kit/parse/rows.ts'
import type { TableSource } from '#connectors/kit/parse/table.ts'
import { type Dataset, identifier, type Row } from '#db/dataset.ts'
import { keepDataset } from '#db/dataset-state.ts'
import { datasets } from '#db/datasets/index.ts'
import { givenColumn } from '#db/question/schema/given.ts'
import { type Written, write } from '#db/write.ts'
import { showMany } from './format.ts'
import type { JobContext } from './job.ts'
import { buttons, facts, type Message, message, text } from './message.ts'
import type { Workspace } from './workspace.ts'

/** A table that nobody described: a file somebody handed over, a tab of somebody's sheet. `rows` begins anew each time. */
export type Found = {
  /** What people call it; the dataset is named after it. */
  label: string
  /** What its rows are: "rows of the file sales.csv". */
  say: string
  /** What it is called where something is wrong with it. */
  title: string
  freshHours: number
  rows(): Promise<TableSource>
}

type Refused = { at: string; reason: string }

/** Makes a dataset of a table by looking at it: how each column was read is said, what could not be read is kept. */
export async function takeIn(found: Found, context: JobContext): Promise<Message> {
  const { workspace, run, now, signal, progress, log } = context
  progress({ label: `Looking at ${found.title}`, state: 'running' })
  const guessed = await guessRules(await found.rows(), workspace.zone)
  if (!guessed)
    throw new Fault('input', `I find no table in ${found.title}.`, {
      hint: 'It needs one row with the names of the columns, and rows below it.',
    })
  const dataset = describe(found, guessed, workspace.zone)
  const refused: Refused[] = []
  await name(workspace, dataset, found)
  const written = await write(workspace.db, dataset, numbered(await found.rows(), guessed, refused), run, {
    now: now(),
    signal,
    deleteMissing: 'all',
    onProgress: ({ total }) => progress({ label: `Reading ${found.title}`, state: 'running', done: total }),
  })
  for (const { at, reason } of refused.slice(0, 200)) await log(`${at}: ${reason}`, 'warn')
  return outcome({ found, dataset, guessed, refused, written, run: run.id })
}

type Taken = {
  found: Found
  dataset: Dataset
  guessed: Guessed
  refused: Refused[]
  written: Written
  run: string
}

function outcome({ found, dataset, guessed, refused, written, run }: Taken): Message {
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
    `${found.title} is now the dataset ${dataset.name}`,
    refused.length ? 'warn' : 'good',
    facts(counts),
    { kind: 'table', columns: [{ name: 'column' }, { name: 'read as' }], rows: columns },
    ...guessed.doubts.map((doubt) => text(doubt, 'quiet')),
    ...(refused.length
      ? [text(`${showMany(refused.length, 'row')} could not be read: ${refused[0]!.at}, ${refused[0]!.reason}`)]
      : []),
    buttons({ label: 'Show it', say: `/data ${dataset.name}` }, { label: 'Log', say: `/log ${run}` }),
  )
}

/** Makes the dataset known before its first row, so that a file can't take the place of something else. */
async function name(workspace: Workspace, dataset: Dataset, { title }: Found): Promise<void> {
  await keepDataset(workspace.db, dataset).catch((error: Error) => {
    throw new Fault('input', `I can't keep ${title} as ${dataset.name}: ${error.message}`, {
      hint: 'Give it another name and try again.',
    })
  })
}

const LINE = 'line_no'

/** Such a table has no key that we could know: its lines are numbered, and a corrected one takes the place of the first. */
function describe({ label, say, freshHours }: Found, { rules, seen, rows }: Guessed, zone: string): Dataset {
  const given = rules.columns.map((rule) => ({ rule, ...givenColumn(rule.header, rule.as, seen[rule.to] ?? [], rows) }))
  const time = rules.columns.find(({ as }) => as === 'time' || as === 'date')
  return {
    name: freeName(identifier(label).replaceAll('_', '-')),
    say,
    words: [label],
    columns: {
      [LINE]: { kind: 'integer', required: true, role: 'id' },
      ...Object.fromEntries(
        given.map(({ rule: { header, to, as }, groups: _, ...more }) => [
          to,
          { kind: as, say: header, words: [header], ...more },
        ]),
      ),
    },
    key: [LINE],
    ...(time ? { time: { column: time.to, zone } } : {}),
    measures: {},
    dimensions: Object.fromEntries(
      given.flatMap(({ rule: { header, to }, groups }) => (groups ? [[to, { say: header, column: to }]] : [])),
    ),
    freshHours,
    asks: [],
  }
}

/** "sales.csv" is the likeliest name of all, and a dataset of ours has it already. */
const freeName = (name: string): string => (datasets.some((ours) => ours.name === name) ? `${name}-file` : name)

async function* numbered(rows: TableSource, { rules }: Guessed, refused: Refused[]): AsyncGenerator<Row> {
  let line = 0
  for await (const parsed of readRows(rows, rules)) {
    if ('row' in parsed) yield { [LINE]: ++line, ...parsed.row }
    else if ('reject' in parsed) {
      line++
      refused.push(parsed.reject)
    }
  }
}
