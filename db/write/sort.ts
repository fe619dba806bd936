import type { Dataset, Row } from '../dataset.ts'
import type { Checker } from './check.ts'
import type { Stored } from './kinds.ts'
import type { Refused } from './refuse.ts'
import { openSeen } from './seen.ts'

/** A batch after a look at each row. */
export type Sorted = {
  rows: Stored[][]
  refused: Refused[]
  /** Rows whose key came in an earlier batch of this load. */
  again: Set<number>
  /** Within this batch: the same row twice, and rows that a later one took the place of. */
  twice: number
  replaced: number
}

/** Tells good rows from bad ones. Of rows with one key the last wins. */
export function sorterOf(dataset: Dataset, checker: Checker): (batch: Row[]) => Sorted {
  const keyOf = keyReader(dataset.key.map((name) => checker.columns.indexOf(name)))
  const seen = openSeen()
  let line = 0

  return (batch) => {
    const sorted: Sorted = { rows: [], refused: [], again: new Set(), twice: 0, replaced: 0 }
    const places = new Map<string | number, number>()
    for (const row of batch) {
      line++
      const values = checker.check(row)
      if (typeof values === 'string') {
        sorted.refused.push({ line, row, reason: values })
        continue
      }
      const key = keyOf(values)
      const place = places.get(key)
      if (place === undefined) {
        if (seen(key)) sorted.again.add(sorted.rows.length)
        places.set(key, sorted.rows.length)
        sorted.rows.push(values)
      } else if (values.every((value, at) => value === sorted.rows[place]![at])) {
        sorted.twice++
      } else {
        sorted.replaced++
        sorted.rows[place] = values
      }
    }
    return sorted
  }
}

/** Text holds no NUL here, so a key of several columns can be told apart when joined by it. */
function keyReader(places: number[]): (values: Stored[]) => string | number {
  const [first, second] = places as [number, number]
  if (places.length === 1) return (values) => values[first] as string | number
  if (places.length === 2) return (values) => `${values[first]}\0${values[second]}`
  return (values) => places.map((at) => values[at]).join('\0')
}
