import { isBooked } from '#db/book.ts'
import type { Dataset } from '#db/dataset.ts'
import { compile } from '#db/plan/compile.ts'
import { datasetNamed } from '#db/plan/find.ts'
import type { Plan } from '#db/plan.ts'
import type { BlockOf } from '../message.ts'
import type { Workspace } from '../workspace.ts'
import { clockFor, dayIn } from './clock.ts'
import { besides, type Compared } from './compare.ts'
import type { Knowledge } from './knowledge.ts'
import { tableOf } from './table.ts'

/** What a plan came to: the table, the SQL, how many rows were looked at, and the two periods if it compares. */
export type Found = {
  plan: Plan
  table: BlockOf<'table'>
  sql: string
  counted: number
  truncated: boolean
  compared?: Compared
}
export type Finding = { known: Knowledge; workspace: Workspace; now: number; signal?: AbortSignal }
export type Limits = { maxRows: number; timeoutMs: number }

const SHOWN: Limits = { maxRows: 5000, timeoutMs: 10_000 }
export const WHOLE: Limits = { maxRows: 200_000, timeoutMs: 60_000 }

/** Runs a plan on the read-only connection. What was found stays known until something is written. */
export async function findRows(plan: Plan, finding: Finding, limits: Limits = SHOWN): Promise<Found> {
  const { found } = finding.known
  const key = JSON.stringify([plan, limits.maxRows, dayIn(finding.workspace.zone, finding.now)])
  const kept = found.get(key)
  if (kept) return kept
  const fresh = await find(plan, finding, limits)
  found.set(key, fresh)
  return fresh
}

async function find(plan: Plan, finding: Finding, limits: Limits): Promise<Found> {
  const base = datasetNamed(finding.known.datasets, plan.dataset)!
  const zone = base.time?.zone ?? finding.workspace.zone
  const compared = besides(plan, base, dayIn(zone, finding.now))
  const asked = compared?.plan ?? plan
  const rest = { plan, ...(compared && { compared }) }
  const ask = (one: Plan, counted: boolean) => read(one, base, finding, limits, counted)
  if (leavesOut(asked)) {
    const { dataset, where = [] } = asked
    const all: Plan = { dataset, measures: [{ fn: 'count' }], where }
    const [got, whole] = await Promise.all([ask(asked, false), ask(all, false)])
    return { ...rest, ...got, table: tableOf(got, asked, zone), counted: Number(whole.rows[0]![0]) }
  }
  const { columns, rows, ...got } = await ask(asked, true)
  const shown = { columns: columns.slice(0, -1), rows: rows.map((row) => row.slice(0, -1)) }
  return { ...rest, ...got, table: tableOf(shown, asked, zone), counted: Number(rows[0]?.at(-1) ?? 0) }
}

/** Rows that are looked at and leave no trace in the answer are counted by a question of their own. */
const leavesOut = ({ measures, fold, having, each, both, ties }: Plan) =>
  !measures || fold || having || each || both || ties

async function read(plan: Plan, base: Dataset, finding: Finding, limits: Limits, counted: boolean) {
  const { known, workspace, now, signal } = finding
  const how = { isBooked: isBooked(workspace.db, base), counted }
  const { sql, params, columns } = compile(plan, known.datasets, clockFor(workspace, base, now), how)
  const { rows, truncated } = await workspace.reader.all(sql, params, { ...limits, ...(signal && { signal }) })
  return { sql, columns, rows, truncated }
}
