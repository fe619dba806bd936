import { z } from 'zod'
import { getAnswer, keepAnswer, lastAnswer } from '#db/answers.ts'
import type { Dataset } from '#db/dataset.ts'
import { keepDoubt } from '#db/doubts.ts'
import { StoreTrouble } from '#db/kit/trouble.ts'
import { getPerson } from '#db/people.ts'
import { describePlan } from '#db/plan/describe.ts'
import { datasetNamed } from '#db/plan/find.ts'
import type { Condition, Plan } from '#db/plan.ts'
import { readQuestion } from '#db/question/question.ts'
import { answerAsFile } from './kit/answer/as-file.ts'
import { type Asked, askedOf } from './kit/answer/asked.ts'
import { type FileAsked, fileAsked } from './kit/answer/asks-file.ts'
import { asksFreshness } from './kit/answer/asks-freshness.ts'
import { keepChoice, labelled } from './kit/answer/choices.ts'
import { dayIn } from './kit/answer/clock.ts'
import { type Found, findRows, WHOLE } from './kit/answer/find.ts'
import { sayFreshness } from './kit/answer/freshness.ts'
import { greet } from './kit/answer/greet.ts'
import { originOf } from './kit/answer/notes.ts'
import { phrased } from './kit/answer/phrase.ts'
import { helpful } from './kit/answer/refuse.ts'
import { sayAnswer, sayDoubt, sayNo } from './kit/answer/say.ts'
import { sentenceFor } from './kit/answer/sentence.ts'
import { datasetsOf, mine, seenBy } from './kit/answer/sight.ts'
import { eachAsks, together, twoAsks } from './kit/answer/two.ts'
import { asking, type Given, plainest, type Understood, understand, ways } from './kit/answer/understand.ts'
import { type Explained, explain } from './kit/answer/why.ts'
import { keepAnswerCsv, keepAnswerFile } from './kit/answer/workbook.ts'
import { newId } from './kit/id.ts'
import { defineJob, type JobContext } from './kit/job.ts'
import { type Message, say } from './kit/message.ts'

/** More rows than anybody reads in a chat come as a file, too. */
const LONG = 40

const input = z.object({
  question: z.string().min(1).max(4000).describe('What do you want to know?'),
  conversation: z.string().default(''),
  /** The answer it goes on from, or the question back that it answers. */
  about: z.string().optional(),
  /** Asked again by the clock: the plan it was read as, and how often. */
  repeats: z.object({ id: z.string(), say: z.string(), plan: z.custom<Plan>(), via: z.enum(ways) }).optional(),
})

export const answer = defineJob({
  name: 'answer',
  say: 'Answer a question about the numbers',
  lane: 'model',
  role: 'viewer',
  input,
  example: { question: 'revenue by branch last month' },
  minutes: 3,
  tries: 1,
  title: ({ question }) => question,
  // The answer itself says what it shows, once it is known; until then nothing is shown.
  shows: () => [],
  async run(input, context) {
    const { workspace, run, now, signal, model } = context
    const [known, person] = [await workspace.knowledge(), await getPerson(workspace.db, run.askedBy)]
    const given: Given = { known, workspace, person, model, now: now(), signal }
    const again = input.repeats
    const asked: Asked = again ? { ...input, settled: again } : await askedOf(input, workspace, now())
    const seen = await mine(person, known.datasets, workspace)
    const hello = greet(asked.question, person?.name, seen)
    if (hello) return { ...hello, shows: [] }
    const wish = again || asked.chosen ? undefined : fileAsked(asked.question)
    if (wish && !wish.question) return lastAsFile(asked, wish, context)
    return replyTo(wish ? { ...asked, question: wish.question, file: wish.as } : asked, given, context)
  },
})

/** The answer that is meant by "this" as a file. */
async function lastAsFile({ about, conversation }: Asked, { as }: FileAsked, context: JobContext): Promise<Message> {
  const { db } = context.workspace
  const meant = about ?? (conversation ? (await lastAnswer(db, conversation))?.run : undefined)
  if (meant) return answerAsFile(meant, as, context)
  return { ...say('Nothing was answered here yet. Ask me something first.', 'warn'), shows: [] }
}

async function replyTo(asked: Asked, given: Given, context: JobContext): Promise<Message> {
  const settled = asked.chosen ?? asked.settled
  const two = settled ? undefined : twoAsks(asked.question)
  const plain = (part: string) => plainest(readQuestion(part, asking(given)), given.known.datasets).kind === 'plan'
  if (two && eachAsks(two) && two.every(plain)) return (await replyBoth(two, asked, given, context))!
  const one = await reply(asked, given, context, !two)
  const both = two && !one.read && (await replyBoth(two, asked, given, context))
  return both || one.message
}

type Replied = { message: Message; read: boolean }

/** What is said to one question; `read` tells whether it was understood. */
async function reply(asked: Asked, given: Given, context: JobContext, freshness = true): Promise<Replied> {
  if (freshness && !asked.chosen && !asked.settled && asksFreshness(asked.question))
    return { message: await sayFreshness(asked.question, given), read: true }
  const read = await understoodNow(asked, given)
  if (read.kind === 'plan') return { message: await answered(asked, read, given, context), read: true }
  if (read.kind === 'doubt') return { message: await askedBack(asked, read, given, context), read: true }
  const seen = await mine(given.person, given.known.datasets, given.workspace)
  return { message: { ...sayNo(helpful(asked.question, read, seen, given)), shows: [] }, read: false }
}

/** Two questions in one breath, where the first has an answer: the second goes on from it, and is known by an id of its own. */
async function replyBoth([first, second]: [string, string], asked: Asked, given: Given, context: JobContext) {
  const one = await reply({ ...asked, question: first }, given, context)
  if (!one.read) return undefined
  const { run } = context
  const about = (await getAnswer(context.workspace.db, run.id)) && run.id
  const next = { ...asked, question: second, about }
  const other = await reply(next, given, { ...context, run: { ...run, id: newId() } })
  return together(one.message, other.message, second)
}

type Read = Extract<Understood, { kind: 'plan' }>

/** A name that came with the last write may only just be known. */
async function understoodNow(asked: Asked, given: Given): Promise<Understood> {
  const { fresh } = given.known
  const read = await understand(asked, fresh ? { ...given, model: undefined } : given)
  if (!fresh || read.kind === 'plan') return read
  return understand(asked, { ...given, known: await fresh })
}

/** A question back; what can be meant is kept, so that a button or a word is enough to say it. */
async function askedBack(
  { question, conversation }: Asked,
  doubt: Extract<Understood, { kind: 'doubt' }>,
  { known, workspace, now }: Given,
  { run }: JobContext,
): Promise<Message> {
  const choices = labelled(doubt.choices)
  await keepDoubt(workspace.db, { run: run.id, conversation, question, choices, at: now })
  const shows = choices.flatMap(({ plan }) => datasetsOf(plan, known.datasets))
  return { ...sayDoubt(doubt.question, choices, run.id), shows: [...new Set(shows)] }
}

async function answered(asked: Asked, read: Read, given: Given, context: JobContext): Promise<Message> {
  const { known, workspace, person } = given
  const seen = await seenBy(person, read.plan, known.datasets, workspace)
  if (!seen.ok) return say(seen.why, 'warn')
  const done = await inWords<Explained | { found: Found }>(() => (read.why ? explain : find)(seen.plan, given))
  if ('why' in done) return say(done.why, 'warn')
  const { found } = done
  const base = datasetNamed(known.datasets, found.plan.dataset)!
  const plan = withoutLimits(found.plan, seen.limits)
  const told = { ...read, plan, sentence: `${read.why ? 'Why: ' : ''}${describePlan(plan, known.datasets)}` }
  await keep(asked, told, found, context)
  const long = (asked.file || found.table.rows.length > LONG) && (await fileOf(asked, read, found, given, context))
  const explained = 'more' in done ? { explained: done } : {}
  const rest = { ...explained, ...(long && { file: long }), limits: seen.limits, repeats: asked.settled }
  const own = 'sentence' in done ? done.sentence : sentenceFor(found, base, known.datasets, todayOf(base, given))
  const sentence = given.model && read.via === 'model' ? await phrased(own, found, given.model, given.signal) : own
  const said = await sayAnswer({ ...given, run: context.run.id, read: told, base, found, sentence, ...rest })
  return { ...said, shows: datasetsOf(plan, known.datasets) }
}

const todayOf = ({ time }: Dataset, { workspace, now }: Given) => dayIn(time?.zone ?? workspace.zone, now)
const find = async (plan: Plan, given: Given): Promise<{ found: Found }> => ({ found: await findRows(plan, given) })

/** Everybody in a thread goes on from what was asked, each with their own limits. */
function withoutLimits(plan: Plan, limits: Condition[]): Plan {
  const own = limits.map((each) => JSON.stringify(each))
  return limits.length
    ? { ...plan, where: (plan.where ?? []).filter((each) => !own.includes(JSON.stringify(each))) }
    : plan
}

/** What takes too long or can't be read is said with what to do about it. */
async function inWords<T>(work: () => Promise<T | { why: string }>): Promise<T | { why: string }> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof StoreTrouble) return { why: `${error.message} ${error.hint}` }
    throw error
  }
}

async function keep(asked: Asked, read: Read, found: Found, { workspace, run, now }: JobContext): Promise<void> {
  const { question, conversation, chosen } = asked
  const { plan, sentence, via } = read
  const rest = { run: run.id, conversation, person: run.askedBy, at: now() }
  await keepAnswer(workspace.db, { ...rest, question, plan, sentence, via, sql: found.sql })
  if (chosen) await keepChoice(workspace.db, { question, ...chosen, by: run.askedBy, at: now() })
}

async function fileOf(asked: Asked, read: Read, { plan, sql }: Found, given: Given, context: JobContext) {
  const whole = await findRows(plan, given, WHOLE)
  const { question } = asked
  const origin = { question, sentence: read.sentence, dataset: plan.dataset, answer: context.run.id, sql }
  if (asked.file === 'csv') return keepAnswerCsv(whole.table, read.sentence, context)
  return keepAnswerFile(whole.table, { ...origin, asOf: originOf(whole, given) }, context)
}
