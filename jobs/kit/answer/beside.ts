import type { Dataset } from '#db/dataset.ts'
import { datasetNamed } from '#db/plan/find.ts'
import type { Condition, Period, Plan } from '#db/plan.ts'
import { followUp } from '#db/question/follow.ts'
import { readQuestion } from '#db/question/question.ts'
import { tidy } from './tidy.ts'
import { asking, fromPlan, type Reading, type Understood } from './understand.ts'
import { isTime, periodIn } from './words.ts'

const BESIDE =
  /^(?:and )?(?:vs\.?|versus|(?:compared?|comparing)(?: it| that| this)? (?:to|with)|against|dibanding(?:kan)?(?: dengan)?|banding(?:kan)? dengan|เทียบกับ)\s*(.+)$/iu

/** "Vs Q2", "compared with Jakarta", after an answer: the same of both, side by side. */
export function besideThat(question: string, reading: Reading): Understood | undefined {
  const thread = reading.thread?.plan as Plan | undefined
  const [, other] = BESIDE.exec(question.trim().replace(/[?!.\s]+$/u, '')) ?? []
  const base = thread && datasetNamed(reading.known.datasets, thread.dataset)
  if (!other || !thread?.measures?.length || !base?.time) return undefined
  const next = followUp(other, thread, asking(reading))?.plan
  const plan =
    (next && (periodsOf(thread, next, base.time.column) ?? valuesOf(thread, next))) ??
    amountsOf(thread, other, base, reading)
  const read = plan && fromPlan(tidy(plan, base), 'reader', reading)
  return read?.kind === 'plan' ? { ...read, carried: reading.thread!.sentence } : undefined
}

/** Only the days differ. */
function periodsOf(thread: Plan, next: Plan, time: string): Plan | undefined {
  const at = (plan: Plan) => plan.where?.find((each) => 'period' in each && !each.not) as Dated | undefined
  const [now, other] = [at(thread), at(next)]
  const both = [now, other].every((each) => each?.period.from && each.period.to)
  if (!both || days(now!.period) === days(other!.period) || rest(thread) !== rest(next)) return undefined
  const column = now!.column ?? time
  const periods = [now!.period, other!.period]
  const { compare: _, limit: __, order: ___, chart: ____, ...plan } = thread
  const either: Condition = { any: periods.map((period) => ({ period, column })) }
  const where = [...thread.where!.filter((each) => each !== now), either]
  return { ...plan, where, by: [{ column, periods }, ...(thread.by ?? []).filter((each) => !isTime(each))] }
}

/** Only one name differs: Bangkok here, Jakarta there. */
function valuesOf(thread: Plan, next: Plan): Plan | undefined {
  const [gone] = named(thread).filter((each) => !has(next, each))
  const [come] = named(next).filter((each) => !has(thread, each))
  if (!gone || !come || gone.column !== come.column || gone.not || come.not) return undefined
  if (days(periodIn(thread.where)) !== days(periodIn(next.where))) return undefined
  const where = next.where!.map((each) => (each === come ? { ...come, is: [gone.is, come.is].flat() } : each))
  return { ...next, where, by: [come.column, ...(next.by ?? []).filter((each) => each !== come.column)] }
}

/** "Vs target": another amount beside this one, which needs no other dataset to be named. */
function amountsOf(thread: Plan, other: string, { measures }: Dataset, reading: Reading): Plan | undefined {
  const [first, ...more] = thread.measures!
  const say = first && 'measure' in first && !more.length ? measures[first.measure]?.say : undefined
  const read = say ? readQuestion(`${say} vs ${other}`, asking(reading)) : undefined
  if (read?.kind !== 'plan' || read.plan.dataset !== thread.dataset) return undefined
  const { measures: both = [], by, where } = read.plan
  if (both.length < 2 || by?.length || where?.length) return undefined
  const { compare: _, show: __, ...plan } = thread
  return { ...plan, measures: both }
}

type Dated = Extract<Condition, { period: Period }>
type Named = Extract<Condition, { is: unknown }> & { column: string; is: string; not?: boolean }

const named = ({ where = [] }: Plan) => where.filter((each): each is Named => 'is' in each && !('part' in each))
const has = ({ where = [] }: Plan, it: Condition) => where.some((each) => JSON.stringify(each) === JSON.stringify(it))
const days = (it: Period | undefined) => `${it?.from} ${it?.to}`
const rest = ({ where = [], measures, by }: Plan) =>
  JSON.stringify([measures, by, where.filter((each) => !('period' in each))])
