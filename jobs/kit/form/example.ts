import type { Dataset } from '#db/dataset.ts'
import type { Condition, Plan } from '#db/plan.ts'
import type { Example, Filled } from '#prompts/plan.ts'
import { assembled } from '../form.ts'
import { compareOf } from './conditions.ts'
import { type Terms, termsOf } from './terms.ts'

/** A plan as the form that would have made it; nothing when it says more than a form can. */
export function formOf(question: string, plan: Plan, datasets: Dataset[]): Example | undefined {
  const dataset = datasets.find(({ name }) => name === plan.dataset)
  if (!dataset) return undefined
  const terms = termsOf(dataset, datasets)
  const form = written(plan, terms)
  const { chart: _, ...rest } = plan
  const where = (plan.where ?? []).filter((each) => !('period' in each) && !('part' in each))
  const lines = where.map((each) => lineOf(terms, each))
  const filled = { ...form, ...(lines.length && { where: lines }) } as Filled
  if (lines.includes(undefined)) return undefined
  const conditions = plan.where ?? []
  const again = assembled(filled, terms, conditions)
  return same(again, rest) ? { question, form: tidy(filled) } : undefined
}

function written(plan: Plan, terms: Terms): Filled {
  const period = plan.where?.find((each) => 'period' in each)
  const [having] = plan.having ?? []
  const [order] = plan.order ?? []
  return {
    dataset: plan.dataset,
    measures: plan.measures?.map((each) => nameOf(terms.measures, each)),
    by: plan.by?.map((each) => nameOf(terms.groups, each)),
    rows: plan.rows?.map((ref) => [...terms.columns].find(([, each]) => each.ref === ref)?.[0] ?? ''),
    period: period && 'period' in period ? saidOf(period.period.say) : undefined,
    compare: plan.compare,
    order: order ? (order.dir === 'asc' ? 'lowest' : 'highest') : undefined,
    sort: order && 'column' in order ? order.column : undefined,
    top: plan.limit,
    each: plan.each ? true : undefined,
    show: plan.show,
    having: having && typeof having.than === 'number' ? { ...havingOf(terms, having), than: having.than } : undefined,
  }
}

/** "last month (1–31 Oct 2026)" was said as "last month". */
const saidOf = (say?: string): string | undefined => say?.replace(/ \([^)]*\)$/, '')

function havingOf(terms: Terms, { measure, op }: NonNullable<Plan['having']>[number]) {
  return { measure: nameOf(terms.measures, measure), is: testOf(op) as NonNullable<Filled['having']>['is'] }
}

function nameOf(names: Map<string, unknown>, wanted: unknown): string {
  const found = [...names].findLast(([, each]) => same(each, wanted))
  return found?.[0] ?? ''
}

type Line = NonNullable<Filled['where']>[number]

function lineOf(terms: Terms, it: Condition): Line | undefined {
  if (!('column' in it) || !it.column) return undefined
  const column = [...terms.columns].find(([, each]) => each.ref === it.column)?.[0]
  if (!column) return undefined
  if ('is' in it && !('part' in it))
    return {
      column,
      is: it.not ? 'is not' : 'is',
      values: [it.is].flat().map((each) => (typeof each === 'boolean' ? String(each) : each)),
    }
  if ('op' in it && typeof it.than === 'number' && testOf(it.op))
    return { column, is: testOf(it.op)!, values: [it.than] }
  if ('empty' in it) return { column, is: it.empty ? 'is empty' : 'is not empty' }
  if ('between' in it && !it.not) return { column, is: 'between', values: it.between.map(Number) }
  return undefined
}

function testOf(op: string): Line['is'] | undefined {
  return (['more than', 'at least', 'less than', 'at most'] as const).find((each) => compareOf(each) === op)
}

const tidy = (form: Filled): Filled => JSON.parse(JSON.stringify(form))

export function same(a: unknown, b: unknown): boolean {
  const sorted = (value: unknown): string =>
    JSON.stringify(value, (_, each) =>
      each && typeof each === 'object' && !Array.isArray(each)
        ? Object.fromEntries(Object.entries(each).sort(([x], [y]) => (x < y ? -1 : 1)))
        : each,
    )
  return sorted(a) === sorted(b)
}
