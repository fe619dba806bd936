import type { Dataset, Row } from '../dataset.ts'
import type { Checker } from './check.ts'
import type { Stored } from './kinds.ts'
import type { Refused } from './refuse.ts'
import { openSeen } from './seen.ts'

/** A batch after a look at each row. */
export type Sorted = {
  total: number
  rows: Stored[][]
  refused: Refused[]
  /** Rows whose key came in an earlier batch of this load. */
  again: Stored[][]
  /** Rows of this batch that a later one took the place of. */
  replaced: number
}

/** Tells good rows from bad ones, one at a time. Of rows with one key the last wins. */
export function sorterOf(dataset: Dataset, checker: Checker) {
  const keyOf = keyReader(dataset.key.map((name) => checker.columns.indexOf(name)))
  const seen = openSeen()
  let line = 0
  let batch = emptyBatch()
  let held: Map<string | number, Stored[]> | undefined

  /** Returns how many rows the batch has now. */
  function add(row: Row): number {
    line++
    batch.total++
    const values = checker.check(row)
    if (typeof values === 'string') batch.refused.push({ line, row, reason: values })
    else if (seen(keyOf(values))) addAgain(values)
    else batch.rows.push(values)
    return batch.total
  }

  /** Rarely needed, so what the batch holds is looked up only now. */
  function addAgain(values: Stored[]): void {
    const key = keyOf(values)
    held ??= new Map(batch.rows.map((row) => [keyOf(row), row]))
    const former = held.get(key)
    if (!former) {
      held.set(key, values)
      batch.again.push(values)
    } else if (values.some((value, at) => value !== former[at])) {
      batch.replaced++
      for (const [at, value] of values.entries()) former[at] = value
    }
  }

  function taken(): Sorted {
    const full = batch
    batch = emptyBatch()
    held = undefined
    return full
  }

  return { add, taken }
}

const emptyBatch = (): Sorted => ({ total: 0, rows: [], refused: [], again: [], replaced: 0 })

/** Text holds no NUL here, so a key of several columns can be told apart when joined by it. */
function keyReader(places: number[]): (values: Stored[]) => string | number {
  const [first, second] = places as [number, number]
  if (places.length === 1) return (values) => values[first] as string | number
  if (places.length === 2) return (values) => `${values[first]}\0${values[second]}`
  return (values) => places.map((at) => values[at]).join('\0')
}
