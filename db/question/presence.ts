import type { Dataset } from '../dataset.ts'
import { pathTo } from '../plan/find.ts'
import type { Condition } from '../plan.ts'
import type { Atlas } from './atlas.ts'
import type { Loose } from './loose.ts'

/** "customers who made transactions in May": the rows that point here exist, and the period is theirs. */
export function withPresence(
  loose: Omit<Loose, 'home'>,
  mentions: string[],
  atlas: Atlas,
  base: Dataset,
): Omit<Loose, 'home'> {
  const done = ofDeeds(loose, atlas, base) ?? ofThose(loose, atlas)
  if (done) return done
  const asked = (loose.where ?? []).flatMap((each) =>
    'has' in each ? [each.dataset] : 'column' in each && each.column ? [datasetOf(each.column)] : [],
  )
  const children = mentions.filter(
    (name) => !asked.includes(name) && !pathTo(atlas.datasets, base, named(atlas, name)) && reaches(atlas, base, name),
  )
  const [child] = children
  const within = JSON.stringify(loose.measures ?? [])
  if (!child || within.includes(`"dataset":"${child}","has"`)) return loose
  const times = (loose.where ?? []).filter((each) => 'period' in each && !each.column)
  const others = (loose.where ?? []).filter((each) => !times.includes(each))
  const moved = times.length && named(atlas, child).time ? times : []
  return {
    ...loose,
    where: [...others, ...times.filter((each) => !moved.includes(each)), { dataset: child, has: moved }],
  }
}

const isAside = (column: string, atlas: Atlas, base: Dataset): boolean =>
  !pathTo(atlas.datasets, base, named(atlas, datasetOf(column)))

/** "clients with a visit in May": the visit was in May. */
function ofThose(loose: Omit<Loose, 'home'>, atlas: Atlas): Omit<Loose, 'home'> | undefined {
  const where = loose.where ?? []
  const [there, ...others] = where.filter((each) => 'has' in each)
  const told = where.filter((each) => 'period' in each && !each.column)
  if (!there || others.length || !told.length || !('has' in there) || there.not || there.has.length) return undefined
  if (!named(atlas, there.dataset).time || loose.by?.some((each) => typeof each === 'object' && 'grain' in each))
    return undefined
  return {
    ...loose,
    where: [...where.filter((each) => each !== there && !told.includes(each)), { ...there, has: told }],
  }
}

/** "clients who made deposits in May": the period is the one of the deposits. */
function ofDeeds(loose: Omit<Loose, 'home'>, atlas: Atlas, base: Dataset): Omit<Loose, 'home'> | undefined {
  const deeds = (loose.where ?? []).filter(
    (each) => 'column' in each && each.column && isAside(each.column, atlas, base),
  )
  const [first] = deeds
  const told = (loose.where ?? []).filter((each) => 'period' in each && !each.column)
  const table = first && 'column' in first ? datasetOf(first.column!) : ''
  const plain = deeds.every(
    (each) => 'column' in each && datasetOf(each.column!) === table && !('not' in each && each.not),
  )
  if (!(first && told.length && plain && named(atlas, table).time)) return undefined
  const own = deeds.map((each) => ({ ...each, column: (each as { column: string }).column.slice(table.length + 1) }))
  const rest = (loose.where ?? []).filter((each) => !deeds.includes(each) && !told.includes(each))
  return { ...loose, where: [...rest, { dataset: table, has: [...own, ...told] as Condition[] }] }
}

/** A condition on rows that point here is asked as "there is one". */
export function aside(it: Condition, atlas: Atlas, base: Dataset): Condition {
  if ('any' in it) return { any: it.any.map((each) => aside(each, atlas, base)) }
  if ('all' in it) {
    const all = it.all.map((each) => aside(each, atlas, base))
    const [first, ...others] = all.map((each) => ('has' in each && !each.not ? each.dataset : ''))
    // What holds of one row that points here holds of the same one.
    const same = first && others.every((each) => each === first) && columnsOf(it.all).size > 1
    return same ? { dataset: first, has: all.flatMap((each) => ('has' in each ? each.has : [])) } : { all }
  }
  if (!('column' in it) || !it.column) return it
  const name = datasetOf(it.column)
  if (pathTo(atlas.datasets, base, named(atlas, name))) return it
  const not = 'not' in it && it.not
  const bridge = reaches(atlas, base, name) ? undefined : bridgeOf(atlas, base, name)
  const inner = { ...it, column: bridge ? it.column : it.column.slice(name.length + 1) } as Condition
  if (not) delete (inner as { not?: boolean }).not
  return { dataset: bridge?.name ?? name, has: [inner], ...(not && { not }) }
}

/** "Both phone and laptop" speaks of one column twice, and so of two rows; a test against another moment of one. */
const columnsOf = (list: Condition[]): Set<string> =>
  new Set(list.map((each) => ('than' in each && typeof each.than === 'object' ? JSON.stringify(each.than) : '')))

/** Patients with a diagnosis: the one table that names both, their treatments, knows. */
export function bridgeOf(atlas: Atlas, base: Dataset, name: string): Dataset | undefined {
  const far = atlas.datasets.flatMap((each) => {
    const [here, there] = [pathTo(atlas.datasets, each, base), pathTo(atlas.datasets, each, named(atlas, name))]
    return here?.length && there?.length ? [{ each, length: here.length + there.length }] : []
  })
  const near = far.filter(({ length }) => length === Math.min(...far.map((one) => one.length)))
  return far.length ? (near.length === 1 ? near[0]!.each : undefined) : farBridge(atlas, base, name)
}

/** Those who wrote papers on a topic: the pairs of papers and topics tell, which meet the writing at its paper. */
function farBridge(atlas: Atlas, base: Dataset, name: string): Dataset | undefined {
  const pairs = atlas.datasets.filter((each) => {
    const links = each.links ?? []
    const pairs = links.length === 2 && Object.keys(each.columns).length - links.length < 2
    return (
      pairs &&
      links.some(({ to }) => to === name) &&
      links.some(({ to }) => to !== name && pathTo(atlas.datasets, base, named(atlas, to)))
    )
  })
  return pairs.length === 1 ? pairs[0] : undefined
}

export const named = (atlas: Atlas, name: string) => atlas.datasets.find((each) => each.name === name)!

export function reaches(atlas: Atlas, base: Dataset, name: string): boolean {
  return Boolean(pathTo(atlas.datasets, named(atlas, name), base))
}

export const datasetOf = (ref: string): string => ref.split('.')[0] ?? ''
