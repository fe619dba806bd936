import { type Dataset, tableName } from './dataset.ts'
import { datasets } from './datasets/index.ts'
import { problemsOf } from './kit/sound.ts'
import type { Store } from './open.ts'
import { datasetState } from './schema.ts'

export type DatasetState = typeof datasetState.$inferSelect

/** What this workspace knows: the datasets we ship that hold rows, and those made at run time. */
export async function listDatasets(db: Store): Promise<Dataset[]> {
  const states = await datasetStates(db)
  const made = [...states.values()].flatMap(({ definition }) => (definition as Dataset | null) ?? [])
  return [...datasets.filter(({ name }) => states.get(name)?.rows), ...made]
}

export async function datasetStates(db: Store): Promise<Map<string, DatasetState>> {
  return new Map(
    db.orm
      .select()
      .from(datasetState)
      .all()
      .map((state) => [state.name, state]),
  )
}

/** Makes a dataset known that nobody wrote down in the code: an uploaded file, a connected table. */
export async function keepDataset(db: Store, definition: Dataset): Promise<void> {
  const made = [...(await datasetStates(db)).values()].flatMap(({ definition }) => (definition as Dataset | null) ?? [])
  const others = [...datasets, ...made.filter(({ name }) => name !== definition.name)]
  const taken = others.find((other) => tableName(other) === tableName(definition))
  const problems = [
    ...(taken ? [`its rows would lie among those of ${taken.name}`] : []),
    ...(definition.table ? [] : problemsOf(definition)),
  ]
  if (problems.length) throw new Error(`The dataset ${definition.name} can not be kept: ${problems.join(', ')}.`)
  db.orm
    .insert(datasetState)
    .values({ name: definition.name, definition })
    .onConflictDoUpdate({ target: datasetState.name, set: { definition } })
    .run()
}
