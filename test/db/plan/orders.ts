import Database from 'better-sqlite3'
import { type Dataset, defineDataset } from '#db/dataset.ts'
import { type Answer, runPlan } from '#db/plan/run.ts'
import type { Plan } from '#db/plan.ts'

/** One of our own datasets: money in hundredths, a local day beside the UTC time, a branch it links to. */
const orders: Dataset = defineDataset({
  name: 'orders',
  say: 'orders',
  words: ['order'],
  columns: {
    no: { kind: 'text' },
    at: { kind: 'time' },
    branch: { kind: 'text' },
    channel: { kind: 'text' },
    amount: { kind: 'money', currency: 'THB' },
    items: { kind: 'integer' },
  },
  key: ['no'],
  time: { column: 'at', zone: 'Asia/Bangkok' },
  measures: {
    revenue: {
      say: 'revenue',
      words: ['sales', 'omzet', 'ยอดขาย'],
      unit: 'money',
      currency: 'THB',
      is: { sum: 'amount' },
    },
    orders: { say: 'orders', unit: 'count', is: { count: '*' } },
    value: {
      say: 'average order value',
      unit: 'money',
      currency: 'THB',
      is: { ratio: [{ sum: 'amount' }, { count: '*' }] },
    },
    web: { say: 'web revenue', unit: 'money', is: { sum: 'amount', where: { channel: 'web' } } },
  },
  dimensions: {
    branch: { say: 'branch', words: ['store', 'cabang', 'สาขา'], column: 'branch' },
    channel: { say: 'channel', column: 'channel' },
  },
  links: [{ column: 'branch', to: 'branches', at: 'name' }],
  freshHours: 24,
  asks: [{ say: 'revenue by branch', plan: { dataset: 'orders', measures: [{ measure: 'revenue' }], by: ['branch'] } }],
})

const branches: Dataset = defineDataset({
  name: 'branches',
  say: 'branches',
  columns: { name: { kind: 'text' }, country: { kind: 'text' }, rent: { kind: 'money' } },
  key: ['name'],
  measures: {},
  dimensions: { country: { say: 'country', column: 'country' } },
  label: ['name'],
  freshHours: 24,
  asks: [],
})

export const datasets = [orders, branches]

/** Four orders of two branches in October and November 2026, and one of a branch nobody described. */
export function shop(): { all(sql: string, params: unknown[]): Promise<unknown[][]> } {
  const db = new Database(':memory:')
  db.exec(`CREATE TABLE data_orders (no TEXT, at TEXT, at_day TEXT, branch TEXT, channel TEXT, amount INTEGER, items INTEGER);
    CREATE TABLE data_branches (name TEXT, country TEXT, rent INTEGER);
    INSERT INTO data_branches VALUES ('Bandung', 'Indonesia', 500000), ('Bangkok', 'Thailand', 900000), ('Bali', 'Indonesia', 700000);
    INSERT INTO data_orders VALUES ('a', '2026-10-31T20:00:00Z', '2026-11-01', 'Bandung', 'web', 1050, 1), ('b', '2026-10-10T05:00:00Z', '2026-10-10', 'Bandung', 'store', 2000, 2),
      ('c', '2026-10-12T05:00:00Z', '2026-10-12', 'Bangkok', 'web', 4000, 4), ('d', '2026-11-03T05:00:00Z', '2026-11-03', 'Bangkok', 'web', 5025, 5), ('e', '2026-11-04T05:00:00Z', '2026-11-04', 'Atlantis', 'web', 100, 1)`)
  return {
    all: async (sql, params) =>
      db
        .prepare(sql)
        .raw(true)
        .all(...params) as unknown[][],
  }
}

export function run(plan: Plan): Promise<Answer> {
  return runPlan(shop(), plan, datasets, { weekStart: 'monday' })
}
