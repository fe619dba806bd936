import { lastAnswer } from '#db/answers.ts'
import { getLesson, listLessons } from '#db/lessons.ts'
import { describePlan } from '#db/plan/describe.ts'
import { checkPlan, type Plan } from '#db/plan.ts'
import { readAgain } from '#db/question/again.ts'
import { readQuestion } from '#db/question/question.ts'
import type { Model } from '#prompts/kit/model.ts'
import { choose, planByModel } from '../thinking.ts'
import type { Workspace } from '../workspace.ts'
import type { Knowledge } from './knowledge.ts'

export type Understood =
  | { kind: 'plan'; plan: Plan; sentence: string; via: Via; carried?: string }
  | { kind: 'doubt'; question: string; choices: { label: string; plan: Plan }[] }
  | { kind: 'refused'; why: string; suggestions: string[] }
export type Via = 'reader' | 'model' | 'choice' | 'verified'

export type Asked = { question: string; conversation: string; chosen?: Plan | undefined }
export type With = {
  known: Knowledge
  workspace: Workspace
  model: Model | undefined
  now: number
  signal: AbortSignal
}

/** Turns words into a plan, into a question back, or into a no with its reason. What people settled before goes first. */
export async function understand(asked: Asked, given: With): Promise<Understood> {
  const settled = asked.chosen
    ? { plan: asked.chosen, via: 'choice' as const }
    : await settledBefore(asked.question, given)
  if (settled) return fromPlan(readAgain(settled.plan, whenOf(given)), settled.via, given)
  const thread = asked.conversation ? await lastAnswer(given.workspace.db, asked.conversation) : undefined
  const taught = Object.fromEntries(
    (await listLessons(given.workspace.db, 'word')).map(({ name, means }) => [name, String(means)]),
  )
  const { datasets, atlas, values } = given.known
  const words = Object.keys(taught).length ? { taught } : { atlas }
  const read = readQuestion(asked.question, {
    ...whenOf(given),
    datasets,
    values,
    ...words,
    ...(thread ? { thread: thread.plan as Plan } : {}),
  })
  if (read.kind === 'plan') return { kind: 'plan', plan: read.plan, sentence: read.sentence, via: 'reader' }
  return given.model ? withModel(asked, read, given, given.model) : read
}

const plainly = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
export const lessonName = plainly

async function settledBefore(
  question: string,
  { known, workspace }: With,
): Promise<{ plan: Plan; via: Via } | undefined> {
  const said = plainly(question)
  const pinned = await getLesson(workspace.db, 'verified', said)
  if (pinned) return { plan: pinned.means as Plan, via: 'verified' }
  const ask = known.datasets.flatMap(({ asks }) => asks).find(({ say }) => plainly(say) === said)
  if (ask) return { plan: ask.plan, via: 'verified' }
  const chosen = await getLesson(workspace.db, 'choice', said)
  return chosen && { plan: chosen.means as Plan, via: 'choice' }
}

function fromPlan(plan: Plan, via: Via, { known: { datasets } }: With): Understood {
  const [problem] = checkPlan(plan, datasets)
  if (problem)
    return { kind: 'refused', why: `That was kept, but no longer fits the data: ${problem}`, suggestions: [] }
  return { kind: 'plan', plan, sentence: describePlan(plan, datasets), via }
}

/** The reader isn't sure: a model may fill the form; where both have an answer and they differ, people decide. */
async function withModel(asked: Asked, read: Understood, given: With, model: Model): Promise<Understood> {
  const { datasets, values } = given.known
  const named = [...values.exact.values()].flat()
  const thought = await planByModel({
    ...whenOf(given),
    model,
    question: asked.question,
    datasets,
    values: named,
    signal: given.signal,
  })
  const mine = read.kind === 'doubt' ? read.choices[0]?.plan : undefined
  const choice = choose({ sure: false, ...(mine && { plan: mine }) }, thought, (plan) => describePlan(plan, datasets))
  if ('use' in choice) return fromPlan(choice.use, choice.via === 'reader' ? 'reader' : 'model', given)
  if ('ask' in choice)
    return { kind: 'doubt', question: choice.why, choices: choice.ask.map(({ say, plan }) => ({ label: say, plan })) }
  return read.kind === 'refused' ? read : { kind: 'refused', why: choice.refuse, suggestions: [] }
}

function whenOf({ workspace, now }: With) {
  return { now: new Date(now), zone: workspace.zone, weekStart: workspace.weekStart }
}
