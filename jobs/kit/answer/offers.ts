import type { Dataset } from '#db/dataset.ts'
import type { By, Grain, Period, Plan } from '#db/plan.ts'
import { showCell } from '../format.ts'
import type { Found } from './find.ts'
import { isTime, periodIn } from './words.ts'

/** A question that makes sense after this one, with the plan that answers it. */
export type Offer = { label: string; plan: Plan }

const MOST = 3

/** What people want to know next: the change, what lies beneath, the same along another line, over time. */
export function offersFor(found: Found, base: Dataset): Offer[] {
  const { plan } = found
  if (!plan.measures?.length) return howMany(plan)
  if (plan.fold || plan.having) return []
  const [first, second] = otherDimensions(plan, base)
  const all = [
    compared(plan),
    first && along(plan, first),
    onlyFirst(found),
    overTime(plan, base),
    second && along(plan, second),
  ]
  return all.filter((each) => each !== undefined).slice(0, MOST)
}

const howMany = (plan: Plan): Offer[] => [
  { label: 'How many?', plan: { dataset: plan.dataset, measures: [{ fn: 'count' }], where: plan.where ?? [] } },
]

function compared(plan: Plan): Offer | undefined {
  const period = periodIn(plan.where)
  const timed = plan.by?.some(isTime)
  if (plan.compare || timed || !period?.from || !period.to) return undefined
  return { label: 'Compare with before', plan: { ...bare(plan), compare: 'previous' } }
}

/** The same without what only made sense for these groups. */
function bare({
  limit: _,
  order: __,
  each: ___,
  show: ____,
  both: _____,
  ties: ______,
  chart: _______,
  ...plan
}: Plan) {
  return plan
}

function otherDimensions(plan: Plan, base: Dataset): [string, Dataset['dimensions'][string]][] {
  const said = JSON.stringify([plan.by, plan.where])
  return Object.entries(base.dimensions).filter(([, { column }]) => {
    const { role, distinct = 0 } = base.columns[column]!
    return role !== 'id' && distinct < 500 && !said.includes(`"${column}"`)
  })
}

function along(plan: Plan, [, { say, column }]: [string, Dataset['dimensions'][string]]): Offer {
  return { label: `By ${say}`, plan: { ...bare(plan), by: [column] } }
}

function onlyFirst({ plan, table }: Found): Offer | undefined {
  const [by] = plan.by ?? []
  const cell = table.rows[0]?.[0]
  if (typeof by !== 'string' || table.rows.length < 2 || typeof cell !== 'string' || !cell) return undefined
  const rest = bare(plan)
  const others = (plan.by ?? []).slice(1)
  const { by: _, ...without } = rest
  const kept = (plan.where ?? []).filter(
    (each) => !('is' in each && 'column' in each && each.column === by && !each.not),
  )
  const where = [...kept, { column: by, is: cell }]
  return { label: `Only ${showCell(cell)}`, plan: { ...without, ...(others.length && { by: others }), where } }
}

function overTime(plan: Plan, base: Dataset): Offer | undefined {
  const column = base.time?.column
  if (!column || plan.compare || plan.by?.some(isTime)) return undefined
  const grain = /month/.test(column) ? 'month' : grainFor(periodIn(plan.where))
  if (grain === 'month' && isOneMonth(periodIn(plan.where))) return undefined
  const by: By[] = [{ column, grain }]
  return { label: `Per ${grain}`, plan: { ...bare(plan), by } }
}

const isOneMonth = (period: Period | undefined) =>
  Boolean(period?.from && period.from.slice(0, 7) === period.to?.slice(0, 7))

/** As fine as a phone can show. */
export function grainFor(period: Period | undefined): Grain {
  if (!period?.from || !period.to) return 'month'
  const days = (Date.parse(period.to) - Date.parse(period.from)) / 86_400_000 + 1
  return days <= 2 ? 'hour of day' : days <= 62 ? 'day' : 'month'
}
