import type { Dataset } from '#db/dataset.ts'
import { type DatasetState, datasetStates, listDatasets } from '#db/dataset-state.ts'
import type { Store } from '#db/open.ts'
import type { Reader as PlanReader } from '#db/plan/run.ts'
import { type Atlas, makeAtlas } from '#db/question/atlas.ts'
import { readValues, type ValueIndex } from '#db/question/values.ts'
import type { Reader } from '#db/reader.ts'
import type { Found } from './find.ts'
import { openShelf, type Shelf } from './shelf.ts'

/** What the reader of questions knows of a workspace: its words, and the values that stand in it. */
export type Knowledge = {
  datasets: Dataset[]
  states: Map<string, DatasetState>
  atlas: Atlas
  values: ValueIndex
  version: string
  /** Answers to plans asked since the last write; with it they are gone. */
  found: Shelf<Found>
}

const MOST_CELLS = 200_000
const BUILD = { maxRows: 5001, timeoutMs: 20_000 }

/** Made at the first question, and again when something was written since. */
export function rememberKnowledge(db: Store, reader: Reader): () => Promise<Knowledge> {
  let known: Promise<Knowledge> | undefined
  let version = ''
  return async () => {
    const states = await datasetStates(db)
    const now = [...states.values()].map(({ name, rows, lastWriteAt }) => `${name}:${rows}:${lastWriteAt}`).join()
    if (known && now === version) return known
    version = now
    known = build(db, reader, states, now)
    return known.catch((error) => {
      known = undefined
      throw error
    })
  }
}

async function build(
  db: Store,
  reader: Reader,
  states: Map<string, DatasetState>,
  version: string,
): Promise<Knowledge> {
  const datasets = await listDatasets(db)
  const values = await readValues(planReader(reader, BUILD), datasets)
  return { datasets, states, atlas: makeAtlas(datasets), values, version, found: openShelf(MOST_CELLS) }
}

/** The read-only connection as a plan asks it, within limits. */
export function planReader(reader: Reader, limits: Parameters<Reader['all']>[2]): PlanReader {
  return {
    async all(sql, params) {
      return (await reader.all(sql, params, limits)).rows
    },
  }
}
