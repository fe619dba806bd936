import type { Dataset } from '#db/dataset.ts'
import { checkPlan } from '#db/plan/check.ts'
import type { Condition, Plan } from '#db/plan.ts'
import type { Filled } from '#prompts/plan.ts'
import { compareOf, conditionOf, type Made, periodOf } from './form/conditions.ts'
import { type Grounds, saidNumber } from './form/grounds.ts'
import { type Terms, termsOf } from './form/terms.ts'

/** The plan a filled form means. Everything in it was said by people or stands in the data, or it is a problem. */
export function planOf(form: Filled, datasets: Dataset[], grounds: Grounds): Made<Plan> {
  const dataset = datasets.find(({ name }) => name === form.dataset)
  if (!dataset) return { problems: [`There is no dataset "${form.dataset}".`], guessed: [] }
  const terms = termsOf(dataset, datasets)
  const where = (form.where ?? []).map((line) => conditionOf(terms, line, grounds))
  const period = periodOf(form, grounds)
  const conditions = [...where.flatMap(({ made }) => made ?? []), ...(period.made ?? [])]
  const plan = assembled(form, terms, conditions)
  const problems = [...where, period].flatMap((each) => each.problems)
  const all = [
    ...problems,
    ...numbers(form, grounds),
    ...shape(form),
    ...(problems.length ? [] : checkPlan(plan, datasets)),
  ]
  const absent = where.flatMap((each) => each.absent ?? [])
  return { ...(!all.length && { made: plan }), problems: all, guessed: where.flatMap((each) => each.guessed), absent }
}

export function assembled(form: Filled, terms: Terms, where: Condition[]): Plan {
  const measures = (form.measures ?? []).map((name) => terms.measures.get(name)!)
  const order = orderOf(form, terms)
  const { having } = form
  return {
    dataset: form.dataset,
    ...(measures.length && { measures }),
    ...(form.by?.length && { by: form.by.map((name) => terms.groups.get(name)!) }),
    ...(!measures.length && form.rows?.length && { rows: form.rows.map((name) => terms.columns.get(name)!.ref) }),
    ...(where.length && { where }),
    ...(having && {
      having: [{ measure: terms.measures.get(having.measure)!, op: compareOf(having.is), than: having.than }],
    }),
    ...(order && { order: [order] }),
    ...(form.top && { limit: form.top }),
    ...(form.each && form.top && (form.by?.length ?? 0) > 1 && { each: form.by!.length - 1 }),
    ...(form.show?.length && { show: form.show }),
    ...(form.compare && { compare: form.compare }),
  }
}

function orderOf(form: Filled, terms: Terms): NonNullable<Plan['order']>[number] | undefined {
  const dir = form.order === 'lowest' ? 'asc' : 'desc'
  if (form.measures?.length) return form.by?.length && (form.order || form.top) ? { measure: 0, dir } : undefined
  const sort = form.sort && terms.columns.get(form.sort)
  return sort ? { column: sort.ref, dir } : undefined
}

function numbers(form: Filled, grounds: Grounds): string[] {
  const { top, having } = form
  return [
    ...(top && top > 1 && !saidNumber(grounds, top) ? [`The question doesn't say ${top}; leave "top" out.`] : []),
    ...(having && !saidNumber(grounds, having.than)
      ? [`The question doesn't say ${having.than}; leave "having" out.`]
      : []),
  ]
}

function shape(form: Filled): string[] {
  const wrong: [unknown, string][] = [
    [!form.measures?.length && !form.rows?.length, 'Choose "measures" or "rows".'],
    [form.compare && !form.period, '"compare" needs a "period".'],
    [form.show?.length && !form.by?.length, '"show" needs groups in "by".'],
  ]
  return wrong.filter(([is]) => is).map(([, say]) => say)
}
