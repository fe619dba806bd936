import type { Dataset } from '#db/dataset.ts'
import type { By, Plan, PlanMeasure } from '#db/plan.ts'
import { grainFor } from './offers.ts'
import { isTime, periodIn } from './words.ts'

/** A plan as it is best shown: it asks the same, laid out so that a phone can show it. */
export function tidy(plan: Plan, base: Dataset): Plan {
  if (!plan.measures?.length) return withAmount(plan, base)
  if (plan.fold) return named(plan, base)
  return lined(spread(narrow(grown(named(plan, base)))), base)
}

/** A list of things that are worth something says how much. */
function withAmount(plan: Plan, base: Dataset): Plan {
  const money = Object.keys(base.columns).filter((name) => base.columns[name]!.kind === 'money')
  const amount = Object.values(base.measures).flatMap(({ is }) =>
    'sum' in is && money.includes(is.sum) ? [is.sum] : [],
  )[0]
  const few = !plan.rows || plan.rows.length < 3 || plan.distinct || plan.rows.some((each) => money.includes(each))
  return few || !amount ? plan : { ...plan, rows: [...plan.rows!, amount] }
}

/** "Different order number" is what the dataset calls orders. */
export function named(plan: Plan, base: Dataset): Plan {
  if (!plan.measures) return plan
  const ours = (each: PlanMeasure): PlanMeasure => {
    if ('ratio' in each) return { ...each, ratio: [ours(each.ratio[0]), ours(each.ratio[1])] }
    if (!('fn' in each) || each.where || each.as || 'unit' in each) return each
    const is = JSON.stringify('column' in each ? { [each.fn]: each.column } : { count: '*' })
    const name = Object.keys(base.measures).find((one) => JSON.stringify(base.measures[one]!.is) === is)
    return name ? { measure: name } : each
  }
  const having = plan.having?.map((each) => ({ ...each, measure: ours(each.measure) }))
  return { ...plan, measures: plan.measures.map(ours), ...(having && { having }) }
}

const fixed = (plan: Plan, how: (values: unknown[]) => boolean): string[] =>
  (plan.where ?? []).flatMap((each) =>
    'column' in each && 'is' in each && !('part' in each) && !each.not && how([each.is].flat()) ? [each.column!] : [],
  )

/** "Only Bangkok" of a table of branches: a column in which every row says Bangkok says nothing. */
function narrow(plan: Plan): Plan {
  const one = fixed(plan, (values) => values.length === 1)
  const by = (plan.by ?? []).filter((each) => typeof each !== 'string' || !one.includes(each))
  if (by.length === (plan.by?.length ?? 0) || plan.each || plan.having) return plan
  const { by: _, order, limit, show, chart, ...rest } = plan
  if (by.length) return { ...plan, by }
  return { ...rest, ...(chart === 'table' && { chart }) }
}

/** "In Bangkok and Jakarta": one line for each, and the whole in the sentence. */
function spread(plan: Plan): Plan {
  const named = fixed(plan, (values) => values.length > 1)
  return plan.by?.length || named.length !== 1 ? plan : { ...plan, by: named }
}

/** The growth of one single year, month or week is its change against the one before, for each of the groups if there are any. */
function grown(plan: Plan): Plan {
  const period = periodIn(plan.where)
  const time = plan.by?.find((each) => typeof each === 'object' && 'grain' in each)
  if (!plan.show?.some((each) => each === 'growth' || each === 'change')) return plan
  if (typeof time !== 'object' || !('grain' in time) || !period?.from || !period.to) return plan
  const days = (Date.parse(period.to) - Date.parse(period.from)) / 86_400_000 + 1
  if (days > (LENGTH[time.grain] ?? 0)) return plan
  const { by: _, show, order: __, ...rest } = plan
  const by = plan.by!.filter((each) => each !== time)
  if (!by.length) return { ...rest, compare: 'previous' }
  const [first] = show.filter((each) => each === 'growth' || each === 'change')
  return { ...rest, by, compare: 'previous', show: [first!], order: [{ show: first!, dir: 'desc' }] }
}

const LENGTH: Record<string, number> = { day: 1, week: 7, month: 31, quarter: 92, year: 366 }

/** A line needs time to run along. */
function lined(plan: Plan, base: Dataset): Plan {
  const timed = plan.by?.some(isTime)
  if (plan.chart !== 'line' || timed || !base.time || plan.compare || plan.having) return plan
  const { order: _, limit: __, each: ___, show: ____, ...rest } = plan
  const by: By[] = [{ column: base.time.column, grain: grainFor(periodIn(plan.where)) }, ...(plan.by ?? [])]
  return { ...rest, by: by.slice(0, 2) }
}
