import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { sales } from '#db/datasets/sales.ts'
import { write } from '#db/write.ts'
import { type Found, findRows } from '#jobs/kit/answer/find.ts'
import { openShelf } from '#jobs/kit/answer/shelf.ts'
import { type Given, understand } from '#jobs/kit/answer/understand.ts'
import { readConfig } from '#jobs/kit/config.ts'
import { openWorkspaces, type Workspace } from '#jobs/kit/workspace.ts'
import { type Duck, openDuck } from './ask-duck.ts'
import { lines } from './ask-lines.ts'
import type { Measurement } from './index.ts'

const SIZES = [1_000_000, 5_000_000]
const TIMES = 21
const NOW = Date.parse('2026-11-20T05:00:00Z')
const PAID = "FILTER (WHERE status = 'paid')"
const LAST_MONTH = "time_day BETWEEN '2026-10-01' AND '2026-10-31'"
const THIS_YEAR = "time_day BETWEEN '2026-01-01' AND '2026-12-31'"

/** What people ask, beside the best SQL over the rows that we know for it, grouped the way the index on them lies. */
const ASKED: [string, string][] = [
  [
    'revenue by month and branch',
    `SELECT substr(day, 1, 7), branch, SUM(a) / 100.0 FROM (SELECT time_day AS day, branch, SUM(amount) ${PAID} AS a FROM data_sales GROUP BY 1, 2) GROUP BY 1, 2`,
  ],
  [
    'revenue by branch in october',
    `SELECT branch, SUM(a) / 100.0 FROM (SELECT time_day, branch, SUM(amount) ${PAID} AS a FROM data_sales WHERE ${LAST_MONTH} GROUP BY 1, 2) GROUP BY 1 ORDER BY 2 DESC`,
  ],
  [
    'revenue per day last month in Bangkok',
    `SELECT time_day, SUM(amount) ${PAID} / 100.0 FROM data_sales WHERE ${LAST_MONTH} AND branch = 'Bangkok' GROUP BY 1`,
  ],
  [
    'top 10 products by revenue this year',
    `SELECT product, SUM(a) / 100.0 FROM (SELECT product, SUM(amount) ${PAID} AS a FROM data_sales WHERE ${THIS_YEAR} GROUP BY time_day, branch, channel, category, product) GROUP BY 1 ORDER BY 2 DESC LIMIT 10`,
  ],
  [
    'revenue by branch and channel this year',
    `SELECT branch, channel, SUM(a) / 100.0 FROM (SELECT time_day, branch, channel, SUM(amount) ${PAID} AS a FROM data_sales WHERE ${THIS_YEAR} GROUP BY 1, 2, 3) GROUP BY 1, 2`,
  ],
  [
    'orders by channel last month',
    `SELECT channel, COUNT(DISTINCT order_id) FROM data_sales WHERE ${LAST_MONTH} GROUP BY 1 ORDER BY 2 DESC`,
  ],
  [
    'average order value by branch last month',
    `SELECT branch, 1.0 * SUM(amount) ${PAID} / COUNT(DISTINCT order_id) ${PAID} / 100.0 FROM data_sales WHERE ${LAST_MONTH} GROUP BY 1`,
  ],
]

/** From the words of a question to its rows, without a model, over a store of a million and of five million lines. */
export async function* benchAsk(sizes = SIZES): AsyncGenerator<Measurement> {
  for (const size of sizes) {
    const folder = mkdtempSync(join(tmpdir(), 'bellhop-bench-ask-'))
    try {
      await inWorkspace(folder, (workspace) => write(workspace.db, sales, lines(size), { id: 'bench' }))
      const many = `${size / 1_000_000}M rows`
      const first = await inWorkspace(folder, firstAnswer)
      yield {
        name: 'ask first',
        what: `${many}: the first question after a start, to its rows`,
        ours: first,
        unit: 'ms',
      }
      for (const measured of await inWorkspace(folder, (workspace) => compared(workspace, join(folder, 'main.db'))))
        yield { ...measured, what: `${many}: ${measured.what}` }
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
}

async function inWorkspace<T>(folder: string, work: (workspace: Workspace) => Promise<T>): Promise<T> {
  const workspaces = await openWorkspaces(readConfig({ DATA_DIR: folder, DEMO: 'off' }), NOW)
  try {
    return await work(await workspaces.open('main'))
  } finally {
    await workspaces.close()
  }
}

async function firstAnswer(workspace: Workspace): Promise<number> {
  const begun = performance.now()
  await answered(ASKED[0]![0], await givenIn(workspace))
  return ms(performance.now() - begun)
}

async function compared(workspace: Workspace, path: string): Promise<Measurement[]> {
  const given = await givenIn(workspace)
  const bare = new SQLite(path, { readonly: true })
  bare.pragma('cache_size = -65536')
  const duck = await openDuck(bare)
  const found: Measurement[] = []
  for (const [question, sql] of ASKED) found.push(...(await besideSql(question, sql, given, bare, duck)))
  if (!duck)
    found.push({ name: 'ask duckdb', what: 'not measured: @duckdb/node-api is not installed', ours: 0, unit: 'ms' })
  duck?.close()
  bare.close()
  return found
}

async function besideSql(question: string, sql: string, given: Given, bare: SQLite.Database, duck?: Duck) {
  const took = { ours: [] as number[], read: [] as number[], sql: [] as number[], duck: [] as number[] }
  const again: number[] = []
  for (let time = 0; time < TIMES; time++) {
    took.sql.push(await timed(() => bare.prepare(sql).raw().all()))
    if (duck) took.duck.push(await duck.ask(sql))
    const fresh = { ...given, known: { ...given.known, found: openShelf<Found>(100_000) } }
    took.read.push(await timed(() => understand({ question, conversation: '' }, fresh)))
    took.ours.push(await timed(() => answered(question, fresh)))
    again.push(await timed(() => answered(question, fresh)))
  }
  const beside = (name: string, theirs: number[], part: number, whom: string): Measurement => {
    const [mine, other] = [at(took.ours, part), at(theirs, part)]
    const what = `"${question}" to its rows, beside ${whom}`
    return { name, what, ours: ms(mine), theirs: ms(other), ratio: Math.round((100 * mine) / other) / 100, unit: 'ms' }
  }
  return [
    { name: 'ask read', what: `reading and planning "${question}"`, ours: ms(at(took.read, 0.5)), unit: 'ms' },
    beside('ask p50', took.sql, 0.5, 'the best SQL over the rows by hand'),
    beside('ask p95', took.sql, 0.95, 'the best SQL over the rows by hand'),
    ...(duck ? [beside('ask duckdb', took.duck, 0.5, 'the same SQL in DuckDB')] : []),
    { name: 'ask again', what: `"${question}" once more on unchanged data`, ours: ms(at(again, 0.5)), unit: 'ms' },
  ]
}

async function givenIn(workspace: Workspace): Promise<Given> {
  const known = await workspace.knowledge()
  return { workspace, known, person: undefined, model: undefined, now: NOW, signal: new AbortController().signal }
}

async function answered(question: string, given: Given): Promise<Found> {
  const read = await understand({ question, conversation: '' }, given)
  if (read.kind !== 'plan') throw new Error(`"${question}" was not understood`)
  return findRows(read.plan, given)
}

async function timed(work: () => unknown): Promise<number> {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}

const ms = (time: number): number => Math.round(time * 10) / 10

const at = (all: number[], part: number): number =>
  all.toSorted((a, b) => a - b)[Math.min(all.length - 1, Math.floor(all.length * part))]!
