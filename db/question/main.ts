import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import Database from 'better-sqlite3'
import { describePlan } from '../plan/describe.ts'
import { type Answer, type Reader, runPlan } from '../plan/run.ts'
import { makeAtlas } from './atlas.ts'
import { type Asking, readQuestion } from './question.ts'
import { inferDatasets } from './schema/infer.ts'
import { readValues } from './values.ts'

type Asked = { id: string; question: string; as_of?: string; instructions?: string }

/** Answers the questions of a file from a database nobody described: `--db FILE --questions FILE --out FILE`. */
async function main(): Promise<void> {
  const options = {
    db: { type: 'string' },
    questions: { type: 'string' },
    out: { type: 'string' },
    model: { type: 'boolean' },
  } as const
  const { values: given } = parseArgs({ options })
  if (!given.db || !given.questions || !given.out)
    throw new Error('Say --db FILE.sqlite --questions FILE.jsonl --out FILE')
  const reader = openReader(given.db)
  const datasets = await inferDatasets(reader)
  const known = {
    datasets,
    atlas: makeAtlas(datasets),
    values: await readValues(reader, datasets),
    zone: 'UTC',
    weekStart: 'monday' as const,
  }
  const lines = readFileSync(given.questions, 'utf8')
    .split('\n')
    .filter((line) => line.trim())
  const answers: string[] = []
  for (const line of lines) {
    const asked = JSON.parse(line) as Asked
    const now = new Date(asked.as_of ?? Date.now())
    answers.push(
      JSON.stringify(
        await answer(reader, asked, { ...known, now, ...(asked.instructions && { instructions: asked.instructions }) }),
      ),
    )
  }
  writeFileSync(given.out, `${answers.join('\n')}\n`)
}

async function answer(reader: Reader, asked: Asked, asking: Asking): Promise<Record<string, unknown>> {
  const started = performance.now()
  const read = readQuestion(asked.question, asking)
  const head = { id: asked.id, via: 'reader', ms: Math.round((performance.now() - started) * 10) / 10 }
  const none = { rows: null, sql: null, plan: null, refused: true }
  if (read.kind === 'refused') return { ...head, ...none, why: read.why }
  if (read.kind === 'doubt')
    return { ...head, ...none, why: `${read.question} ${read.choices.map((each) => each.label).join(' | ')}` }
  try {
    const found = await runPlan(reader, read.plan, asking.datasets)
    const why = `${describePlan(read.plan, asking.datasets)} (${read.ledger.map((each) => `${each.text} → ${each.became}`).join('; ')})`
    return { ...head, rows: withFractions(found), sql: found.sql, plan: read.plan, refused: false, why }
  } catch (error) {
    return { ...head, ...none, why: error instanceof Error ? error.message : String(error) }
  }
}

/** Programs get a percentage as a fraction, too. */
function withFractions({ columns, rows }: Answer): unknown[][] {
  const percents = columns.flatMap((each, i) => (each.unit === 'percent' ? [i] : []))
  return rows.map((row) => [
    ...row,
    ...percents.map((i) => (typeof row[i] === 'number' ? (row[i] as number) / 100 : null)),
  ])
}

function openReader(file: string): Reader {
  const db = new Database(file, { readonly: true, fileMustExist: true })
  return {
    all: async (sql, params) =>
      db
        .prepare(sql)
        .raw(true)
        .all(...params) as unknown[][],
  }
}

await main()
