import type { Dataset } from '../dataset.ts'
import { type Hop, pathTo } from '../plan/find.ts'
import { pairOf } from '../plan/lens.ts'
import type { By, Condition, Plan } from '../plan.ts'
import type { Atlas } from './atlas.ts'
import { type Counted, counted } from './counting.ts'
import { withRoles } from './links.ts'
import type { Loose } from './loose.ts'
import { inOneRow } from './one-row.ts'
import { aside, bridgeOf, datasetOf, named, reaches, withPresence } from './presence.ts'
import { shorten } from './shorten.ts'
import { stem } from './words.ts'

/** Chooses the dataset a loose plan starts from, so that every column lies on it or one way from it, and names columns shortly. */
export function settle(loose: Loose, atlas: Atlas): { plan: Plan; cost: number } | undefined {
  const need = needs(loose)
  const tries = atlas.datasets.flatMap((base) => {
    const cost = costOf(loose, atlas, base, need)
    return cost === undefined ? [] : [{ base, cost }]
  })
  const best = tries.sort((a, b) => a.cost - b.cost)[0]
  if (best && twoWays(tries, best, loose, need)) return undefined
  if (!best && loose.home && loose.rows) return settle({ ...withoutHome(loose), distinct: true }, atlas)
  const plan = best && withRoles(finish(loose, atlas, best.base), atlas, best.base, loose.said ?? [])
  return plan && { plan, cost: best.cost }
}

/** Patients of doctors by admission or by appointment: when two tables nobody named would do, there is no telling which. */
function twoWays(
  tries: { base: Dataset; cost: number }[],
  best: { base: Dataset; cost: number },
  loose: Loose,
  { fixed, all, counted }: Needs,
): boolean {
  const said = [...fixed, ...all, ...counted, ...(loose.mentions ?? [])]
  return (
    !said.includes(best.base.name) &&
    tries.some((each) => each.base !== best.base && Math.abs(each.cost - best.cost) < 0.001)
  )
}

/** Suppliers of products in a category: read off the products, each supplier once. */
function withoutHome({ home: _, ...rest }: Loose): Loose {
  return rest
}

function costOf(loose: Loose, atlas: Atlas, base: Dataset, need: Needs): number | undefined {
  if ((loose.where ?? []).some((each) => 'has' in each && each.dataset === base.name)) return undefined
  if (loose.home && loose.home !== base.name) return undefined
  const others = new Set(need.fixed.filter((name) => name !== base.name))
  const told = need.fixed[0] === base.name && [...others].every((name) => need.named.includes(name))
  const paired = Boolean(loose.by?.length) && [...others].every((name) => isPair(base, name))
  if (others.size && !told && !paired) return undefined
  if (loose.rows && !need.all.includes(base.name) && !loose.mentions?.includes(base.name)) return undefined
  let cost = (need.all.includes(base.name) || need.fixed.includes(base.name) ? 0 : 0.6) + 0.2 * others.size
  for (const name of new Set(need.all)) {
    const way = pathTo(atlas.datasets, base, named(atlas, name))
    if (!way) return undefined
    cost += farTo(way, loose.said)
  }
  for (const name of new Set(need.loose)) {
    const way = pathTo(atlas.datasets, base, named(atlas, name))
    cost += way ? farTo(way, loose.said) : 0.7
    if (!way && !reaches(atlas, base, name) && !bridgeOf(atlas, base, name)) return undefined
  }
  if (need.time && !timeOf(atlas, base) && !(loose.mentions ?? []).some((name) => named(atlas, name).time))
    return undefined
  for (const name of loose.mentions ?? [])
    if (!pathTo(atlas.datasets, base, named(atlas, name))) cost += reaches(atlas, base, name) ? 0.5 : 2
  if (need.bare && base.label?.length && !loose.mentions?.includes(base.name)) cost += 0.45
  for (const name of need.counted) if (name === base.name) cost -= 0.1
  return cost
}

/** The way through the lead investigator is far, when nobody spoke of a lead. */
function farTo(way: Hop[], said: string[] = []): number {
  const stems = new Set(said.flatMap((each) => each.toLowerCase().split(/\W+/)).map(stem))
  const isPart = ({ from, column, to }: Hop) => {
    const nouns = (to.words ?? []).map(stem)
    const words = (from.columns[column]?.words ?? []).map(stem)
    const others = words.filter((word) => !nouns.includes(word) && !/^(id|key|code|no|numb)$/.test(word))
    return (
      others.length > 0 &&
      others.length < words.length &&
      words.some((word) => nouns.includes(word)) &&
      !others.some((word) => stems.has(word))
    )
  }
  return way.reduce((sum, hop) => sum + (isPart(hop) ? 1 : 0.2), 0)
}

type Needs = Record<'fixed' | 'named' | 'all' | 'loose' | 'counted', string[]> & { time: boolean; bare: boolean }

/** Rows that only pair one thing with another: within an author, every publication stands once. */
function isPair(base: Dataset, name: string): boolean {
  const links = (base.links ?? []).filter((each) => base.key.includes(each.column))
  return base.key.length === 2 && links.length === 2 && links.some((each) => each.to === name)
}

/** The datasets a plan touches: those whose rows are added up, those it must reach, those a condition may ask about aside. */
function needs(loose: Loose): Needs {
  const fixed: string[] = []
  const named: string[] = []
  const all: string[] = []
  const counted: string[] = []
  const narrowed: string[] = []
  const spanned = ({ from, to }: { from: string; to: string }): void => {
    const both = [from, ...(to === 'now' ? [] : [to])].map(datasetOf)
    if (new Set(both).size === 1) fixed.push(both[0]!)
    else all.push(...both)
  }
  const visit = (it: Counted): void => {
    const own = 'measure' in it ? datasetOf(it.measure) : ''
    for (const each of (it.where ?? []).flatMap(flat))
      if ('column' in each && each.column && datasetOf(each.column) !== own) narrowed.push(datasetOf(each.column))
    if ('measure' in it) for (const list of [fixed, named]) list.push(datasetOf(it.measure))
    else if (pairOf(it)) pairOf(it)!.forEach(visit)
    else if ('correlation' in it) fixed.push(...it.correlation.map(datasetOf))
    else if ('unit' in it) spanned(it)
    else if ('column' in it && (it.less ?? it.times) && datasetOf(it.column) !== datasetOf(it.less ?? it.times!))
      all.push(datasetOf(it.column), datasetOf(it.less ?? it.times!))
    else if ('column' in it && it.fn === 'distinct') counted.push(datasetOf(it.column))
    else if ('column' in it) (/min|max/.test(it.fn) ? all : fixed).push(datasetOf(it.column))
    else if (it.of) fixed.push(it.of)
  }
  for (const each of [...(loose.measures ?? []), ...(loose.having ?? []).map((one) => one.measure)]) visit(each)
  all.push(...counted)
  for (const each of loose.by ?? []) all.push(...refsOfBy(each).map(datasetOf))
  for (const ref of loose.rows ?? []) all.push(datasetOf(ref))
  for (const each of loose.order ?? []) if ('column' in each) all.push(datasetOf(each.column))
  const conditions = (loose.where ?? []).flatMap(flat)
  const aside = conditions.flatMap((each) => ('column' in each && each.column ? [datasetOf(each.column)] : []))
  const time =
    conditions.some((each) => ('period' in each || 'part' in each) && !each.column) ||
    (loose.by ?? []).some((each) => typeof each === 'object' && each.column === '')
  const bare = (loose.measures ?? []).some(
    (each: Counted) => 'fn' in each && each.fn === 'count' && !('column' in each) && !('of' in each),
  )
  return { fixed, named, all: all.filter(Boolean), loose: [...aside, ...narrowed], counted, time, bare }
}

const flat = (it: Condition): Condition[] =>
  'any' in it ? it.any.flatMap(flat) : 'all' in it ? it.all.flatMap(flat) : [it]
const refsOfBy = (it: By): string[] =>
  (typeof it === 'string' ? [it] : [it.column, ...('key' in it && it.key ? [it.key] : [])]).filter(Boolean)

/** The day of a row: its own, else that of the nearest row it belongs to. */
function timeOf(atlas: Atlas, base: Dataset): string | undefined {
  const near = atlas.datasets
    .flatMap((each) => {
      const way = each.time && pathTo(atlas.datasets, base, each)
      return way ? [{ ref: `${each.name}.${each.time!.column}`, length: way.length }] : []
    })
    .sort((a, b) => a.length - b.length)
  return near[0]?.ref
}

function finish(loose: Loose, atlas: Atlas, base: Dataset): Plan {
  const { home: _, mentions, said: __, ...all } = loose
  const rest = withPresence(all, mentions ?? [], atlas, base)
  const time = timeOf(atlas, base) ?? ''
  const filled = withTime(withClock(rest, atlas, base), time)
  const plan = {
    dataset: base.name,
    ...filled,
    ...(filled.measures && { measures: filled.measures.map((each) => counted(each, atlas, base)) }),
  } as Plan
  if (plan.having) plan.having = plan.having.map((each) => ({ ...each, measure: counted(each.measure, atlas, base) }))
  if (plan.where) plan.where = inOneRow(plan.where.map((each) => aside(each, atlas, base)))
  return shorten(once(plan), base)
}

/** The same count said twice is one column. */
function once(plan: Plan): Plan {
  const texts = (plan.measures ?? []).map((each) => JSON.stringify(each))
  const first = (plan.order ?? []).every((each) => 'measure' in each && each.measure === 0)
  if (!plan.measures || new Set(texts).size === texts.length || !first) return plan
  return { ...plan, measures: plan.measures.filter((_, i) => texts.indexOf(texts[i]!) === i) }
}

/** Where the day and the time of day are two columns, hours are read off the one that tells them. */
function withClock(loose: Omit<Loose, 'home'>, atlas: Atlas, base: Dataset): Omit<Loose, 'home'> {
  const own = atlas.fields.filter((each) => each.dataset === base)
  const clocks = own.filter(({ column }) => column.days === 'clock')
  const hours = own.filter(
    ({ column, words }) =>
      column.role === 'measure' && /^(hour|hour of day)$/.test(words.join(' ')) && Number(column.range?.[1]) < 25,
  )
  const months = own.filter(
    ({ column, words }) =>
      column.role === 'measure' &&
      words.includes('month') &&
      Number(column.range?.[0]) >= 1 &&
      Number(column.range?.[1]) <= 12,
  )
  if (months.length === 1 && base.time && base.columns[base.time.column]?.days === 'year')
    return withMonth(loose, months[0]!.ref)
  const [at, ...others] = clocks.length ? clocks : hours
  if (!at || others.length) return loose
  const text = JSON.stringify(loose, (_, value) => {
    const hourly = value?.grain === 'hour of day' || value?.part === 'hour of day'
    if (!hourly || value.column) return value
    if (clocks.length) return { ...value, column: at.ref }
    return value.grain ? at.ref : { column: at.ref, is: value.is, ...(value.not && { not: true }) }
  })
  return JSON.parse(text)
}

/** Years and months that are two columns of numbers. */
function withMonth(loose: Omit<Loose, 'home'>, month: string): Omit<Loose, 'home'> {
  const text = JSON.stringify(loose, (_, value) => {
    if (!/^month/.test(value?.grain ?? value?.part ?? '') || value.column) return value
    return value.grain ? month : { column: month, is: value.is, ...(value.not && { not: true }) }
  })
  return JSON.parse(text)
}

function withTime(loose: Omit<Loose, 'home'>, time: string): Omit<Loose, 'home'> {
  const text = JSON.stringify(loose, (_, value) => {
    if (value && typeof value === 'object' && !Array.isArray(value)) {
      if ('column' in value && value.column === '') return { ...value, column: time }
      if ('has' in value)
        return {
          ...value,
          has: value.has.map((each: Condition) =>
            'period' in each ? { ...each, column: each.column ?? 'own' } : each,
          ),
        }
      if (('period' in value || 'part' in value) && !value.column) return { ...value, column: time }
    }
    return value
  })
  return JSON.parse(text.replaceAll(',"column":"own"', ''))
}
