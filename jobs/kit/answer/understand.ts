import { getAnswer, lastAnswer, type StoredAnswer } from '#db/answers.ts'
import type { Dataset } from '#db/dataset.ts'
import { getLesson } from '#db/lessons.ts'
import type { Person } from '#db/people.ts'
import { describePlan } from '#db/plan/describe.ts'
import { datasetNamed } from '#db/plan/find.ts'
import { checkPlan, type Plan, type PlanMeasure } from '#db/plan.ts'
import { readAgain } from '#db/question/again.ts'
import { followUp } from '#db/question/follow.ts'
import { writtenOut } from '#db/question/lexicon/chat.ts'
import { type Understood as Read, readQuestion } from '#db/question/question.ts'
import type { Model } from '#prompts/kit/model.ts'
import { same } from '../form/example.ts'
import type { Workspace } from '../workspace.ts'
import type { Asked } from './asked.ts'
import { besideThat } from './beside.ts'
import { chosenBefore } from './choices.ts'
import { findRows } from './find.ts'
import type { Knowledge } from './knowledge.ts'
import { offersFor } from './offers.ts'
import { pinned } from './recheck.ts'
import { maySee } from './sight.ts'
import { inOurWords, taughtIn } from './taught.ts'
import { thinkOver } from './think.ts'
import { named, tidy } from './tidy.ts'
import { readTurned } from './turned.ts'
import { unsaid } from './unsaid.ts'
import { plainly } from './words.ts'

export const ways = ['reader', 'model', 'choice', 'verified'] as const
export type Via = (typeof ways)[number]
export type Understood =
  /** `why`: not the plan's rows are wanted but what moved them; `carried`: what this question goes on from, as it was read. */
  | { kind: 'plan'; plan: Plan; sentence: string; via: Via; why?: boolean; carried?: string; note?: string }
  | { kind: 'doubt'; question: string; choices: { label: string; plan: Plan }[] }
  | { kind: 'refused'; why: string; suggestions: string[]; missing?: string[]; aside?: string }

export type Given = {
  known: Knowledge
  workspace: Workspace
  person: Person | undefined
  model: Model | undefined
  now: number
  signal: AbortSignal
}
/** Everything the reader of questions needs, with the formulas this workspace taught it. */
export type Reading = Given & { instructions?: string; thread: StoredAnswer | undefined }

/** A short question has too few words to take one of them for another. */
const GUESSED = 0.1

/** Turns words into a plan, into a question back, or into a no with its reason. What people settled before goes first. */
export async function understand(asked: Asked, given: Given): Promise<Understood> {
  const chosenNow = asked.chosen && { plan: asked.chosen.plan, via: 'choice' as const }
  const settled = asked.settled ?? chosenNow ?? (await settledBefore(asked, given))
  if (settled) return fromPlan(readAgain(settled.plan, whenOf(given)), settled.via, given)
  const taught = await taughtIn(given.workspace)
  const { instructions } = taught
  const reading = { ...given, ...(instructions && { instructions }), thread: await threadOf(asked, given) }
  const said = { ...asked, question: writtenOut(inOurWords(asked.question, taught)) }
  const understood =
    (await offered(asked, reading)) ??
    besideThat(said.question, reading) ??
    readTurned(said.question, reading) ??
    (await read(said, reading))
  if (understood.kind !== 'doubt' || asked.afresh) return understood
  const chosen = await chosenBefore(given.workspace.db, understood.choices)
  return chosen ? fromPlan(chosen.plan, 'choice', given) : understood
}

async function read(asked: Asked, reading: Reading): Promise<Understood> {
  const { known, thread } = reading
  const { datasets } = known
  const words = asking(reading)
  const gone = thread && followUp(asked.question, thread.plan as Plan, words)
  // "Hello" leaves everything as it was: that is no question.
  const changed = thread && gone && !same(gone.plan, thread.plan) ? gone : undefined
  const all = readQuestion(asked.question, { ...words, ...(changed && { thread: thread!.plan as Plan }) })
  const found = plainest(all, datasets)
  if (found.kind === 'plan') {
    const plan = tidy(found.plan, datasetNamed(datasets, found.plan.dataset)!)
    const understood = fromPlan(plan, 'reader', reading)
    if (understood.kind !== 'plan' || !changed) return understood
    if (changed.soft < GUESSED) return { ...understood, carried: thread!.sentence }
    return { kind: 'doubt', question: 'Is this what you mean?', choices: [{ label: understood.sentence, plan }] }
  }
  const filled = found.kind === 'refused' ? unsaid(asked.question, found.why, reading) : undefined
  if (filled) return filled
  return reading.model ? thinkOver(asked, found, reading, reading.model) : found
}

/** What a dataset has a name for is meant by it, rather than a column that can be counted as well. */
export function plainest(found: Read, datasets: Dataset[]): Read {
  if (found.kind !== 'doubt') return found
  const ours = found.choices.map(({ plan }) => named(plan, datasetNamed(datasets, plan.dataset)!))
  const told = ours.map((plan) => ({ label: describePlan(plan, datasets), plan }))
  const choices = withFullest(told.filter((each, i) => told.findIndex(({ label }) => label === each.label) === i))
  const byName = choices.filter(({ plan }) => plan.measures?.length && plan.measures.every(isNamed))
  // A list of other rows is no other way to count: who wants to see customers need not mean those who bought.
  const lists = choices.some(({ plan }) => !plan.measures?.length && plan.dataset !== byName[0]?.plan.dataset)
  const one = choices.length === 1 ? choices[0] : byName.length === 1 && !lists ? byName[0] : undefined
  if (!one) return { ...found, choices }
  return { kind: 'plan', plan: one.plan, sentence: one.label, confidence: 1, ledger: [] }
}

const isNamed = (it: PlanMeasure): boolean => 'measure' in it || ('ratio' in it && it.ratio.every(isNamed))

type Choice = Extract<Read, { kind: 'doubt' }>['choices'][number]

/** Lists of the same rows differ only in what they show of them: the one that shows most will do. */
function withFullest(choices: Choice[]): Choice[] {
  const of = ({ plan }: Choice) => plan.rows && JSON.stringify([plan.dataset, plan.where])
  const columns = ({ plan }: Choice) => (plan.distinct ? 0 : plan.rows!.length)
  return choices.filter(
    (each) => !of(each) || !choices.some((other) => of(other) === of(each) && columns(other) > columns(each)),
  )
}

/** What was pinned, what a dataset answers by itself, what somebody chose when it was in doubt. */
async function settledBefore({ question, afresh }: Asked, { known, workspace }: Given) {
  const said = plainly(question)
  const lesson = await getLesson(workspace.db, 'verified', said)
  if (lesson) return { plan: pinned(lesson).plan, via: 'verified' as const }
  const ask = known.datasets.flatMap(({ asks }) => asks).find(({ say }) => plainly(say) === said)
  if (ask) return { plan: ask.plan, via: 'reader' as const }
  const chosen = afresh ? undefined : await getLesson(workspace.db, 'choice', said)
  return chosen && { plan: pinned(chosen).plan, via: 'choice' as const }
}

/** Anybody in a thread may go on from its last answer, if that is theirs to see. */
async function threadOf({ about, conversation }: Asked, { workspace, known, person }: Given) {
  const { db } = workspace
  const last = about ? await getAnswer(db, about) : conversation ? await lastAnswer(db, conversation) : undefined
  return last && (await maySee(person, last.plan as Plan, known.datasets, workspace)) ? last : undefined
}

/** What is offered in words of our own; the others are follow-ups like any other. */
const OFFERS = ['compare with before', 'how many']

/** A button below an answer, or its words: the very plan that was offered there. */
async function offered({ question, about }: Asked, reading: Reading): Promise<Understood | undefined> {
  const { thread, known } = reading
  const plan = thread?.plan as Plan | undefined
  const base = plan && datasetNamed(known.datasets, plan.dataset)
  if (!plan || !base || !(about || OFFERS.includes(plainly(question)))) return undefined
  const offers = offersFor(await findRows(plan, reading), base)
  const offer = offers.find(({ label }) => plainly(label) === plainly(question))
  if (!offer) return undefined
  const understood = fromPlan(named(offer.plan, base), 'reader', reading)
  return understood.kind === 'plan' ? { ...understood, carried: thread!.sentence } : understood
}

export function fromPlan(plan: Plan, via: Via, { known: { datasets } }: Pick<Given, 'known'>): Understood {
  const [problem] = checkPlan(plan, datasets)
  if (problem)
    return { kind: 'refused', why: `That was kept, but no longer fits the data: ${problem}`, suggestions: [] }
  return { kind: 'plan', plan, sentence: describePlan(plan, datasets), via }
}

/** What the reader of questions wants to know beside the question. */
export function asking(given: Given & { instructions?: string }) {
  const { known, instructions } = given
  const { datasets, values, atlas } = known
  return { ...whenOf(given), datasets, values, atlas, ...(instructions && { instructions }) }
}

export function whenOf({ workspace, now }: Pick<Given, 'workspace' | 'now'>) {
  return { now: new Date(now), zone: workspace.zone, weekStart: workspace.weekStart }
}
