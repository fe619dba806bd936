import type { Dataset } from '../dataset.ts'
import type { PlanMeasure } from '../plan.ts'
import type { Atlas } from './atlas.ts'
import type { Field } from './item.ts'
import { METRICS, type Metric } from './lexicon/metrics.ts'
import { synonyms } from './lexicon/synonyms.ts'
import { mainMoney } from './sense.ts'
import { tokenize } from './words.ts'

/** Named ratios the tables can give: phrase → measure, once for every dataset that has both columns. */
export function metricsOf(atlas: Pick<Atlas, 'datasets' | 'fields'>): [string[], PlanMeasure, Dataset][] {
  return atlas.datasets.flatMap((dataset) =>
    METRICS.flatMap((metric) => spelled(metric, make(metric, dataset, atlas), dataset)),
  )
}

function spelled(
  metric: Metric,
  measure: PlanMeasure | undefined,
  dataset: Dataset,
): [string[], PlanMeasure, Dataset][] {
  if (!measure) return []
  return metric.say
    .split('|')
    .map((phrase) => [
      tokenize(phrase).map((each) => each.lemma),
      { ...measure, as: metric.say.split('|')[0]! },
      dataset,
    ])
}

function make(metric: Metric, dataset: Dataset, atlas: Pick<Atlas, 'datasets' | 'fields'>): PlanMeasure | undefined {
  const [over, under] = [metric.over, metric.under].map((word) => part(word, dataset, atlas))
  return over && under && { ratio: [over, under], ...(metric.percent && { percent: true }) }
}

function part(word: string, dataset: Dataset, atlas: Pick<Atlas, 'datasets' | 'fields'>): PlanMeasure | undefined {
  if (word === 'money') return mainMoney(atlas, dataset)
  if (word.startsWith('#')) return counted(word.slice(1), dataset, atlas)
  const fields = atlas.fields.filter(
    (each) => each.dataset === dataset && each.column.role === 'measure' && each.column.additive !== false,
  )
  const field =
    fields.find((each) => named(each, word)) ??
    fields.find((each) => synonyms(word).some((other) => named(each, other)))
  return field && { fn: 'sum', column: field.ref }
}

const named = (field: Field, word: string) => field.words.at(-1) === word || field.words[0] === word

/** Orders of a wide table are its different order ids; of a table of orders, its rows. */
function counted(word: string, dataset: Dataset, atlas: Pick<Atlas, 'fields'>): PlanMeasure | undefined {
  const words = [word, ...synonyms(word), 'invoice', 'transaction', 'sale']
  const ids = atlas.fields.filter((each) => each.dataset === dataset && each.column.role === 'id')
  const id = ids.find((each) => words.includes(each.words[0] ?? '') && each.words.length > 1)
  if (id) return { fn: 'distinct', column: id.ref }
  return words.some((each) => dataset.words?.at(-1)?.startsWith(each)) && dataset.key.length === 1
    ? { fn: 'distinct', column: `${dataset.name}.${dataset.key[0]}` }
    : undefined
}
