import type { Dataset } from '#db/dataset.ts'
import type { Plan } from '#db/plan.ts'
import type { When } from '#db/question/when.ts'
import { ask } from '#prompts/kit/ask.ts'
import type { Model } from '#prompts/kit/model.ts'
import type { Kind } from '#prompts/kit/trouble.ts'
import { type Filled, type Form, formSchema, isMissing, planPrompt, planSlots } from '#prompts/plan.ts'
import { namesMeasure } from './answer/changes.ts'
import type { Made } from './form/conditions.ts'
import { formOf, same } from './form/example.ts'
import type { Grounds } from './form/grounds.ts'
import { nearestDatasets, nearestExamples } from './form/nearest.ts'
import { type KnownValue, shelfOf, termsOf } from './form/terms.ts'
import { planOf } from './form.ts'

export type Thinking = When & {
  model: Model
  question: string
  datasets: Dataset[]
  /** Values found in the data; a name that isn't among them is refused. */
  values?: KnownValue[]
  /** What was asked before in the thread, oldest first. */
  thread?: { question: string; plan: Plan }[]
  signal?: AbortSignal
  heard?: (letters: number) => void
}
/** `guessed` are conditions the question only hints at, `carried`: without the thread it would not have been this plan. */
export type Thought =
  | { plan: Plan; guessed: string[]; carried: boolean; by: string }
  | { cannot: string; why: string }
  | { failed: Kind; why: string }

/** Lets the model fill the form for a question. What it can't ground in the question or in the data never becomes a plan. */
export async function planByModel(thinking: Thinking): Promise<Thought> {
  const { model, question, values = [], signal, heard, now, zone, weekStart, fiscalStart } = thinking
  const near = nearestDatasets(spoken(thinking).join(' '), thinking.datasets, values)
  const shelves = near.map((dataset) => shelfOf(termsOf(dataset, thinking.datasets), values, question))
  const grounds: Grounds = {
    said: spoken(thinking),
    values,
    when: { now, zone, weekStart, ...(fiscalStart && { fiscalStart }) },
  }
  const earlier = (thinking.thread ?? []).flatMap((each) => formOf(each.question, each.plan, thinking.datasets) ?? [])
  const examples = nearestExamples(question, near, thinking.datasets)
  let made: Made<Plan> | undefined
  const check = (form: Form): string[] => {
    made = isMissing(form) ? undefined : planOf(form as Filled, thinking.datasets, grounds)
    return made?.problems ?? []
  }
  const answer = await ask(
    model,
    planPrompt,
    planSlots({ question, today: todayIn(zone, now), shelves, examples, earlier }),
    {
      schema: formSchema(shelves),
      check,
      ...(signal && { signal }),
      ...(heard && { heard }),
    },
  )
  if (answer.ok && made?.made) {
    const alone = planOf(answer.value as Filled, thinking.datasets, { ...grounds, said: [question] })
    const carried = !alone.made || !same(alone.made, made.made) || leansOn(thinking, made.made)
    return { plan: made.made, guessed: made.guessed, carried, by: answer.by }
  }
  if (answer.ok) return cannot(answer.value, grounds, near)
  const [absent] = made?.absent ?? []
  return absent && answer.trouble === 'form'
    ? { cannot: absent, why: absent }
    : { failed: answer.trouble, why: answer.why }
}

function spoken({ question, thread = [] }: Thinking): string[] {
  const before = thread.slice(-2).flatMap((each) => [each.question, ...periodsOf(each.plan)])
  return [question, ...before]
}

/** What is counted is counted as before, and the question doesn't say it. */
function leansOn({ question, thread = [], datasets }: Thinking, { measures }: Plan): boolean {
  const before = thread.at(-1)?.plan.measures
  return Boolean(measures?.length && before && same(measures, before) && !namesMeasure(question, datasets))
}

function periodsOf(plan: Plan): string[] {
  return (plan.where ?? []).flatMap((each) => ('period' in each ? (each.period.say ?? []) : []))
}

/** What is missing is said in the person's own word, or not at all. */
function cannot(form: Form, { said }: Grounds, datasets: Dataset[]): Thought {
  const word = isMissing(form) ? form.missing.trim() : ''
  const own = word.length > 1 && said[0]!.toLowerCase().includes(word.toLowerCase())
  const known = datasets.flatMap((each) => Object.values(each.measures).map(({ say }) => say))
  const list = [...new Set(known)].slice(0, 8).join(', ')
  const missing = own ? `There is no "${word}" in what I know.` : "I don't have what that asks for."
  return { cannot: own ? word : '', why: list ? `${missing} I know ${list}.` : missing }
}

function todayIn(timeZone: string, now: Date): string {
  return now.toLocaleDateString('en-GB', { timeZone, weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
}

/** What the reader made of a question: `sure` when nobody needs to be asked. */
export type ByReader = { plan?: Plan; sure: boolean; why?: string }
export type Choice =
  | { use: Plan; via: 'reader' | 'model' | 'both' }
  | { ask: { say: string; plan: Plan }[]; why: string }
  | { refuse: string }

/** The reader goes first; the model speaks only when the reader isn't sure; where both answer and differ, people decide. */
export function choose(reader: ByReader, thought: Thought | undefined, say: (plan: Plan) => string): Choice {
  const option = (plan: Plan) => ({ say: say(plan), plan })
  if (reader.plan && reader.sure) return { use: reader.plan, via: 'reader' }
  const model = thought && 'plan' in thought ? thought : undefined
  if (reader.plan && model) {
    if (alike(reader.plan, model.plan)) return { use: reader.plan, via: 'both' }
    return { ask: [option(reader.plan), option(model.plan)], why: 'Which do you mean?' }
  }
  if (reader.plan) return { ask: [option(reader.plan)], why: 'Do you mean this?' }
  if (model?.guessed.length) return { ask: [option(model.plan)], why: `Do you mean ${model.guessed.join(' and ')}?` }
  if (model) return { use: model.plan, via: 'model' }
  return { refuse: (thought && 'cannot' in thought ? thought.why : reader.why) ?? "I didn't understand that." }
}

/** The same question, however its parts are ordered or drawn. */
function alike(a: Plan, b: Plan): boolean {
  return same(bare(a), bare(b))
}

function bare({ chart: _, order, ...plan }: Plan) {
  const where = (plan.where ?? []).map((each) => {
    if ('period' in each) return { ...each, period: { from: each.period.from, to: each.period.to } }
    return 'is' in each && Array.isArray(each.is) ? { ...each, is: [...each.is].sort() } : each
  })
  const sorted = where.map((each) => JSON.stringify(each)).sort()
  return { ...plan, where: sorted, ...(plan.limit && { order }) }
}
