import type { Dataset } from '../dataset.ts'
import type { Plan } from '../plan.ts'
import { type Compiled, compile } from './compile.ts'
import type { Out } from './naming.ts'
import type { Clock } from './scope.ts'

/** A read-only connection, with whatever limits its owner sets. */
export type Reader = { all(sql: string, params: unknown[]): Promise<unknown[][]> }
export type Answer = { columns: Out[]; rows: unknown[][]; sql: string; params: unknown[] }

export async function runPlan(reader: Reader, plan: Plan, datasets: Dataset[], clock: Clock = {}): Promise<Answer> {
  const { sql, params, columns }: Compiled = compile(plan, datasets, clock)
  return { columns, rows: await reader.all(sql, params), sql, params }
}
