import { describePlan } from '#db/plan/describe.ts'
import type { Plan } from '#db/plan.ts'
import type { Understood as Read } from '#db/question/question.ts'
import type { Model } from '#prompts/kit/model.ts'
import { choose, planByModel } from '../thinking.ts'
import type { Asked } from './asked.ts'
import { fromPlan, type Reading, type Understood, whenOf } from './understand.ts'

const RECENT_MS = 2 * 3_600_000

/** The reader isn't sure: a model may fill the form; where both have an answer and they differ, people decide. */
export async function thinkOver(
  { question }: Asked,
  read: Exclude<Read, { kind: 'plan' }>,
  reading: Reading,
  model: Model,
): Promise<Understood> {
  const { known, thread, signal } = reading
  const { datasets, values } = known
  // What was talked about this morning is not what a question leaves open now.
  const before = thread && thread.at > reading.now - RECENT_MS ? thread : undefined
  const thought = await planByModel({
    ...whenOf(reading),
    model,
    question,
    datasets,
    values: [...values.exact.values()].flat(),
    ...(before && { thread: [{ question: before.question, plan: before.plan as Plan }] }),
    signal,
  })
  const mine = read.kind === 'doubt' ? read.choices : []
  if ('failed' in thought)
    return read.kind === 'doubt'
      ? read
      : { ...read, aside: `The local model couldn't help: ${thought.why.replace(/ \([^)]*\)$/, '')}` }
  const first = mine[0]?.plan
  const choice = choose({ sure: false, ...(first && { plan: first }) }, thought, (plan) => describePlan(plan, datasets))
  const carried = before && 'carried' in thought && thought.carried ? { carried: before.sentence } : {}
  if ('use' in choice) {
    const understood = fromPlan(choice.use, choice.via === 'reader' ? 'reader' : 'model', reading)
    return understood.kind === 'plan' ? { ...understood, ...carried } : understood
  }
  if ('refuse' in choice)
    return read.kind === 'refused' ? read : { kind: 'refused', why: choice.refuse, suggestions: [] }
  const more = [...choice.ask.map(({ say, plan }) => ({ label: say, plan })), ...mine]
  const choices = more.filter((each, i) => more.findIndex(({ label }) => label === each.label) === i).slice(0, 4)
  return { kind: 'doubt', question: choice.why, choices }
}
