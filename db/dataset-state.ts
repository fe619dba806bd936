import type { Dataset } from './dataset.ts'
import { datasets } from './datasets/index.ts'
import { isNotNull } from './kit/drizzle.ts'
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
  db.orm
    .insert(datasetState)
    .values({ name: definition.name, definition })
    .onConflictDoUpdate({ target: datasetState.name, set: { definition } })
    .run()
}

export async function madeDatasets(db: Store): Promise<string[]> {
  return db.orm
    .select()
    .from(datasetState)
    .where(isNotNull(datasetState.definition))
    .all()
    .map(({ name }) => name)
}
