import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { datasets } from '#db/datasets/index.ts'
import { checkPlan } from '#db/plan.ts'

test('every file in db/datasets is in the list, under its own name', () => {
  const files = readdirSync(new URL('../../db/datasets', import.meta.url)).filter((file) => file !== 'index.ts')
  expect(datasets.map((dataset) => `${dataset.name}.ts`).sort()).toEqual(files.sort())
})

test.each(datasets.map((dataset) => [dataset.name, dataset] as const))(
  '%s is answered by plans that fit it',
  (_, dataset) => {
    expect(dataset.asks.length).toBeGreaterThanOrEqual(5)
    for (const { say, plan } of dataset.asks) expect(checkPlan(plan, datasets), say).toEqual([])
  },
)

test.each(datasets.map((dataset) => [dataset.name, dataset] as const))('%s names only columns it has', (_, dataset) => {
  const columns = Object.keys(dataset.columns)
  const named = [
    ...dataset.key,
    ...(dataset.time ? [dataset.time.column] : []),
    ...Object.values(dataset.dimensions).map((dimension) => dimension.column),
    ...(dataset.links ?? []).map((link) => link.column),
    ...(dataset.label ?? []),
  ]
  expect(named.filter((name) => !columns.includes(name))).toEqual([])
  for (const link of dataset.links ?? [])
    expect(Object.keys(datasets.find((one) => one.name === link.to)!.columns)).toContain(link.at)
})

test.each(datasets.map((dataset) => [dataset.name, dataset] as const))(
  '%s has no word that means two measures',
  (_, dataset) => {
    const words = Object.values(dataset.measures).flatMap(({ say, words = [] }) => [say, ...words])
    expect(words.filter((word, i) => words.indexOf(word) !== i)).toEqual([])
  },
)
