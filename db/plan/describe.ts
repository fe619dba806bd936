import type { Dataset } from '../dataset.ts'
import type { By, Condition, Period, Plan, Scalar } from '../plan.ts'
import { datasetNamed } from './find.ts'
import { sayColumn, sayMeasure, words } from './naming.ts'

/** The plan as one sentence, so that people see what was understood: nothing in it stays unsaid. */
export function describePlan(plan: Plan, datasets: Dataset[]): string {
  const base = datasetNamed(datasets, plan.dataset)
  if (!base) return plan.dataset
  const say = saying(datasets, base)
  const parts = [what(plan, say, base), where(plan, say, base), having(plan, say), order(plan, say), shown(plan)]
  return upper(
    parts
      .filter(Boolean)
      .join(', ')
      .replace(/, (for|in|from|until|with|where|by) /g, ' $1 '),
  )
}

type Say = {
  column: (ref: string) => string
  measure: (it: NonNullable<Plan['measures']>[number]) => string
  by: (it: By) => string
}

function saying(datasets: Dataset[], base: Dataset): Say {
  const column = (ref: string) => sayColumn(datasets, base, ref)
  const group = (ref: string) => Object.values(base.dimensions).find((each) => each.column === ref)?.say ?? column(ref)
  return {
    column,
    measure: (it) =>
      sayMeasure(datasets, base, it) +
      (it.where?.length ? ` (${it.where.map((each) => condition(each, column)).join(', ')})` : ''),
    by: (it) => {
      if (typeof it === 'string') return group(it)
      return 'grain' in it ? it.grain : column(it.column)
    },
  }
}

function what(plan: Plan, say: Say, base: Dataset): string {
  if (!plan.measures?.length)
    return `${plan.distinct ? 'different ' : ''}${plan.rows?.map(say.column).join(', ') ?? base.say} of ${base.say}`
  const measures = list(plan.measures.map(say.measure))
  const by = (plan.by ?? []).filter((each) => !isPair(each)).map(say.by)
  if (plan.fold?.spread) return `how many ${list(by.map(several))} have how many ${measures}`
  if (plan.fold?.fn === 'count')
    return `how many ${list(by.map(several))} have ${plan.having?.map((each) => more(each, say)).join(' and ') ?? measures}`
  const fold = plan.fold ? `${plan.fold.fn} of ` : ''
  const each = plan.each ? ` for each ${list(by.slice(0, plan.each))}` : ''
  const rest = plan.each ? by.slice(plan.each) : by
  return `${fold}${measures}${rest.length ? ` by ${list(rest)}` : ''}${each}`
}

function where(plan: Plan, say: Say, base: Dataset): string {
  const pair = plan.by?.find(isPair)
  const told = (each: Condition) => pair && 'any' in each && each.any.every((one) => 'period' in one)
  return [
    ...(pair ? [pair.periods.map((each) => period(each)).join(' beside ')] : []),
    ...(plan.where ?? []).flatMap((each) =>
      told(each) ? [] : [`${otherDay(each, say, base)}${condition(each, say.column)}`],
    ),
  ].join(', ')
}

/** Two periods side by side. */
const isPair = (it: By): it is Extract<By, { periods: Period[] }> => typeof it === 'object' && 'periods' in it

/** Of a day other than the row's own, it is said which one. */
function otherDay(it: Condition, say: Say, base: Dataset): string {
  const column = 'period' in it || 'part' in it ? it.column : undefined
  return column && column !== base.time?.column ? `${say.column(column)} ` : ''
}

const OPS: Record<string, string> = {
  '>': 'over',
  '>=': 'at least',
  '<': 'under',
  '<=': 'at most',
  '=': 'exactly',
  '!=': 'other than',
}

function condition(it: Condition, say: (ref: string) => string): string {
  if ('any' in it) return it.any.map((each) => condition(each, say)).join(' or ')
  if ('all' in it) return it.all.map((each) => condition(each, say)).join(' and ')
  if ('has' in it)
    return `${it.not ? 'without' : 'with'} ${words(it.dataset)}${it.has.length ? ` ${it.has.map((each) => condition(each, words)).join(' and ')}` : ''}`
  if ('unit' in it) return `with ${between(it, say)} ${OPS[it.op]} ${it.than} ${it.unit}s`
  if ('period' in it) return `${it.not ? 'not ' : ''}${period(it.period)}`
  if ('part' in it) return `${it.not ? 'not ' : ''}on ${it.part} ${it.is.join(', ')}`
  const column = say(it.column)
  if ('best' in it)
    return `for the ${it.best.dir === 'desc' ? 'best' : 'worst'} ${it.best.limit > 1 ? `${it.best.limit} ` : ''}${column}`
  if ('edge' in it)
    return `on the ${it.edge} ${it.grain ?? column}${it.per ? ' of each' : ''}${it.where ? ` ${it.where.map((each) => condition(each, say)).join(', ')}` : ''}`
  if ('empty' in it) return it.empty ? `without ${column}` : `with ${column}`
  if ('text' in it) return `with ${column} ${it.not ? 'not ' : ''}${AT[it.at]} "${it.text}"`
  if ('between' in it) return `with ${column} ${it.not ? 'not ' : ''}between ${it.between.join(' and ')}`
  if ('is' in it) return `where ${column} is ${it.not ? 'not ' : ''}${values(it.is)}`
  return `with ${column} ${OPS[it.op]} ${than(it.than, say)}`
}

function between({ from, to }: { from: string; to: string }, say: (ref: string) => string): string {
  return to === 'now' ? `time since ${say(from)}` : `time from ${say(from)} to ${say(to)}`
}

const AT = { anywhere: 'containing', start: 'starting with', end: 'ending with' }
const values = (is: Scalar | Scalar[]): string => (Array.isArray(is) ? is.join(' or ') : String(is))

function than(it: Extract<Condition, { than: unknown }>['than'], say: (ref: string) => string): string {
  if (typeof it !== 'object') return String(it)
  if ('column' in it && it.grain) return `${say(it.column)} by the ${it.grain}`
  if ('column' in it) return `${say(it.column)}${it.plus ? ` plus ${it.plus} ${it.unit ?? ''}`.trimEnd() : ''}`
  return 'fn' in it.measure && 'column' in it.measure
    ? `the ${it.measure.fn} ${say(it.measure.column)}`
    : 'the overall figure'
}

/** English words take an "in"; "kemarin" and "เดือนที่แล้ว" stand as they were said, beside their dates. */
const PLAIN =
  /^(in|since|until|before|after|between|from|on|last|this|past|yesterday|today|the|next|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|q[1-4]|h[12]|fy|\d|first|second|week)/i

function period(it: Period): string {
  if (it.say)
    return `${PLAIN.test(it.say) ? 'in ' : ''}${it.say}`
      .replace(/^in (since|until|before|after|between|from|in|on|last|this|past|yesterday|today) ?/, '$1 ')
      .trim()
  if (it.from && it.to) return it.from === it.to ? `on ${it.from}` : `from ${it.from} to ${it.to}`
  return it.from ? `from ${it.from} on` : `until ${it.to}`
}

export const several = (noun: string) =>
  (/s$/.test(noun) ? noun : noun.replace(/([^aeiou])y$/, '$1ie').replace(/(ch|sh|x)$/, '$1e')).replace(/([^s])$/, '$1s')

/** "More than 10 orders". */
function more({ measure, op, than }: NonNullable<Plan['having']>[number], say: Say): string {
  const much = op === '>' ? 'more than' : op === '<' ? 'fewer than' : OPS[op]
  return than === 'average' ? `${say.measure(measure)} ${OPS[op]} average` : `${much} ${than} ${say.measure(measure)}`
}

function having(plan: Plan, say: Say): string {
  if (plan.fold?.fn === 'count' && !plan.fold.spread) return ''
  return (plan.having ?? [])
    .map(
      (each) => `with ${say.measure(each.measure)} ${OPS[each.op]} ${each.than === 'average' ? 'average' : each.than}`,
    )
    .join(' and ')
}

function order(plan: Plan, say: Say): string {
  const first = plan.order?.[0]
  if (first && 'show' in first && !plan.limit) return `${first.dir === 'desc' ? 'best' : 'worst'} ${first.show} first`
  if (!first) return plan.limit ? `the first ${plan.limit}` : ''
  const by = 'column' in first ? ` by ${say.column(first.column)}` : ''
  if (!plan.limit) return `${first.dir === 'desc' ? 'highest' : 'lowest'} first${by}`
  const count = plan.nth ? `number ${plan.nth} from the ` : plan.limit > 1 ? `${plan.limit} ` : ''
  const [late, soon] = /^(latest|earliest) /.test(plan.measures?.[0] ? say.measure(plan.measures[0]) : '')
    ? ['latest', 'earliest']
    : ['highest', 'lowest']
  const end = plan.both ? 'highest and lowest' : first.dir === 'desc' ? late : soon
  return `the ${count}${end}${by}`
}

function shown(plan: Plan): string {
  const said = [
    ...(plan.show ?? [])
      .filter((each) => !plan.compare || (each !== 'change' && each !== 'growth'))
      .map((each) => (each === 'running' ? 'running total' : each)),
    ...(plan.compare ? [`compared with the ${plan.compare === 'year' ? 'year' : 'period'} before`] : []),
  ]
  return said.length ? `with ${list(said)}`.replace(/^with compared/, 'compared') : ''
}

function list(names: string[]): string {
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
