import type { Dataset } from '#db/dataset.ts'
import { periodBefore, yearEarlier } from '#db/plan/compare.ts'
import { sayMeasure } from '#db/plan/naming.ts'
import type { By, Condition, Order, Period, Plan, PlanMeasure } from '#db/plan.ts'
import { showDay } from '../format.ts'
import { isTime } from './words.ts'

/** Two periods of one plan, and what is left of the plan without them. */
type Pair = { now: Period; before: Period; column: string; by: By[]; where: Condition[] }
/** What a column of a comparison holds, measure by measure. */
export type Side = 'now' | 'before' | 'change' | 'growth'
export type Compared = { plan: Plan; pair: Pair; sides: Side[] }

/**
 * A comparison as one row for each group: now, before, change and growth are measures of their own, so that the table
 * reads well and order and limit mean what people mean. Undefined when the plan compares nothing.
 */
export function besides(plan: Plan, base: Dataset, today: string): Compared | undefined {
  const found = pairOf(plan, base, today)
  const pair = found && { ...found, by: aligned(found) }
  if (!pair || !plan.measures?.length || plan.fold) return undefined
  const { column, now, before, by } = pair
  const alone = plan.measures.length === 1
  const sets = plan.measures.map((each) => sidesOf(each, pair, base, alone))
  const { compare: _, show: __, by: ___, ...kept } = plan
  const either: Condition = { any: [before, now].map((period) => ({ period, column })) }
  return {
    pair,
    sides: sets.flatMap((set) => set.map(([side]) => side)),
    plan: {
      ...kept,
      measures: sets.flatMap((set) => set.map(([, measure]) => measure)),
      where: [...pair.where, either],
      ...(by.length ? { by, order: orderOf(plan, sets[0]!) } : {}),
    },
  }
}

/** The 3rd of October stands beside the 3rd of September; what has no counterpart is compared as a whole. */
function aligned({ by, now, before }: Pair): By[] {
  const long = [now, before].map(days)
  const within = (most: number) => long.every((each) => each <= most)
  return by.flatMap((each): By[] => {
    if (typeof each !== 'object' || !('grain' in each)) return [each]
    const grain = each.grain === 'day' ? (within(7) ? 'weekday' : within(31) ? 'day of month' : undefined) : each.grain
    if (grain === 'month') return within(366) ? [{ ...each, grain: 'month of year' }] : []
    return grain && !/^(week|quarter|year|hour)$/.test(grain) ? [{ ...each, grain }] : []
  })
}

function sidesOf(
  measure: PlanMeasure,
  { now, before, column }: Pair,
  base: Dataset,
  alone: boolean,
): [Side, PlanMeasure][] {
  const during = (period: Period): PlanMeasure => ({
    ...measure,
    where: [...(measure.where ?? []), { period, column }],
  })
  const say = sayMeasure([base], base, measure)
  const name = (side: string) => (alone ? side : `${say}, ${side}`)
  const [a, b] = [during(now), during(before)]
  const minus: PlanMeasure = { minus: [a, b] }
  const set: [Side, PlanMeasure][] = [
    ['now', { ...a, as: name(shortPeriod(now)) }],
    ['before', { ...b, as: name(shortPeriod(before)) }],
    ['change', { ...minus, as: name('change') }],
    ['growth', { ratio: [minus, b], percent: true, as: name('growth') }],
  ]
  // The growth of a percentage reads as something else than it is; its change says enough.
  return set.filter(([side]) => (side !== 'growth' || !isRate(measure, base)) && (side !== 'change' || alone))
}

function isRate(measure: PlanMeasure, base: Dataset): boolean {
  return 'measure' in measure ? base.measures[measure.measure]?.unit === 'percent' : Boolean(measure.percent)
}

function orderOf(plan: Plan, sides: [Side, PlanMeasure][]): Order[] {
  const at = (side: string) => sides.findIndex(([each]) => each === side)
  const timed = plan.by?.some(isTime)
  if (timed && !plan.order?.length) return []
  return (plan.order?.length ? plan.order : [{ measure: 0, dir: 'desc' as const }]).map((each): Order => {
    if (!('show' in each)) return 'measure' in each ? { measure: 0, dir: each.dir } : each
    const place = at(each.show)
    return { measure: Math.max(0, place < 0 ? at('change') : place), dir: each.dir }
  })
}

function pairOf(plan: Plan, base: Dataset, today: string): Pair | undefined {
  const where = plan.where ?? []
  const sides = (plan.by ?? []).find((each) => typeof each === 'object' && 'periods' in each)
  if (sides && typeof sides === 'object' && 'periods' in sides) return sideBySide(plan, sides)
  const at = where.findIndex((each) => 'period' in each && each.period.from && each.period.to && !each.not)
  const said = where[at] as Extract<Condition, { period: Period }> | undefined
  const column = said?.column ?? base.time?.column
  if (!plan.compare || !said || !column) return undefined
  const { now, before } = fair(said.period, plan.compare, today)
  return { now, before, column, by: plan.by ?? [], where: where.filter((_, i) => i !== at) }
}

/** "September against October": two periods that were named. */
function sideBySide(plan: Plan, sides: { column: string; periods: Period[] }): Pair | undefined {
  const [a, b] = sides.periods.toSorted((one, other) => (one.from ?? '').localeCompare(other.from ?? ''))
  if (sides.periods.length !== 2 || !a || !b) return undefined
  const named = (each: Condition) => 'any' in each && each.any.every((one) => 'period' in one)
  return {
    ...{ now: b, before: a, column: sides.column },
    by: (plan.by ?? []).filter((each) => each !== sides),
    where: (plan.where ?? []).filter((each) => !named(each)),
  }
}

/** A month that isn't over is compared with as many days of the month before, up to yesterday. */
function fair(period: Period, compare: 'previous' | 'year', today: string): { now: Period; before: Period } {
  const yesterday = shift(today, -1)
  const cut = period.to! >= today && period.from! < today
  const now = cut ? { from: period.from!, to: yesterday, say: `${nameOf(period)} up to yesterday` } : period
  if (compare === 'year') return { now, before: yearEarlier(now) }
  const whole = periodBefore(period)
  if (!cut) return { now, before: whole }
  const end = shift(whole.from!, days(now) - 1)
  return { now, before: { from: whole.from!, to: [end, whole.to!].toSorted()[0]! } }
}

const nameOf = ({ say = '' }: Period) => say.replace(/ \(.*\)$/, '')
const days = ({ from, to }: Period) => Math.round((Date.parse(to!) - Date.parse(from!)) / 86_400_000) + 1

export function shift(day: string, by: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10)
}

/** "Oct 2026", "2025", "19 Nov 2026", "1–19 Nov 2026": a period as the head of a column. */
export function shortPeriod({ from, to, say = '' }: Period): string {
  if (!from || !to) return say.replace(/ \(.*\)$/, '') || 'always'
  const next = shift(to, 1)
  if (from === to) return showDay(from)
  if (from.endsWith('-01-01') && next === `${Number(from.slice(0, 4)) + 1}-01-01`) return from.slice(0, 4)
  if (from.endsWith('-01') && next.endsWith('-01') && days({ from, to }) < 32) return showDay(from.slice(0, 7))
  const [first, last] = [showDay(from), showDay(to)]
  if (from.slice(0, 7) === to.slice(0, 7)) return `${first.split(' ')[0]}–${last}`
  return from.slice(0, 4) === to.slice(0, 4) ? `${first.slice(0, -5)} – ${last}` : `${first} – ${last}`
}
