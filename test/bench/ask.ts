import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import type { Row } from '#db/dataset.ts'
import { sales } from '#db/datasets/sales.ts'
import { write } from '#db/write.ts'
import { findRows } from '#jobs/kit/answer/find.ts'
import { openShelf } from '#jobs/kit/answer/shelf.ts'
import { type Given, understand } from '#jobs/kit/answer/understand.ts'
import { readConfig } from '#jobs/kit/config.ts'
import { openWorkspaces, type Workspace } from '#jobs/kit/workspace.ts'
import type { Measurement } from './index.ts'

const SIZES = [1_000_000, 5_000_000]
const TIMES = 11
const NOW = Date.parse('2026-11-20T05:00:00Z')
const PAID = "FILTER (WHERE status = 'paid')"
const LAST_MONTH = "time_day BETWEEN '2026-10-01' AND '2026-10-31'"
const THIS_YEAR = "time_day BETWEEN '2026-01-01' AND '2026-12-31'"

/** What people ask, beside the best SQL we know for it on the same file. */
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
    const workspaces = await openWorkspaces(readConfig({ DATA_DIR: folder, DEMO: 'off' }), NOW)
    try {
      const workspace = await workspaces.open('main')
      await write(workspace.db, sales, lines(size), { id: 'bench' })
      yield* measured(workspace, join(folder, 'main.db'), size)
    } finally {
      await workspaces.close()
      rmSync(folder, { recursive: true, force: true })
    }
  }
}

async function* measured(workspace: Workspace, path: string, size: number): AsyncGenerator<Measurement> {
  const many = `${size / 1_000_000}M rows`
  const started = performance.now()
  const known = await workspace.knowledge()
  yield {
    name: 'ask first',
    what: `${many}: learning what stands in the data, after a write`,
    ours: ms(started),
    unit: 'ms',
  }
  const bare = new SQLite(path, { readonly: true })
  bare.pragma('cache_size = -65536')
  for (const [question, sql] of ASKED) {
    const given = (): Given => ({
      ...{ workspace, person: undefined, model: undefined, now: NOW, signal: new AbortController().signal },
      known: { ...known, found: openShelf(1000) },
    })
    const [ours, theirs, reading]: number[][] = [[], [], []]
    for (let time = 0; time < TIMES; time++) {
      theirs!.push(timed(() => bare.prepare(sql).raw().all()))
      const begun = performance.now()
      const read = await understand({ question, conversation: '' }, given())
      reading!.push(ms(begun))
      if (read.kind !== 'plan') throw new Error(`"${question}" was not understood`)
      await findRows(read.plan, given())
      ours!.push(ms(begun))
    }
    yield { name: 'ask read', what: `${many}: reading "${question}"`, ours: at(reading!, 0.5), unit: 'ms' }
    for (const [name, part] of [
      ['p50', 0.5],
      ['p95', 0.95],
    ] as const) {
      const [mine, bestSql] = [at(ours!, part), at(theirs!, part)]
      const what = `${many}: "${question}" to rows, beside the best SQL by hand`
      yield {
        name: `ask ${name}`,
        what,
        ours: mine,
        theirs: bestSql,
        ratio: Math.round((100 * mine) / bestSql) / 100,
        unit: 'ms',
      }
    }
  }
  bare.close()
}

const BRANCHES = ['Bangkok', 'Jakarta', 'Surabaya', 'Bali', 'Chiang Mai', 'Phuket', 'Bandung']
const CHANNELS = ['store', 'online', 'marketplace']
const START = Date.parse('2024-11-01T00:00:00Z')
const DAYS = 750

/** Two years of lines as a shop has them, day after day. */
function* lines(size: number): Generator<Row> {
  for (let n = 0; n < size; n++) {
    const dice = (n * 2_654_435_761) % 4_294_967_296
    const of = <T>(all: T[], turn: number): T => all[Math.floor(dice / turn) % all.length]!
    const at = START + Math.floor((n / size) * DAYS) * 86_400_000 + (dice % 43_200) * 1000
    const amount = 10_000 + (dice % 500_000)
    yield {
      ...{ id: `L${n}`, order_id: `O${n >> 1}`, time: new Date(at).toISOString(), branch: of(BRANCHES, 7) },
      ...{
        country: 'Thailand',
        channel: of(CHANNELS, 11),
        customer: `C${dice % 20_000}`,
        product: `Product ${dice % 40}`,
      },
      ...{ category: `Category ${dice % 6}`, quantity: 1, price: amount, discount: 0, amount, cost: amount >> 1 },
      status: dice % 33 ? 'paid' : 'returned',
    }
  }
}

const ms = (since: number): number => Math.round((performance.now() - since) * 10) / 10

function timed(work: () => unknown): number {
  const begun = performance.now()
  work()
  return ms(begun)
}

const at = (all: number[], part: number): number =>
  all.toSorted((a, b) => a - b)[Math.min(all.length - 1, Math.floor(all.length * part))]!
