import type { Model } from '#prompts/kit/model.ts'
import { narrate } from '#prompts/narrate.ts'
import type { Found } from './find.ts'
import { periodIn, sayPeriod } from './words.ts'

const PATIENCE_MS = 20_000

/**
 * The model may phrase the sentence of an answer it helped to find: people waited for it already. Every number, name and
 * date in it is checked against the rows; otherwise, and when it takes long, our own sentence stands.
 */
export async function phrased(own: string, found: Found, model: Model, signal: AbortSignal): Promise<string> {
  const { plan, table } = found
  const period = periodIn(plan.where)
  const filters = (plan.where ?? []).flatMap((each) =>
    'is' in each && 'column' in each ? [each.is].flat().map(String) : [],
  )
  const said = [sayPeriod(period), ...(period?.say ? [period.say] : []), ...filters].filter(Boolean)
  const dir = plan.order?.[0]?.dir === 'asc' ? ('lowest' as const) : ('highest' as const)
  const facts = { columns: table.columns, rows: table.rows.slice(0, 50), said, ...(plan.limit && { only: dir }) }
  const { sentence } = await narrate(model, own, facts, AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]))
  signal.throwIfAborted()
  return sentence
}
