import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import Database from 'better-sqlite3'
import { type Reader, runPlan } from '../plan/run.ts'
import { makeAtlas } from './atlas.ts'
import { readings } from './read.ts'
import { inferDatasets } from './schema/infer.ts'
import { readValues } from './values.ts'

type Question = { id: string; question: string; as_of?: string; instructions?: string }

/** Answers the questions of a file from a database nobody described: `--db FILE --questions FILE --out FILE`. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      db: { type: 'string' },
      questions: { type: 'string' },
      out: { type: 'string' },
      model: { type: 'boolean' },
    },
  })
  if (!values.db || !values.questions || !values.out)
    throw new Error('Say --db FILE.sqlite --questions FILE.jsonl --out FILE')
  const reader = openReader(values.db)
  const datasets = await inferDatasets(reader)
  const known = { datasets, atlas: makeAtlas(datasets), values: await readValues(reader, datasets) }
  const lines = readFileSync(values.questions, 'utf8')
    .split('\n')
    .filter((line) => line.trim())
  const answers: string[] = []
  for (const line of lines) {
    const asked = JSON.parse(line) as Question
    const started = performance.now()
    const [best] = readings(
      asked.question,
      {
        ...known,
        now: new Date(asked.as_of ?? Date.now()),
        zone: 'UTC',
        weekStart: 'monday',
      },
      asked.instructions,
    )
    const head = { id: asked.id, via: 'reader', ms: Math.round((performance.now() - started) * 10) / 10 }
    if (!best?.plan) {
      answers.push(
        JSON.stringify({
          ...head,
          refused: true,
          why: best?.why ?? 'nothing understood',
          rows: null,
          sql: null,
          plan: null,
        }),
      )
      continue
    }
    const answer = await runPlan(reader, best.plan, datasets)
    answers.push(
      JSON.stringify({
        ...head,
        refused: false,
        rows: answer.rows,
        sql: answer.sql,
        plan: best.plan,
        why: best.ledger.map((each) => `${each.text} → ${each.became}`).join('; '),
      }),
    )
  }
  writeFileSync(values.out, `${answers.join('\n')}\n`)
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
