import type { Dataset, MeasureUnit } from '../dataset.ts'
import type { By, Fn, Plan, PlanMeasure } from '../plan.ts'
import { findColumn } from './find.ts'
import { measureNamed } from './lens.ts'

const singular = (noun: string) =>
  noun
    .replace(/(ss|x|ch|sh)es$/, '$1')
    .replace(/ies$/, 'y')
    .replace(/([^s])s$/, '$1')

/** A column of an answer, as people read it. */
export type Out = {
  name: string
  /** A percent that comes times a hundred; a dataset's own ratios come as they are. */
  inHundred?: true
  unit: MeasureUnit | 'text' | 'day' | 'month' | 'time' | 'duration'
  currency?: string
}

export function sayColumn(datasets: Dataset[], base: Dataset, ref: string): string {
  const found = findColumn(datasets, base, ref)
  if (!found) return ref
  const dimension = Object.values(found.dataset.dimensions).find((each) => each.column === found.name)
  const name = found.column.say ?? dimension?.say ?? words(found.name)
  const role = /^(?:.*\.)?([^.>]+)>/.exec(ref)?.[1]
  if (role && found.path.length) return `${words(role).replace(/ (id|key|code|no|number)$/, '')} ${name}`
  if (found.dataset === base) return name
  const noun = singular(found.dataset.say)
  return name === 'name' ? noun : name.includes(noun) || name.length > 12 ? name : `${noun} ${name}`
}

export function words(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toLowerCase()
}

export function columnOut(datasets: Dataset[], base: Dataset, ref: string): Out {
  const found = findColumn(datasets, base, ref)
  const name = sayColumn(datasets, base, ref)
  const column = found?.column
  if (!column) return { name, unit: 'text' }
  if (column.role === 'time' || column.kind === 'date' || column.kind === 'time')
    return { name, unit: column.kind === 'time' ? 'time' : 'day' }
  if (column.kind === 'money') return { name, unit: 'money', ...(column.currency && { currency: column.currency }) }
  return { name, unit: column.kind === 'integer' || column.kind === 'number' ? 'number' : 'text' }
}

export function groupOut(datasets: Dataset[], base: Dataset, it: By): Out {
  if (typeof it === 'string') return columnOut(datasets, base, it)
  if ('grain' in it)
    return {
      name: it.grain,
      unit: it.grain === 'day' || it.grain === 'week' ? 'day' : it.grain === 'month' ? 'month' : 'text',
    }
  if ('periods' in it) return { name: 'period', unit: 'text' }
  return columnOut(datasets, base, it.column)
}

const FN_WORDS: Record<Fn, string> = {
  count: 'count of',
  distinct: 'different',
  sum: 'total',
  average: 'average',
  median: 'median',
  min: 'lowest',
  max: 'highest',
  deviation: 'standard deviation of',
  variance: 'variance of',
  missing: 'missing',
}

const MOMENT: Partial<Record<Fn, string>> = { min: 'earliest', max: 'latest' }

function isMoment(datasets: Dataset[], base: Dataset, ref: string): boolean {
  const column = findColumn(datasets, base, ref)?.column
  return column?.kind === 'date' || column?.kind === 'time'
}

export function sayMeasure(datasets: Dataset[], base: Dataset, it: PlanMeasure): string {
  if (it.as) return it.as
  const { told, ...plain } = it
  if (told) return `${sayMeasure(datasets, base, plain)} in ${told}s`
  const say = (one: PlanMeasure) => sayMeasure(datasets, base, one)
  if ('measure' in it) return measureNamed(datasets, base, it.measure)?.say ?? it.measure
  if ('ratio' in it)
    return it.percent
      ? `share of ${say(it.ratio[0])}${sayInside(it.ratio[0], datasets, base)}`
      : `${say(it.ratio[0])} per ${say(it.ratio[1]).replace(/^(different|number of) /, '')}`
  if ('minus' in it) return `${say(it.minus[0])} less ${say(it.minus[1])}`
  if ('plus' in it) return `${say(it.plus[0])} plus ${say(it.plus[1])}`
  if ('correlation' in it)
    return `correlation of ${it.correlation.map((ref) => sayColumn(datasets, base, ref)).join(' and ')}`
  if ('unit' in it)
    return `${FN_WORDS[it.fn]} ${it.unit}s from ${sayColumn(datasets, base, it.from)} to ${sayColumn(datasets, base, it.to)}`
  if (!('column' in it)) return `number of ${base.say}`
  const column = sayColumn(datasets, base, it.column)
  if (isMoment(datasets, base, it.column) && MOMENT[it.fn]) return `${MOMENT[it.fn]} ${column}`
  const product = it.times ? ` × ${sayColumn(datasets, base, it.times)}` : ''
  const less = it.less ? ` less ${sayColumn(datasets, base, it.less)}` : ''
  return `${FN_WORDS[it.fn]} ${column}${product}${less}`
}

/** A share of revenue is that of some of it: "where channel is online". */
function sayInside({ where = [] }: PlanMeasure, datasets: Dataset[], base: Dataset): string {
  const parts = where.flatMap((each) =>
    'is' in each && 'column' in each && each.column && !('part' in each)
      ? [`${sayColumn(datasets, base, each.column)} is ${each.not ? 'not ' : ''}${[each.is].flat().join(' or ')}`]
      : [],
  )
  return parts.length ? ` where ${parts.join(' and ')}` : ''
}

export function measureOut(datasets: Dataset[], base: Dataset, it: PlanMeasure): Out {
  const name = sayMeasure(datasets, base, it)
  if (it.percent) return { name, unit: 'percent', inHundred: true }
  if ('measure' in it) {
    const { unit, currency } = measureNamed(datasets, base, it.measure)!
    return { name, unit, ...(currency && { currency }) }
  }
  if ('unit' in it) return { name, unit: 'duration' }
  if ('ratio' in it) return { name, ...unitOfRatio(datasets, base, it.ratio) }
  if ('correlation' in it) return { name, unit: 'number' }
  if ('minus' in it) return { ...measureOut(datasets, base, it.minus[0]), name }
  if ('plus' in it) return { ...measureOut(datasets, base, it.plus[0]), name }
  if (!('column' in it) || it.fn === 'count' || it.fn === 'distinct' || it.fn === 'missing')
    return { name, unit: 'count' }
  const { unit, currency } = columnOut(datasets, base, it.column)
  return { name, unit, ...(currency && { currency }) }
}

/** Money for each of something is money. */
function unitOfRatio(
  datasets: Dataset[],
  base: Dataset,
  [over, under]: [PlanMeasure, PlanMeasure],
): Pick<Out, 'unit' | 'currency'> {
  const [a, b] = [measureOut(datasets, base, over), measureOut(datasets, base, under)]
  if (a.unit !== 'money' || b.unit === 'money') return { unit: 'number' }
  return { unit: 'money', ...(a.currency && { currency: a.currency }) }
}

export function shownOut(plan: Plan): Out[] {
  return (plan.show ?? []).map((each) => ({
    name: each === 'running' ? 'running total' : each,
    ...(each === 'share' || each === 'growth'
      ? { unit: 'percent' as const, inHundred: true as const }
      : { unit: each === 'rank' ? ('count' as const) : ('number' as const) }),
  }))
}
