import type { Amount, Dataset } from './dataset.ts'
import { tableName } from './dataset.ts'
import { columnsOf } from './kit/sound.ts'
import { timeDay } from './write/check.ts'

const MOST_DIMENSIONS = 5
const MOST_AMOUNTS = 4
const MOST_KEPT = 2
const FEW_VALUES = 10_000

/**
 * The one index that answers most questions without the table: by day first, then what people group by, then what is
 * summed, then what is told apart, such as orders. An index with every column would be a second table, so only the first
 * few of each are in it.
 */
export function quickIndex(dataset: Dataset): string[] {
  const day = timeDay(dataset)
  const leaves = measured(dataset)
  const named = Object.values(dataset.measures).flatMap((measure) => columnsOf(measure.is))
  const summed = [...named, ...leaves.flatMap((leaf) => ('sum' in leaf ? [leaf.sum] : []))]
  const amounts = new Set([...testedIn(leaves), ...summed].filter((name) => isFew(dataset, name)))
  const told = leaves.flatMap((leaf) => ('distinct' in leaf ? [leaf.distinct] : []))
  const chosen = new Set([
    ...(day ? [day] : []),
    ...groupsOf(dataset).slice(0, MOST_DIMENSIONS),
    ...[...amounts].slice(0, MOST_AMOUNTS),
    ...told.slice(0, 1),
  ])
  return [...chosen]
}

/**
 * The day book of a dataset: for every day and every value of a dimension how many rows there are and what their amounts
 * come to, apart for each value of the columns `kept` beside. Rows are never counted from it while a day is late.
 */
export type Book = {
  table: string
  late: string
  day: string
  dimensions: string[]
  kept: string[]
  sums: string[]
}

/** Undefined where there are no days, or nothing to group by. */
export function bookOf(dataset: Dataset): Book | undefined {
  const day = timeDay(dataset)
  if (!day || dataset.table !== undefined) return undefined
  const leaves = measured(dataset)
  const still = (name: string) => isFew(dataset, name) && dataset.columns[name]!.kind !== 'time' && name !== day
  const kept = [...new Set(testedIn(leaves))].filter(still).slice(0, MOST_KEPT)
  const groups = groupsOf(dataset).filter((name) => still(name) && !kept.includes(name))
  const dimensions = groups.slice(0, MOST_DIMENSIONS)
  if (!dimensions.length) return undefined
  const grouped = (name: string) => kept.includes(name) || dimensions.includes(name)
  const whole = leaves.flatMap((leaf) => ('sum' in leaf && isWhole(dataset, leaf.sum) ? [leaf.sum] : []))
  const sums = [...new Set(whole)].filter((column) => !grouped(column))
  const name = tableName(dataset)
  return { table: `book_${name}`, late: `late_${name}`, day, dimensions, kept, sums }
}

function groupsOf(dataset: Dataset): string[] {
  const columns = Object.values(dataset.dimensions).map(({ column }) => column)
  return [...new Set(columns)].filter((name) => isFew(dataset, name))
}

function isFew({ columns, key }: Dataset, name: string): boolean {
  const column = columns[name]
  return column?.role !== 'id' && (column?.distinct ?? 0) <= FEW_VALUES && !(key.length === 1 && key[0] === name)
}

/** Fractions come to something else in another order. */
function isWhole({ columns }: Dataset, name: string): boolean {
  return ['integer', 'money'].includes(columns[name]!.kind)
}

/** The columns that amounts make conditions of. */
const testedIn = (leaves: Leaf[]) => leaves.flatMap((leaf) => ('where' in leaf ? Object.keys(leaf.where!) : []))

function measured({ measures, columns }: Dataset): Leaf[] {
  const named = Object.values(measures).flatMap((measure) => leavesOf(measure.is))
  if (named.length) return named
  // Where no amount has a name, whatever adds up is one.
  return Object.entries(columns).flatMap(([sum, { role, additive }]) =>
    role === 'measure' && additive !== false ? [{ sum }] : [],
  )
}

type Leaf = Exclude<Amount, { minus: unknown } | { ratio: unknown }>

function leavesOf(amount: Amount): Leaf[] {
  if ('minus' in amount) return amount.minus.flatMap(leavesOf)
  if ('ratio' in amount) return amount.ratio.flatMap(leavesOf)
  return [amount]
}
