import type { Dataset } from '#db/dataset.ts'
import { fold, singular, tokenize } from '#db/question/words.ts'
import type { Example } from '#prompts/plan.ts'
import { formOf } from './example.ts'
import type { KnownValue } from './terms.ts'

/** The few datasets a question may be about, by the words they share with it; the rest isn't told to the model. */
export function nearestDatasets(question: string, datasets: Dataset[], values: KnownValue[], most = 3): Dataset[] {
  const asked = wordsOf(question)
  const text = fold(question)
  const scored = datasets.map((dataset) => {
    const names = namesOf(dataset).map(wordsOf)
    const held = values.filter((each) => each.dataset === dataset.name && text.includes(fold(each.value))).length
    return {
      dataset,
      score: shared(asked, new Set(names.flatMap((each) => [...each]))) + likest(asked, dataset) + Math.min(held, 3),
    }
  })
  const best = scored.filter(({ score }) => score > 0).toSorted((a, b) => b.score - a.score)
  return (best.length ? best : scored).slice(0, most).map(({ dataset }) => dataset)
}

/** Questions like this one with the forms that answer them, the nearest first. */
export function nearestExamples(question: string, datasets: Dataset[], all: Dataset[], most = 4): Example[] {
  const asked = wordsOf(question)
  const asks = datasets.flatMap((dataset) => dataset.asks)
  const forms = asks.flatMap(({ say, plan }) => formOf(say, plan, all) ?? []).filter(copied)
  return forms
    .toSorted((a, b) => shared(asked, wordsOf(b.question)) - shared(asked, wordsOf(a.question)))
    .slice(0, most)
}

const likest = (asked: Set<string>, { asks }: Dataset): number =>
  Math.max(0, ...asks.map(({ say }) => shared(asked, wordsOf(say))))

/** An example teaches to copy the words of a period, so they must be in it. */
function copied({ question, form }: Example): boolean {
  return !('period' in form) || !form.period || within(question, form.period)
}

function namesOf(dataset: Dataset): string[] {
  const told = [...Object.entries(dataset.measures), ...Object.entries(dataset.dimensions)]
  const columns = Object.entries(dataset.columns).flatMap(([name, each]) => [name, each.say ?? ''])
  return [
    dataset.name,
    dataset.say,
    ...(dataset.words ?? []),
    ...columns,
    ...told.flatMap(([name, each]) => [name, each.say, ...(each.words ?? [])]),
  ]
}

const wordsOf = (text: string): Set<string> =>
  new Set(
    tokenize(text)
      .map(({ word }) => singular(word))
      .filter((word) => word.length > 2 && !LIGHT.has(word)),
  )
const LIGHT = new Set(
  'the and for with from what which who how many much our that this last per one each row list show did are was'.split(
    ' ',
  ),
)

const shared = (a: Set<string>, b: Set<string>): number => [...a].filter((word) => b.has(word)).length
const within = (text: string, part: string): boolean => fold(text).includes(fold(part))
