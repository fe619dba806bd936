import type { Dataset } from '../../dataset.ts'
import { pathTo } from '../../plan/find.ts'
import type { Condition, Fn, PlanMeasure, Unit } from '../../plan.ts'
import { type Draft, merged } from '../draft.ts'
import type { Field, Item } from '../item.ts'
import { isPerson } from '../lexicon/people.ts'
import type { Match } from '../pattern.ts'
import { countOf, datasetsOf, mainMoney } from '../sense.ts'
import { singular } from '../words.ts'

export function isIt(it: Item): Condition {
  if (it.at) return { column: it.field!.ref, text: String(it.value), at: it.at }
  return { column: it.field!.ref, is: it.t === 'flag' ? truth(it.field!, true) : it.value! }
}

/** What one piece keeps of the rows. */
export function conditionsOf(it: Item): Condition[] {
  if (it.t === 'val' || it.t === 'flag') return [isIt(it)]
  const days = it.period && (it.period.from || it.period.to) ? [{ period: it.period }] : []
  return [...days, ...(it.condition ? [it.condition] : [])]
}

export function summed(it: PlanMeasure): PlanMeasure {
  return 'fn' in it && 'column' in it && it.fn === 'average' ? { ...it, fn: 'sum' } : it
}

export function mea(m: Match | Item[], measure: PlanMeasure, said = false): Item {
  return merged(Array.isArray(m) ? m : m.items, { t: 'mea', measure, said })
}

const MONEY_WORDS =
  /^(sale|revenue|turnover|income|spending|spend|payment|purchase|expense|earning|transaction|fine|donation|refund|fee|charge|deposit|withdrawal|bonus)$/

const MONEY_SAID = /^(sales|revenue|turnover|income|spending|earnings?)\b/i

const TOTAL_SAID =
  /^(payments?|expenses?|purchases|fines|donations|refunds|fees|charges|deposits|withdrawals|bonuses)\b/i

const PAID = /\b(paid|collected|received|charged)$/i

export const moneyWord = (it: Item, totalled = false): boolean =>
  MONEY_WORDS.test(it.ent!.words.find((word) => MONEY_WORDS.test(word)) ?? '') &&
  (MONEY_SAID.test(it.say) ||
    (totalled && PAID.test(it.say)) ||
    (totalled && TOTAL_SAID.test(it.say.replace(/^(incoming|outgoing) /i, ''))))

export function total(it: Item, draft: Draft, fn: Fn = 'sum'): PlanMeasure | undefined {
  if (it.measure) return it.measure
  if (it.field) return { fn: 'sum', column: it.field.ref }
  const money = moneyWord(it, true) ? mainMoney(draft.atlas, it.ent!.dataset) : undefined
  if (money) return 'fn' in money ? ({ ...money, fn } as PlanMeasure) : fn === 'sum' ? money : undefined
  if (fn !== 'sum') return undefined
  draft.counted.push(it.ent!)
  return countOf(it.ent!)
}

type Test = Condition extends infer C ? (C extends { column: string } ? Omit<C, 'column'> : never) : never

export function cond(m: Match, field: Field, test: Test): Item {
  return merged(m.items, { t: 'cond', field, condition: { column: field.ref, ...test } as Condition })
}

export function values(m: Match, items: Item[], not = false): Item {
  const vals = items.filter((each) => each.t === 'val')
  const fields = [...new Set(vals.map((each) => each.field!.ref))]
  const tests = fields.map((ref) =>
    testOf(
      ref,
      vals.filter((each) => each.field!.ref === ref),
      not,
    ),
  )
  const either = items.some((each) => each.t === 'or') && tests.length > 1
  const condition: Condition = tests.length === 1 ? tests[0]! : either ? { any: tests } : { all: tests }
  return merged(m.items, { t: 'cond', field: vals[0]!.field!, condition, parts: vals })
}

/** Values of one column are alternatives; a word that a named value has anyway adds nothing to it. */
function testOf(column: string, vals: Item[], not: boolean): Condition {
  const is = vals.filter((each) => !each.at).map((each) => each.value!)
  const texts = vals.filter(
    (each) => each.at && !is.some((value) => String(value).toLowerCase().includes(String(each.value))),
  )
  const tests: Condition[] = [
    ...(is.length ? [{ column, is: is.length === 1 ? is[0]! : is, ...(not && { not }) }] : []),
    ...texts.map((each) => ({ column, text: String(each.value), at: each.at!, ...(not && { not }) })),
  ]
  return tests.length === 1 ? tests[0]! : not ? { all: tests } : { any: tests }
}

export function truth(field: Field, yes: boolean): string | number {
  const [low, high] = (field.column.range as [string | number, string | number]) ?? [0, 1]
  return yes ? high : low
}

export const plainGrain = (it: Item): boolean => /^(day|week|month|quarter|year)$/.test(it.grain ?? '')

export const holdsPeople = ({ words = [], label = [] }: Dataset): boolean =>
  label.length > 0 && isPerson(singular(words.at(-1) ?? ''))

/** The tables spoken of so far, or the only one there is. */
export function nearby(m: Match, draft: Draft): Dataset[] {
  const named = [...datasetsOf([...m.before, ...m.after]), ...draft.counted.map((each) => each.dataset)]
  const who = /^who$/i.test(m.before[0]?.say ?? '') ? draft.atlas.datasets.filter(holdsPeople) : []
  if (!named.length && who.length) return who
  return named.length || draft.atlas.datasets.length > 1 ? named : draft.atlas.datasets
}

/** A budget told in millions: "more than 100 million" is 100 there. */
function toldIn({ name, column }: Field, n: number): number {
  const [, unit] = /(?:\(|_|\b|\$)(m|mn|mio|mln|million|millions|k|thousand|thousands)\)?$/i.exec(name.trim()) ?? []
  const scale = !unit ? 1 : /^(k|t)/i.test(unit) ? 1000 : 1e6
  return n >= scale && n > Number(column.range?.[1] ?? 0) ? scale : 1
}

/** A column against the number that was said. */
export function numberTest(m: Match, field: Field): Item {
  const n = m.one('n')
  const whole = n.percent && Number(field.column.range?.[1] ?? 100) <= 1
  const scale = whole ? 100 : toldIn(field, n.n!)
  return { ...cond(m, field, { op: m.one('op').op!, than: n.n! / scale }), op: m.one('op').op!, n: n.n! }
}

/** "hours", whether they are said as a length or as a part of the calendar. */
export const unitOf = (it?: Item): Unit | undefined => (it?.payload ?? it?.grain?.split(' ')[0]) as Unit | undefined

/** The day of a row. */
export const timeOf = (dataset: Dataset, draft: Draft): Field | undefined =>
  draft.atlas.fields.find((each) => each.dataset === dataset && each.name === dataset.time?.column)

export function having(m: Match, measure: PlanMeasure, op: NonNullable<Item['op']>, than: number | 'average'): Item {
  return merged(m.items, { t: 'hav', measure, op, ...(than === 'average' ? { payload: 'average' } : { n: than }) })
}

/** "employees with more than 20 sick days" sums their payslips up; "payslips with more than 2 sick days" looks at each. */
export function amountTest(m: Match, draft: Draft, field = m.one('num').field!): Item {
  const subject = m.before.findLast(({ t }) => /^(ent|dim|idc|tgt|mea)$/.test(t))
  const test = numberTest(m, field)
  if (!subject || field.column.additive === false || !gathers(subject, field, draft)) return test
  return having(m, { fn: 'sum', column: field.ref }, test.op!, test.n!)
}

/** Whether one of these things has many rows of the column. */
function gathers(subject: Item, field: Field, draft: Draft): boolean {
  const ent = subject.t === 'mea' ? draft.counted.at(-1) : subject.ent
  if (ent?.own)
    return ent.dataset !== field.dataset && pathTo(draft.atlas.datasets, field.dataset, ent.dataset) !== undefined
  if (ent && ROWS.test(ent.words.at(-1)!)) return false
  if (field.words.some((word) => OF_EACH.test(word))) return false
  const key = ent ? (ent.key ?? ent.label[0]) : subject.field
  return key?.dataset === field.dataset && (key.column.distinct ?? 0) < (field.dataset.rows ?? 0) * 0.6
}

/** What each row has of its own, not what comes together over the rows. */
const OF_EACH =
  /^(seat|capacity|room|bed|page|credit|floor|runway|door|cylinder|bedroom|bathroom|story|storey|gear|wheel)$/

/** Things that people take a line of a list for. */
const ROWS = /^(order|invoice|transaction|sale|booking|ticket|receipt|payment)$/
