import type { Dataset } from '#db/dataset.ts'
import { datasetNamed } from '#db/plan/find.ts'
import type { Condition, Plan } from '#db/plan.ts'
import { showCell, showDay, showMany } from '../format.ts'
import type { BlockOf, Cell, TableColumn } from '../message.ts'
import { shift, shortPeriod } from './compare.ts'
import { type Finding, type Found, findRows } from './find.ts'
import { addsUp, both, measureName, periodIn, sayChange, sayFilters, sayPeriod, upper } from './words.ts'

/** What stands behind a change: the whole of it, the parts that moved it most, and the plan that shows the best of them. */
export type Explained = { plan: Plan; found: Found; sentence: string; more: string[]; table: BlockOf<'table'> }

type Mover = {
  dimension: string
  say: string
  value: Cell
  before: number
  now: number
  change: number
  excess: number
}
type Whole = { before: number; now: number; change: number; column: TableColumn; found: Found }

const SHOWN = 8
const ROWS = 500

/** Why a number changed: every dimension is compared over the same rows, and the one that stands out explains it. */
export async function explain(asked: Plan, finding: Finding): Promise<Explained | { why: string }> {
  const base = datasetNamed(finding.known.datasets, asked.dataset)!
  const focus = await focusOf(asked, finding)
  if (!focus.measures?.length) return { why: 'I can say why a number changed, not why a list is as it is.' }
  if (!periodIn(focus.where)?.from)
    return {
      why: 'Say a period, for example: why did revenue drop last month? Then I can compare it with the one before.',
    }
  const whole = await wholeOf(focus, finding)
  if (!whole) return { why: 'I have nothing from the period before to compare it with.' }
  const movers = (
    await Promise.all(dimensionsOf(focus, base).map((each) => moversIn(each, focus, whole, finding)))
  ).flat()
  const best = movers.toSorted((a, b) => b.excess - a.excess)[0]
  const dir = whole.change < 0 ? 'asc' : 'desc'
  const by = best
    ? { by: [best.dimension], show: ['change' as const], order: [{ show: 'change' as const, dir } as const] }
    : {}
  const plan: Plan = { ...focus, ...by }
  const more = [
    ...(best ? [mainly(best, movers, whole)] : []),
    ...(await factors(focus, base, finding)),
    ...(await silent(focus, base, finding)),
  ]
  return {
    plan,
    found: await findRows(plan, finding),
    sentence: changed(focus, base, whole, finding),
    more,
    table: tableOf(movers, whole),
  }
}

/** The change that is meant: of the one row that stood out, or of everything. */
async function focusOf(plan: Plan, finding: Finding): Promise<Plan> {
  const {
    by = [],
    order,
    limit,
    show: _,
    each: __,
    having: ___,
    fold: ____,
    chart: _____,
    both: ______,
    ...rest
  } = plan
  const compare = plan.compare ?? 'previous'
  const named = by.every((each) => typeof each === 'string')
  const stands = named && by.length && (limit === 1 || order?.some((each) => 'show' in each))
  const measures = plan.measures?.slice(0, 1)
  const first = stands ? (await findRows(plan, finding)).table.rows[0] : undefined
  const only = first ? (by as string[]).map((column, i): Condition => ({ column, is: first[i] as string })) : []
  return { ...rest, ...(measures && { measures }), where: [...(plan.where ?? []), ...only], compare }
}

async function wholeOf(focus: Plan, finding: Finding): Promise<Whole | undefined> {
  const found = await findRows(focus, finding)
  const [now, before] = found.table.rows[0] ?? []
  if (!found.compared || typeof now !== 'number' || typeof before !== 'number') return undefined
  return { now, before, change: now - before, column: found.table.columns[0]!, found }
}

function dimensionsOf(focus: Plan, base: Dataset): { say: string; column: string }[] {
  const said = JSON.stringify(focus.where)
  return Object.values(base.dimensions).filter(
    ({ column }) => base.columns[column]!.role !== 'id' && !said.includes(`"${column}","is"`),
  )
}

/** How far each value moved beyond what it would have, had everything moved alike. */
async function moversIn(
  { say, column }: { say: string; column: string },
  focus: Plan,
  whole: Whole,
  finding: Finding,
): Promise<Mover[]> {
  const { table } = await findRows({ ...focus, by: [column] }, finding)
  if (table.rows.length < 2 || table.rows.length > ROWS) return []
  const way = Math.sign(whole.change)
  return table.rows.map((row): Mover => {
    const [now, before] = [Number(row[1] ?? 0), Number(row[2] ?? 0)]
    const change = now - before
    const alike = whole.before ? (whole.change * before) / whole.before : 0
    return { dimension: column, say, value: row[0] ?? null, before, now, change, excess: (change - alike) * way }
  })
}

function changed(focus: Plan, base: Dataset, whole: Whole, { known }: Finding): string {
  const { pair } = whole.found.compared!
  const name = [measureName(focus, base, known.datasets), sayFilters(pair.where), sayPeriod(pair.now)]
    .filter(Boolean)
    .join(' ')
  if (!whole.change) return `${upper(name)} was the same as in ${shortPeriod(pair.before)}.`
  const rate = whole.before && whole.column.unit !== 'percent' ? ` (${rateOf(whole.change / whole.before)})` : ''
  const verb = whole.change < 0 ? 'fell' : 'rose'
  return `${upper(name)} ${verb} by ${sayChange(whole.change, whole.column)}${rate} against ${shortPeriod(pair.before)}.`
}

const rateOf = (rate: number) => `${rate > 0 ? '+' : ''}${showCell(rate, { unit: 'percent' })}`

/** "Most of it is channel store: −THB 98,000; online rose." */
function mainly(best: Mover, movers: Mover[], whole: Whole): string {
  const { column, change } = whole
  const same = movers.filter((each) => each.dimension === best.dimension)
  const against = same.filter((each) => each !== best && each.change * change < 0)
  const part = column.unit !== 'percent' && change && best.change * change > 0 ? best.change / change : 0
  const how = part > 0.5 ? 'Most of it is' : 'What stands out is'
  const moved = `${best.change < 0 ? 'down' : 'up'} ${sayChange(best.change, column)}`
  const rate = best.before ? ` (${rateOf(best.change / best.before)})` : ''
  const others =
    against.length && against.length < same.length
      ? `; ${both(against.slice(0, 3).map(({ value }) => showCell(value)))} went the other way`
      : ''
  return `${how} ${best.say} ${showCell(best.value)}: ${moved}${rate}${others}.`
}

/** A total is how many times how much: fewer orders, or smaller ones? */
async function factors(focus: Plan, base: Dataset, finding: Finding): Promise<string[]> {
  const measure = focus.measures![0]!
  const own = 'measure' in measure && base.measures[measure.measure]
  if (!own || !addsUp(measure, base)) return []
  const pair = Object.entries(base.measures).flatMap(([name, { is }]) => {
    if (!('ratio' in is) || JSON.stringify(is.ratio[0]) !== JSON.stringify(own.is)) return []
    const count = Object.entries(base.measures).find(([, other]) => sameCount(other.is, is.ratio[1]))?.[0]
    return count ? [[count, name] as const] : []
  })[0]
  if (!pair) return []
  const told = await Promise.all(
    pair.map(async (name) => {
      const { table } = await findRows({ ...focus, measures: [{ measure: name }] }, finding)
      const [now, before] = table.rows[0] ?? []
      const rate = typeof now === 'number' && before ? rateOf(now / Number(before) - 1) : 'no change known'
      return `${base.measures[name]!.say} ${rate}`
    }),
  )
  return [`${upper(both(told))}.`]
}

/** The same thing counted, whichever rows are left out. */
function sameCount(a: object, b: object): boolean {
  const bare = (it: object) => JSON.stringify({ ...it, where: undefined })
  return ('distinct' in a || 'count' in a) && bare(a) === bare(b)
}

/** Days without a single row: closed, or not loaded. */
async function silent(focus: Plan, base: Dataset, finding: Finding): Promise<string[]> {
  const period = (await findRows(focus, finding)).compared?.pair.now
  if (!base.time || !period?.from || !period.to) return []
  const { compare: _, ...plain } = focus
  const where = (focus.where ?? []).map((each) => ('period' in each ? { ...each, period } : each))
  const by = [{ column: base.time.column, grain: 'day' as const }]
  const { table } = await findRows({ ...plain, where, by }, finding)
  const there = new Set(table.rows.map((row) => row[0]))
  const missing: string[] = []
  for (let day = period.from; day <= period.to && missing.length < 40; day = shift(day, 1))
    if (!there.has(day)) missing.push(day)
  if (!missing.length || missing.length > there.size) return []
  const named = missing.length < 5 ? `: ${both(missing.map(showDay))}` : ''
  return [`${showMany(missing.length, 'day')} without any ${base.say}${named}.`]
}

function tableOf(movers: Mover[], { column }: Whole): BlockOf<'table'> {
  const shown = movers
    .toSorted((a, b) => b.excess - a.excess)
    .filter(({ excess }) => excess > 0)
    .slice(0, SHOWN)
  return {
    kind: 'table',
    columns: [{ name: 'part' }, ...['change', 'before', 'now'].map((name) => ({ ...column, name }))],
    rows: shown.map(({ say, value, before, now, change }) => [`${say} ${showCell(value)}`, change, before, now]),
  }
}
