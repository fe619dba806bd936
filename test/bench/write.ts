import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { defineDataset, type Row } from '#db/dataset.ts'
import { openStore } from '#db/open.ts'
import { write } from '#db/write.ts'
import type { Measurement } from './index.ts'

const ROWS = Number(process.env.BENCH_ROWS ?? 1_000_000)
const TIMES = 3
const BATCH = 10_000

const orders = defineDataset({
  name: 'orders',
  say: 'Orders',
  columns: {
    id: { kind: 'text' },
    day: { kind: 'date' },
    branch: { kind: 'text' },
    product: { kind: 'text' },
    customer: { kind: 'integer' },
    items: { kind: 'integer' },
    amount: { kind: 'money', currency: 'EUR' },
    weight: { kind: 'number' },
  },
  key: ['id'],
  time: { column: 'day', zone: 'Europe/Berlin' },
  measures: { revenue: { say: 'Revenue', unit: 'money', is: { sum: 'amount' } } },
  dimensions: { branch: { say: 'Branch', column: 'branch' } },
  freshHours: 24,
  asks: [],
})

type Figures = { load: number; merge: number; rss: number }

/** Ours against the bare prepared upsert: the same rows, columns and key, each in a fresh file, taking turns. */
export async function* benchWrite(): AsyncGenerator<Measurement> {
  const ours: Figures[] = []
  const theirs: Figures[] = []
  for (let time = 0; time < TIMES; time++) {
    theirs.push(await inFolder(bare))
    ours.push(await inFolder(throughTheDoor))
  }
  const speed = (figures: Figures[], part: 'load' | 'merge') => Math.round(ROWS / median(figures.map(f => f[part])))
  const what = `${ROWS} rows x 8 columns, rows per second, median of ${TIMES}`
  for (const part of ['load', 'merge'] as const) {
    const [mine, bareSpeed] = [speed(ours, part), speed(theirs, part)]
    const said = part === 'load' ? 'first load' : 're-merge with 1 % changed'
    const ratio = Math.round((100 * mine) / bareSpeed) / 100
    yield { name: `write ${part}`, what: `${said}: ${what}`, ours: mine, theirs: bareSpeed, ratio, unit: 'rows/s' }
  }
  const rss = (figures: Figures[]) => Math.round(Math.max(...figures.map(f => f.rss)))
  yield { name: 'write memory', what: 'most that resident memory grew', ours: rss(ours), theirs: rss(theirs), unit: 'MB' }
}

async function throughTheDoor(folder: string): Promise<Figures> {
  const store = openStore(join(folder, 'ours.db'))
  const load = await timed(() => write(store, orders, rows(0), { id: 'run-1' }))
  const merge = await timed(() => write(store, orders, rows(1), { id: 'run-2' }))
  store.close()
  return { load: load.seconds, merge: merge.seconds, rss: Math.max(load.rss, merge.rss) }
}

async function bare(folder: string): Promise<Figures> {
  const sqlite = new SQLite(join(folder, 'bare.db'))
  sqlite.pragma('journal_mode = WAL')
  sqlite.pragma('synchronous = NORMAL')
  sqlite.exec(`CREATE TABLE orders (id TEXT NOT NULL, day TEXT, branch TEXT, product TEXT, customer INTEGER, items INTEGER,
    amount INTEGER, weight REAL) STRICT; CREATE UNIQUE INDEX orders_key ON orders (id)`)
  const load = await timed(async () => upsertAll(sqlite, rows(0)))
  const merge = await timed(async () => upsertAll(sqlite, rows(1)))
  sqlite.close()
  return { load: load.seconds, merge: merge.seconds, rss: Math.max(load.rss, merge.rss) }
}

function upsertAll(sqlite: SQLite.Database, all: Iterable<Row>): void {
  const upsert = sqlite.prepare(`INSERT INTO orders VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET day = excluded.day,
    branch = excluded.branch, product = excluded.product, customer = excluded.customer, items = excluded.items,
    amount = excluded.amount, weight = excluded.weight`)
  let held = 0
  sqlite.exec('BEGIN')
  for (const r of all) {
    upsert.run(r.id, r.day, r.branch, r.product, r.customer, r.items, r.amount, r.weight)
    if (++held % BATCH === 0) sqlite.exec('COMMIT; BEGIN')
  }
  sqlite.exec('COMMIT')
}

/** The same rows every time; in the second round every hundredth has another amount. */
function* rows(round: number): Generator<Row> {
  for (let n = 0; n < ROWS; n++) {
    const day = new Date(Date.UTC(2024, 0, 1) + Math.floor((n * 730) / ROWS) * 86_400_000)
    yield {
      id: `ORD-${100_000_000 + n}`,
      day: day.toISOString().slice(0, 10),
      branch: `Branch ${n % 40}`,
      product: `P${(n * 7919) % 5000}`,
      customer: (n * 104_729) % 200_000,
      items: 1 + (n % 7),
      amount: 100 + ((n * 31) % 90_000) + (n % 100 === 0 ? round : 0),
      weight: (n % 997) / 10,
    }
  }
}

async function timed(work: () => Promise<unknown>): Promise<{ seconds: number; rss: number }> {
  globalThis.gc?.()
  const before = process.memoryUsage.rss()
  let most = before
  const watch = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 20)
  const start = performance.now()
  await work()
  const seconds = (performance.now() - start) / 1000
  clearInterval(watch)
  return { seconds, rss: (Math.max(most, process.memoryUsage.rss()) - before) / 2 ** 20 }
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'bellhop-bench-'))
  try {
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const median = (all: number[]): number => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)]!
