import type { Stored } from '../write/kinds.ts'

/** How many rows, and what their amounts come to; an amount that no row has is null. */
export type Total = { value: Stored; beside: Stored[]; rows: number; sums: (number | null)[] }
export type Width = { dimensions: number; kept: number; sums: number }

/**
 * One walk for all dimensions over rows that are added up by all of them together: the values come first, then what is
 * kept beside, then how many rows, then their amounts.
 */
export function totalsOf(groups: Stored[][], { dimensions, kept, sums }: Width): Total[][] {
  const found = Array.from({ length: dimensions }, () => new Map<Stored, Total[]>())
  const besides = new Map<string, number>()
  const first = dimensions + kept
  for (const row of groups) {
    const at = besideOf(row, dimensions, first, besides)
    for (let dimension = 0; dimension < dimensions; dimension++) {
      const value = row[dimension]!
      const totals = found[dimension]!.get(value) ?? []
      if (!totals.length) found[dimension]!.set(value, totals)
      totals[at] ??= { value, beside: row.slice(dimensions, first), rows: 0, sums: Array(sums).fill(null) }
      add(totals[at], row, first)
    }
  }
  return found.map((totals) => [...totals.values()].flat())
}

/** The place of this combination of what is kept beside. */
function besideOf(row: Stored[], from: number, to: number, known: Map<string, number>): number {
  let key = ''
  for (let at = from; at < to; at++) key += row[at] === null ? '\0' : `${row[at]}\0\0`
  const place = known.get(key) ?? known.size
  if (place === known.size) known.set(key, place)
  return place
}

function add(total: Total, row: Stored[], first: number): void {
  total.rows += row[first] as number
  for (let at = first + 1; at < row.length; at++) {
    const amount = row[at]
    const sum = at - first - 1
    if (amount !== null) total.sums[sum] = (total.sums[sum] ?? 0) + (amount as number)
  }
}
