/** Whether an answer holds every column of the right one, row for row; more columns are welcome, more rows are not. */
export function sameAnswer(rows: unknown[][], gold: unknown[][], ordered = false): boolean {
  if (rows.length !== gold.length) return false
  const width = gold[0]?.length ?? 0
  const used = new Set<number>()
  for (let column = 0; column < width; column++) {
    const want = listed(gold, column, ordered)
    const at = rows[0]!.findIndex((_, i) => !used.has(i) && equal(listed(rows, i, ordered), want))
    if (at < 0) return false
    used.add(at)
  }
  return true
}

function listed(rows: unknown[][], column: number, ordered: boolean): unknown[] {
  const values = rows.map((row) => row[column])
  return ordered && values.some((each) => typeof each === 'number') ? values : values.sort((a, b) => compare(a, b))
}

const compare = (a: unknown, b: unknown): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : String(a) < String(b) ? -1 : 1

function equal(a: unknown[], b: unknown[]): boolean {
  return a.every((value, i) => {
    const other = b[i]
    if (typeof value === 'number' && typeof other === 'number')
      return Math.abs(value - other) <= Math.max(0.006, Math.abs(other) * 0.0005)
    return String(value) === String(other)
  })
}
