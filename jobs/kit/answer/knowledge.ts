import { isBooked } from '#db/book.ts'
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
  /** Answers to plans asked since the last write; with it they are gone. */
  found: Shelf<Found>
  /** While the values of the last write are still being read: the same with them. */
  fresh?: Promise<Knowledge>
}

const MOST_CELLS = 200_000
/** A word that stands for more things than this says too little. */
const MOST_ALIKE = 6
const BUILD = { maxRows: 5001, timeoutMs: 60_000 }

/**
 * Made at the first question and kept up with every write. Reading which values stand in millions of rows takes seconds,
 * so after a write people are answered at once by the names known before it, and the new ones are read meanwhile.
 */
export function rememberKnowledge(db: Store, reader: Reader): () => Promise<Knowledge> {
  const values = rememberValues(db, reader)
  let last: { version: string; known: Promise<Knowledge> } | undefined

  async function build(states: Map<string, DatasetState>, version: string): Promise<Knowledge> {
    const datasets = await listDatasets(db)
    const parts = datasets.map((dataset) => values(dataset, versionOf(states.get(dataset.name))))
    const rest = { datasets, states, atlas: makeAtlas(datasets), found: openShelf<Found>(MOST_CELLS) }
    const whole = async () => ({ ...rest, values: merged(await Promise.all(parts.map(({ fresh }) => fresh))) })
    const known = parts.flatMap(({ known: before }) => before ?? [])
    if (known.length < parts.length || parts.every(({ current }) => current)) return whole()
    const fresh = whole()
    fresh.then(
      (all) => {
        if (last?.version === version) last.known = Promise.resolve(all)
      },
      () => {},
    )
    return { ...rest, values: merged(known), fresh }
  }

  return async () => {
    const states = await datasetStates(db)
    const version = [...states.values()].map((state) => `${state.name}:${versionOf(state)}`).join()
    if (last?.version === version) return last.known
    const known = build(states, version)
    last = { version, known }
    known.catch(() => (last = undefined))
    return known
  }
}

const versionOf = (state: DatasetState | undefined) => `${state?.rows}:${state?.lastWriteAt}:${state?.lastRun}`

type Part = { known?: ValueIndex; current: boolean; fresh: Promise<ValueIndex> }

/** The values of each dataset, read again only when it was written to. */
function rememberValues(db: Store, reader: Reader): (dataset: Dataset, version: string) => Part {
  const kept = new Map<string, Part & { version: string }>()
  return (dataset, version) => {
    const before = kept.get(dataset.name)
    if (before?.version === version) return before
    const fresh = readValues(planReader(reader, BUILD), [dataset], isBooked(db, dataset) ? [dataset] : [])
    const part: Part & { version: string } = {
      version,
      current: false,
      fresh,
      ...(before?.known && { known: before.known }),
    }
    kept.set(dataset.name, part)
    fresh.then(
      (known) => Object.assign(part, { known, current: true }),
      () => kept.get(dataset.name) === part && kept.delete(dataset.name),
    )
    return part
  }
}

function merged(all: ValueIndex[]): ValueIndex {
  const index: ValueIndex = { exact: new Map(), stems: new Map(), parts: new Map() }
  for (const name of ['exact', 'stems', 'parts'] as const)
    for (const one of all)
      for (const [key, list] of one[name])
        index[name].set(key, [...(index[name].get(key) ?? []), ...list].slice(0, MOST_ALIKE))
  return index
}

/** The read-only connection as a plan asks it, within limits. */
export function planReader(reader: Reader, limits: Parameters<Reader['all']>[2]): PlanReader {
  return {
    async all(sql, params) {
      return (await reader.all(sql, params, limits)).rows
    },
  }
}
