import { type Dataset, dayColumn, type Row } from './dataset.ts'
import { troubleOf } from './kit/trouble.ts'
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
 * The door through which rows enter a dataset: each is checked, merged by its key, and counted. Whole batches are stored, so
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
  try {
    for await (const batch of inBatches(rows)) {
      options.signal?.throwIfAborted()
      load.take(batch)
      options.onProgress?.(load.soFar())
      // Heartbeats, requests and other writers have their turn between two batches.
      await new Promise(resolve => setImmediate(resolve))
    }
    return await load.finish()
  } catch (error) {
    throw troubleOf(store.path, error) ?? error
  } finally {
    load.close()
  }
}

async function* inBatches(rows: Iterable<Row> | AsyncIterable<Row>): AsyncGenerator<Row[]> {
  let batch: Row[] = []
  if (Symbol.asyncIterator in rows) {
    for await (const row of rows) {
      if (batch.push(row) < BATCH) continue
      yield batch
      batch = []
    }
  } else {
    for (const row of rows) {
      if (batch.push(row) < BATCH) continue
      yield batch
      batch = []
    }
  }
  if (batch.length) yield batch
}
