import { describePlan } from '#db/plan/describe.ts'
import { datasetNamed } from '#db/plan/find.ts'
import { checkPlan, type Plan } from '#db/plan.ts'
import { followUp } from '#db/question/follow.ts'
import { readQuestion } from '#db/question/question.ts'
import { completed, namesMeasure, type Turned, turnOf } from './changes.ts'
import { tidy } from './tidy.ts'
import { asking, plainest, type Reading, type Understood } from './understand.ts'
import { periodIn } from './words.ts'

/** A question about change: read as the plain question within it, then compared, ordered by the change, or explained. */
export function readTurned(question: string, reading: Reading): Understood | undefined {
  const turned = turnOf(question)
  if (!turned) return undefined
  const { thread } = reading
  if (
    thread &&
    !turned.alone &&
    (!turned.question || (turned.why && !namesMeasure(turned.question, reading.known.datasets)))
  ) {
    const plan = turned.question ? narrowed(turned.question, reading) : (thread.plan as Plan)
    const done = plan && finished(plan, turned, reading)
    if (done?.kind === 'plan') return { ...done, carried: thread.sentence }
  }
  if (!turned.question && !turned.alone) return undefined
  for (const { question: text, assumed } of completed(turned.question, reading.known.datasets, turned.usually)) {
    const read = plainest(readQuestion(text, asking(reading)), reading.known.datasets)
    const plans = read.kind === 'plan' ? [read.plan] : read.kind === 'doubt' ? read.choices.map(({ plan }) => plan) : []
    const fitting = plans.flatMap((plan) => finished(plan, turned, reading) ?? [])
    const [one] = fitting
    if (one?.kind === 'plan' && fitting.length === 1) return { ...one, ...(assumed && { note: assumed }) }
    if (fitting.length > 1) return inDoubt(fitting)
  }
  return undefined
}

/** "why did Bandung drop?" after a table of branches: the same, of Bandung. */
function narrowed(question: string, reading: Reading): Plan | undefined {
  return followUp(`only ${question}`, reading.thread!.plan as Plan, asking(reading))?.plan
}

type Planned = Extract<Understood, { kind: 'plan' }>

/** Only a plan about a period can be compared; one that ranks groups must have them. */
function finished(
  plan: Plan,
  { change, why, groups, anytime }: Turned,
  { known: { datasets } }: Reading,
): Planned | undefined {
  const period = periodIn(plan.where)
  const beside = plan.by?.some((each) => typeof each === 'object' && 'periods' in each)
  if (!plan.measures?.length || !(anytime || beside || (period?.from && period.to))) return undefined
  const made = tidy(change ? change(plan) : plan, datasetNamed(datasets, plan.dataset)!)
  const ranked = made.order?.some((each) => 'show' in each)
  if ((groups || ranked) && !made.by?.length) return undefined
  if (checkPlan(made, datasets).length) return undefined
  return { kind: 'plan', plan: made, sentence: describePlan(made, datasets), via: 'reader', ...(why && { why }) }
}

function inDoubt(plans: Planned[]): Understood {
  const choices = plans.map(({ plan, sentence }) => ({ label: sentence, plan }))
  return { kind: 'doubt', question: 'Which one do you mean?', choices: choices.slice(0, 4) }
}
