import type { Column, Dataset } from '../dataset.ts'

/** One step along a declared link: many rows here name one row there, so a join never multiplies rows. */
export type Hop = {
  from: Dataset
  column: string
  to: Dataset
  at: string
  when?: { column: string; is: string | number }
}
export type Found = { dataset: Dataset; name: string; column: Column; path: Hop[] }

export function datasetNamed(datasets: Dataset[], name: string): Dataset | undefined {
  return datasets.find((each) => each.name === name)
}

/** Finds what 'column', 'dataset.column', 'link>dataset.column' or 'other.link>dataset.column' means for rows of `base`. */
export function findColumn(datasets: Dataset[], base: Dataset, ref: string): Found | undefined {
  const own = base.columns[ref]
  if (own) return { dataset: base, name: ref, column: own, path: [] }
  const arrow = ref.indexOf('>')
  const via = arrow > 0 ? ref.slice(0, arrow) : undefined
  const rest = ref.slice(arrow + 1)
  for (const dataset of datasets) {
    const name = rest.startsWith(`${dataset.name}.`) ? rest.slice(dataset.name.length + 1) : undefined
    const column = name === undefined ? undefined : dataset.columns[name]
    const path = column && pathTo(datasets, base, dataset, via)
    if (column && path) return { dataset, name: name!, column, path }
  }
  return undefined
}

function hops(datasets: Dataset[], from: Dataset): Hop[] {
  return (from.links ?? []).flatMap((link) => {
    const to = datasetNamed(datasets, link.to)
    return to ? [{ from, column: link.column, to, at: link.at, ...(link.when && { when: link.when }) }] : []
  })
}

/** The shortest way from rows of one dataset to the one row of another they name. */
export function pathTo(datasets: Dataset[], from: Dataset, to: Dataset, via?: string): Hop[] | undefined {
  if (from === to && !via) return []
  const known = WAYS.get(datasets) ?? new Map<string, Hop[] | undefined>()
  WAYS.set(datasets, known)
  const key = `${from.name}\n${to.name}\n${via ?? ''}`
  if (!known.has(key)) known.set(key, findPath(datasets, from, to, via))
  return known.get(key)
}

/** The links of a set of datasets never change, and a question asks for the same few ways hundreds of times. */
const WAYS = new WeakMap<Dataset[], Map<string, Hop[] | undefined>>()

function findPath(datasets: Dataset[], from: Dataset, to: Dataset, via?: string): Hop[] | undefined {
  const far = via?.includes('.')
  const goes = (path: Hop[]) => !far || path.some((hop) => `${hop.from.name}.${hop.column}` === via)
  let paths = hops(datasets, from)
    .filter((hop) => !via || far || hop.column === via)
    .map((hop) => [hop])
  for (let depth = 0; depth < 5 && paths.length; depth++) {
    const hit = paths.find((path) => path.at(-1)!.to === to && goes(path))
    if (hit) return hit
    paths = paths.flatMap((path) =>
      hops(datasets, path.at(-1)!.to)
        .filter((next) => !path.some((hop) => hop.from === next.to))
        .map((next) => [...path, next]),
    )
  }
  return undefined
}

/** Where rows of two datasets meet: the nearest dataset both name, with the way there from each side. */
export function meeting(datasets: Dataset[], left: Dataset, right: Dataset): { left: Hop[]; right: Hop[] } | undefined {
  const ways = datasets.flatMap((there) => {
    const a = pathTo(datasets, left, there)
    const b = pathTo(datasets, right, there)
    return a && b && a.length + b.length > 0 ? [{ left: a, right: b }] : []
  })
  return ways.sort((a, b) => a.left.length + a.right.length - b.left.length - b.right.length)[0]
}
