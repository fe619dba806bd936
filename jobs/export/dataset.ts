import type { KnownExport } from '#connectors/back-office.ts'
import { Fault } from '#connectors/kit/fault.ts'
import type { Column, Dataset } from '#db/dataset.ts'
import { keepDataset } from '#db/dataset-state.ts'
import { datasets as shipped } from '#db/datasets/index.ts'
import type { JobContext } from '../kit/job.ts'

/** The dataset an export goes to: one we know, or one made from what the portal file says of its columns. */
export async function datasetFor(one: KnownExport, { workspace, datasets }: JobContext): Promise<Dataset> {
  const known = [...shipped, ...(await datasets())].find(({ name }) => name === one.dataset)
  if (known) return known
  const made = describe(one)
  await keepDataset(workspace.db, made).catch((error: Error) => {
    throw new Fault('input', `${one.title} can't be kept as ${one.dataset}: ${error.message}`, {
      hint: 'Name another dataset in the portal file.',
    })
  })
  return made
}

function describe({ portal, name, title, dataset }: KnownExport): Dataset {
  const { table, key, within } = portal.exports[name]!
  const columns = table.columns.map(({ to, as, header }): [string, Column] => [
    to,
    { kind: as, say: header, words: [header], ...(key.includes(to) ? { required: true } : {}) },
  ])
  const fixed = Object.keys(table.fixed ?? {}).map((column): [string, Column] => [column, { kind: 'text' }])
  return {
    name: dataset,
    say: `${title} of ${portal.title}`,
    words: [title.toLowerCase()],
    columns: Object.fromEntries([...columns, ...fixed]),
    key,
    ...(within ? { time: { column: within, zone: portal.zone } } : {}),
    measures: {},
    dimensions: {},
    freshHours: 26,
    asks: [],
  }
}
