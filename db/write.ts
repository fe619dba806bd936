import type { Dataset, Row } from './dataset.ts'
import type { Store } from './open.ts'
import { ensureTable } from './tables.ts'
import { openLoad, type Written } from './write/load.ts'

export type { Written } from './write/load.ts'

export type WriteOptions = {
  /** Also deletes what this load doesn't mention: everywhere, or within these local days, both included. */
  deleteMissing?: { from: string; to: string } | 'all'
  now?: number
  signal?: AbortSignal
  onProgress?: (soFar: Written) => void
}

const BATCH = 10_000

/**
 * The door through which rows enter a dataset: each is checked, merged by its key and counted. Whole batches are stored, so
 * a load that broke off is simply made again.
 */
export async function write(
  store: Store,
  dataset: Dataset,
  rows: Iterable<Row> | AsyncIterable<Row>,
  run: { id: string },
  options: WriteOptions = {},
): Promise<Written> {
  ensureTable(store, dataset)
  const load = openLoad(store, dataset, run.id, options)
  const stored = async () => {
    load.storeAdded()
    await turn()
  }
  // Heartbeats, requests and other writers have their turn between two batches.
  const turn = async () => {
    options.onProgress?.(load.soFar())
    await new Promise((resolve) => setImmediate(resolve))
    options.signal?.throwIfAborted()
  }
  try {
    options.signal?.throwIfAborted()
    // Rows at hand are taken without a promise for each of them.
    if (Symbol.asyncIterator in rows) {
      for await (const row of rows) if (load.add(row) >= BATCH) await stored()
    } else {
      for (const row of rows) if (load.add(row) >= BATCH) await stored()
    }
    await stored()
    for (const _ of load.removeMissing()) await turn()
    for (const _ of load.bringBooks()) await turn()
    return load.finish()
  } finally {
    load.close()
  }
}
