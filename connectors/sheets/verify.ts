import { canonical, type Held } from './cells.ts'
import type { Change, Tally, Verified } from './change.ts'
import type { Sheet } from './client.ts'
import { type Look, look } from './look.ts'
import { sum } from './reconcile.ts'

/** Reads back what was written: the number of rows, and one checksum over every cell that we touched. */
export async function verify(sheet: Sheet, change: Change, tally: Tally): Promise<Verified> {
  const touched = new Set(tally.edits.map(({ column }) => column))
  const names = (name: string) => touched.has(name) || tally.added.length > 0 || change.mode !== 'merge'
  try {
    const seen = await look(sheet, change, names)
    return compare(change, tally, seen)
  } catch (error) {
    // The write has happened; not being able to read it back is told, and doesn't undo it.
    const problem = error instanceof Error ? error.message : String(error)
    return { ok: false, rows: 0, rowsExpected: 0, checksum: '', checksumExpected: '', problem }
  }
}

function compare(change: Change, { edits, added, removed }: Tally, seen: Look): Verified {
  const place = new Map(seen.columns.map((column) => [column.name, column]))
  const found: string[] = []
  const wanted: string[] = []
  const check = (name: string, row: number | undefined, held: Held) => {
    const column = place.get(name)
    if (!column) return
    wanted.push(canonical(column.kind, held))
    found.push(row === undefined ? 'no row' : canonical(column.kind, seen.rows[row]?.[column.at]))
  }
  for (const { key, row, column, after } of edits) check(column, seen.index.at.get(key) ?? row, after)
  const keyed = change.mode === 'merge'
  for (const { key, row, cells } of added)
    for (const [c, { name }] of change.columns.entries())
      check(name, keyed ? seen.index.at.get(key) : row, cells[c] ?? null)
  const checksum = sum(found)
  const checksumExpected = sum(wanted)
  const present = (key: string, row: number) => (keyed ? seen.index.at.has(key) : seen.rows[row] !== undefined)
  const rowsExpected = added.length + removed.length
  const rows =
    added.filter(({ key, row }) => present(key, row)).length +
    removed.filter(({ key, row }) => !present(key, row)).length
  const doubled = keyed && added.some(({ key }) => seen.index.twice.has(key))
  const ok = checksum === checksumExpected && rows === rowsExpected && !doubled
  return {
    ok,
    rows,
    rowsExpected,
    checksum,
    checksumExpected,
    ...(!ok && { problem: 'The sheet shows something else than was written.' }),
  }
}
