import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { defineDataset, type Row } from '#db/dataset.ts'
import { openStore } from '#db/open.ts'
import { write } from '#db/write.ts'

// One side of the measurement in a process and a file of its own: 'ours' or 'theirs', FOLDER, ROWS.

export type Part = 'load' | 'merge'
export type Figures = Record<Part, { wall: number; cpu: number }> & { grownMb: number }
type Side = { write(rows: Iterable<Row>, run: string): Promise<unknown>; close(): void }

const BATCH = 10_000

const orders = defineDataset({
  name: 'orders',
  say: 'orders',
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
  measures: { revenue: { say: 'revenue', unit: 'money', is: { sum: 'amount' } } },
  dimensions: { branch: { say: 'branch', column: 'branch' } },
  freshHours: 24,
  asks: [],
})

const sides: Record<string, (folder: string) => Side> = { ours, theirs }

if (process.send) {
  const [name, folder, count] = process.argv.slice(2) as [string, string, string]
  process.send(await measure(sides[name]!(folder), Number(count)))
  process.disconnect()
}

async function measure(side: Side, count: number): Promise<Figures> {
  const before = process.memoryUsage.rss() / 2 ** 20
  const load = await timed(() => side.write(rows(count, 0), 'run-1'))
  const merge = await timed(() => side.write(rows(count, 1), 'run-2'))
  side.close()
  return { load, merge, grownMb: Math.round(process.resourceUsage().maxRSS / 1024 - before) }
}

function ours(folder: string): Side {
  const store = openStore(join(folder, 'ours.db'))
  return { write: (all, run) => write(store, orders, all, { id: run }), close: store.close }
}

/** The prepared upsert and nothing else: no checks, no counts, no run, no index but the key. */
function theirs(folder: string): Side {
  const sqlite = new SQLite(join(folder, 'theirs.db'))
  sqlite.pragma('journal_mode = WAL')
  sqlite.pragma('synchronous = NORMAL')
  sqlite.exec(`CREATE TABLE orders (id TEXT NOT NULL, day TEXT, branch TEXT, product TEXT, customer INTEGER, items INTEGER,
    amount INTEGER, weight REAL) STRICT; CREATE UNIQUE INDEX orders_key ON orders (id)`)
  const upsert = sqlite.prepare(`INSERT INTO orders VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET
    day = excluded.day, branch = excluded.branch, product = excluded.product, customer = excluded.customer,
    items = excluded.items, amount = excluded.amount, weight = excluded.weight`)
  async function writeAll(all: Iterable<Row>): Promise<void> {
    let held = 0
    sqlite.exec('BEGIN')
    for (const r of all) {
      upsert.run(r.id, r.day, r.branch, r.product, r.customer, r.items, r.amount, r.weight)
      if (++held % BATCH === 0) sqlite.exec('COMMIT; BEGIN')
    }
    sqlite.exec('COMMIT')
  }
  return { write: writeAll, close: () => sqlite.close() }
}

/** The same rows every time; in the second round every hundredth has another amount. */
function* rows(count: number, round: number): Generator<Row> {
  const day = (n: number) => new Date(Date.UTC(2024, 0, 1 + n)).toISOString().slice(0, 10)
  const days = Array.from({ length: 730 }, (_, n) => day(n))
  for (let n = 0; n < count; n++) {
    yield {
      id: `ORD-${100_000_000 + n}`,
      day: days[Math.floor((n * days.length) / count)],
      branch: `Branch ${n % 40}`,
      product: `P${(n * 7919) % 5000}`,
      customer: (n * 104_729) % 200_000,
      items: 1 + (n % 7),
      amount: 100 + ((n * 31) % 90_000) + (n % 100 === 0 ? round : 0),
      weight: (n % 997) / 10,
    }
  }
}

async function timed(work: () => Promise<unknown>): Promise<{ wall: number; cpu: number }> {
  const [start, used] = [performance.now(), process.cpuUsage()]
  await work()
  const { user, system } = process.cpuUsage(used)
  return { wall: (performance.now() - start) / 1000, cpu: (user + system) / 1e6 }
}
