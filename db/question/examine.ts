import { readFileSync, writeFileSync } from 'node:fs'
import Database from 'better-sqlite3'
import { describePlan } from '../plan/describe.ts'
import { type Answer, type Reader, runPlan } from '../plan/run.ts'
import type { Plan } from '../plan.ts'
import { allTheSame } from './alike.ts'
import { makeAtlas } from './atlas.ts'
import { type Asking, readQuestion, type Understood } from './question.ts'
import { inferDatasets } from './schema/infer.ts'
import { readValues } from './values.ts'

type Doubt = Extract<Understood, { kind: 'doubt' }>
type Asked = { id: string; question: string; as_of?: string; instructions?: string }

export type Given = { db: string; questions: string; out: string }
/** How a question is understood: by the reader alone, or by whoever else helps it. */
export type Understanding = (question: string, asking: Asking) => Promise<{ read: Understood; via: string }>

/** Answers the questions of a file from a database nobody described, one line of the answer file for each. */
export async function answerFile(given: Given, understand: Understanding): Promise<void> {
  const { reader, close } = openReader(given.db)
  const datasets = await inferDatasets(reader)
  const values = await readValues(reader, datasets)
  const known = { datasets, values, atlas: makeAtlas(datasets), zone: 'UTC', weekStart: 'monday' as const }
  const lines = readFileSync(given.questions, 'utf8')
    .split('\n')
    .filter((line) => line.trim())
  const answers: string[] = []
  for (const line of lines) {
    const asked = JSON.parse(line) as Asked
    const { instructions, as_of } = asked
    const asking = { ...known, now: new Date(as_of ?? Date.now()), ...(instructions && { instructions }) }
    answers.push(JSON.stringify(await answer(reader, asked, asking, understand)))
  }
  close()
  writeFileSync(given.out, `${answers.join('\n')}\n`)
}

/** The reader alone. */
export const byReader: Understanding = async (question, asking) => ({
  read: readQuestion(question, asking),
  via: 'reader',
})

async function answer(
  reader: Reader,
  asked: Asked,
  asking: Asking,
  understand: Understanding,
): Promise<Record<string, unknown>> {
  const started = performance.now()
  const { read: first, via } = await understand(asked.question, asking)
  const read = first.kind === 'doubt' ? await settled(first, reader, asking) : first
  const head = { id: asked.id, via, ms: Math.round((performance.now() - started) * 10) / 10 }
  const none = { rows: null, sql: null, plan: null, refused: true }
  if (read.kind === 'refused') return { ...head, ...none, why: read.why }
  if (read.kind === 'doubt')
    return { ...head, ...none, why: `${read.question} ${read.choices.map((each) => each.label).join(' | ')}` }
  try {
    const found = await run(reader, read.plan, asking)
    const why = `${describePlan(read.plan, asking.datasets)} (${read.ledger.map((each) => `${each.text} → ${each.became}`).join('; ')})`
    return { ...head, rows: withFractions(found), sql: found.sql, plan: read.plan, refused: false, why }
  } catch (error) {
    return { ...head, ...none, why: error instanceof Error ? error.message : String(error) }
  }
}

/** Nobody needs to be asked where every reading comes to the same. */
async function settled(doubt: Doubt, reader: Reader, asking: Asking): Promise<Understood> {
  const plan = await allTheSame(doubt.choices, async ({ plan }) => (await run(reader, plan, asking)).rows)
  return plan ? { kind: 'plan', plan: plan.plan, sentence: plan.label, confidence: 1, ledger: [] } : doubt
}

const run = (reader: Reader, plan: Plan, { datasets, now }: Asking) =>
  runPlan(reader, plan, datasets, { today: now.toISOString().slice(0, 10) })

/** Programs get a percentage as a fraction, too. */
function withFractions({ columns, rows }: Answer): unknown[][] {
  const percents = columns.flatMap((each, i) => (each.unit === 'percent' ? [i] : []))
  return rows.map((row) => [
    ...row,
    ...percents.map((i) => (typeof row[i] === 'number' ? (row[i] as number) / 100 : null)),
  ])
}

function openReader(file: string): { reader: Reader; close(): void } {
  const db = new Database(file, { readonly: true, fileMustExist: true })
  const all: Reader['all'] = async (sql, params) =>
    db
      .prepare(sql)
      .raw(true)
      .all(...params) as unknown[][]
  return { reader: { all }, close: () => db.close() }
}
