import { bringBook, latecomers } from '../book.ts'
import type { Dataset } from '../dataset.ts'
import { plainly } from '../kit/trouble.ts'
import type { Store } from '../open.ts'
import { ensureTable, postponeIndex } from '../tables.ts'
import { type Checker, checkerOf } from './check.ts'
import type { Stored } from './kinds.ts'
import { mergeInto } from './merge.ts'
import { type Missing, openMissing } from './missing.ts'
import { refuseInto } from './refuse.ts'
import { type Sorted, sorterOf } from './sort.ts'

/** What became of the rows: total = inserted + changed + same + repeated + rejected. */
export type Written = {
  total: number
  inserted: number
  changed: number
  same: number
  /** Rows that a later one of this load, with the same key and other values, took the place of. */
  repeated: number
  rejected: number
  deleted: number
  /** Why nothing was deleted although that was asked for. */
  notDeleted?: string
  /** Columns that nobody described and that came for the first time; columns that came filled before and are empty now. */
  appeared: string[]
  vanished: string[]
  /** The first and the last day that the rows speak of. */
  from?: string
  to?: string
}

type LoadOptions = { deleteMissing?: Missing; now?: number }

/** Beyond this, making the index at once would keep everybody waiting. */
const MOST_UNINDEXED = 1_000_000

/** One load on its way into its table, batch by batch; each batch is stored as a whole or not at all. */
export function openLoad(
  store: Store,
  dataset: Dataset,
  run: string,
  { deleteMissing, now = Date.now() }: LoadOptions,
) {
  const checker = checkerOf(dataset)
  const sorter = sorterOf(dataset, checker)
  const merge = mergeInto(store, dataset, checker.columns, run)
  const refuse = refuseInto(store, dataset.name, run, now)
  const missing = deleteMissing && openMissing(store, dataset, checker.columns, deleteMissing)
  const grow = store.sqlite.prepare('UPDATE dataset_state SET rows = rows + ? WHERE name = ?')
  const markLate = latecomers(store, dataset)
  const written = nothing()
  let postponed = postponeIndex(store, dataset)

  const keep = store.sqlite.transaction((batch: Sorted) => {
    const merged = merge(batch)
    refuse(batch.refused)
    missing?.mention(batch.rows)
    if (!merged.inserted) return merged
    grow.run(merged.inserted, dataset.name)
    markLate(new Set(batch.rows.map((row) => row[checker.day]!)))
    return merged
  })

  const removeIn = store.sqlite.transaction((after: number) => {
    const gone = missing?.deleteIn(after) ?? 0
    if (gone) grow.run(-gone, dataset.name)
    return gone
  })

  /** Stores the rows added since the last time. */
  function storeAdded(): void {
    const batch = sorter.taken()
    const { inserted, changed, repeated } = plainly(store.path, () => keep.immediate(batch))
    written.total += batch.total
    written.inserted += inserted
    written.changed += changed
    written.repeated += batch.replaced + repeated
    written.rejected += batch.refused.length
    written.same = written.total - written.inserted - written.changed - written.repeated - written.rejected
    stretch(written, batch.rows, checker.day)
    if (written.total >= MOST_UNINDEXED) bringIndex()
  }

  function bringIndex(): void {
    if (postponed) ensureTable(store, dataset)
    postponed = false
  }

  function close(): void {
    missing?.close()
    bringIndex()
  }

  /** Deletes what wasn't mentioned, a piece at a time. Only a load that came whole can tell what is missing. */
  function* removeMissing(): Generator<void> {
    if (!missing) return
    const why = written.rejected ? 'some rows were rejected' : written.total ? undefined : 'no rows came'
    if (why) written.notDeleted = why
    for (const after of why ? [] : missing.stretches()) {
      written.deleted += plainly(store.path, () => removeIn.immediate(after))
      yield
    }
  }

  /** Writes the day book on, a day at a time. */
  function* bringBooks(): Generator<void> {
    bringIndex()
    yield* bringBook(store, dataset)
  }

  function finish(): Written {
    return plainly(store.path, () => {
      const note = store.sqlite.prepare('UPDATE dataset_state SET last_run = ?, last_write_at = ? WHERE name = ?')
      note.run(run, now, dataset.name)
      const accepted = written.total > written.rejected
      return { ...written, ...(accepted ? noteColumns(store, dataset.name, checker) : {}) }
    })
  }

  return {
    add: sorter.add,
    storeAdded,
    removeMissing,
    bringBooks,
    finish,
    soFar: () => ({ ...written }),
    close,
  }
}

/** Compares the columns that came filled with those of the load before, and remembers them for the next. */
function noteColumns(store: Store, dataset: string, checker: Checker): Pick<Written, 'appeared' | 'vanished'> {
  const before = store.sqlite.prepare('SELECT seen FROM dataset_state WHERE name = ?').pluck().get(dataset)
  const seen = JSON.parse((before as string | null) ?? '[]') as string[]
  const { known, unknown } = checker.filled()
  const now = [...known, ...unknown]
  store.sqlite.prepare('UPDATE dataset_state SET seen = ? WHERE name = ?').run(JSON.stringify(now), dataset)
  return {
    appeared: unknown.filter((name) => !seen.includes(name)),
    vanished: seen.filter((name) => !now.includes(name)),
  }
}

function stretch(written: Written, rows: Stored[][], place: number): void {
  if (place < 0) return
  let { from = '9999-12-31', to = '' } = written
  for (const row of rows) {
    const day = row[place] as string | null
    if (day === null) continue
    if (day < from) from = day
    if (day > to) to = day
  }
  if (to) Object.assign(written, { from, to })
}

function nothing(): Written {
  return {
    total: 0,
    inserted: 0,
    changed: 0,
    same: 0,
    repeated: 0,
    rejected: 0,
    deleted: 0,
    appeared: [],
    vanished: [],
  }
}
