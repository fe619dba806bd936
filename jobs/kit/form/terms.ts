import type { Column, Dataset } from '#db/dataset.ts'
import { findColumn, pathTo } from '#db/plan/find.ts'
import type { By, Fn, Grain, PlanMeasure } from '#db/plan.ts'
import type { Shelf, Term } from '#prompts/plan.ts'

/** What each name on a form stands for in a plan. */
export type Terms = {
  dataset: Dataset
  measures: Map<string, PlanMeasure>
  groups: Map<string, By>
  columns: Map<string, Home>
}
type Home = { ref: string; column: Column; home: string }
/** Values found in the data, by which a name in a question is known. */
export type KnownValue = { dataset: string; column: string; value: string }

const GRAINS: Grain[] = ['hour', 'day', 'week', 'month', 'quarter', 'year', 'weekday', 'hour of day', 'month of year']
const STATISTICS: Record<string, Fn> = { average: 'average', median: 'median', highest: 'max', lowest: 'min' }

export function termsOf(dataset: Dataset, datasets: Dataset[]): Terms {
  const columns = new Map([...ownColumns(dataset), ...linkedColumns(dataset, datasets)])
  return { dataset, columns, measures: measuresOf(dataset), groups: groupsOf(dataset, columns) }
}

function ownColumns(dataset: Dataset): [string, Home][] {
  return Object.entries(dataset.columns).map(([name, column]) => [name, { ref: name, column, home: dataset.name }])
}

/** What rows here know about through a link: the dimensions and the label of the thing they name. */
function linkedColumns(dataset: Dataset, datasets: Dataset[]): [string, Home][] {
  const near = datasets.filter((each) => each !== dataset && pathTo(datasets, dataset, each) && !twice(dataset, each))
  return near.flatMap((each) => {
    const known = [...Object.values(each.dimensions).map(({ column }) => column), ...(each.label ?? [])]
    const repeated = dataset.links?.filter(({ to }) => to === each.name).map(({ at }) => at) ?? []
    const names = [...new Set(known)].filter((name) => !repeated.includes(name) && !(name in dataset.dimensions))
    return names.flatMap((name): [string, Home][] => {
      const ref = `${each.name}.${name}`
      const found = findColumn(datasets, dataset, ref)
      return found ? [[ref, { ref, column: found.column, home: each.name }]] : []
    })
  })
}

/** A sender and a receiver are both people: which one is meant, a form can't say. */
const twice = ({ links = [] }: Dataset, { name }: Dataset): boolean => links.filter(({ to }) => to === name).length > 1

function measuresOf(dataset: Dataset): Map<string, PlanMeasure> {
  const named = Object.keys(dataset.measures).map((name): [string, PlanMeasure] => [name, { measure: name }])
  const summed = JSON.stringify(dataset.measures)
  const computed = Object.entries(dataset.columns).flatMap(([name, column]): [string, PlanMeasure][] => {
    if (column.kind === 'text') return [[`different ${name}`, { fn: 'distinct', column: name }]]
    if (!isNumber(column)) return []
    const total = column.additive !== false && !summed.includes(`"sum":"${name}"`)
    const totals: [string, PlanMeasure][] = total ? [[`total ${name}`, { fn: 'sum', column: name }]] : []
    const others = Object.entries(STATISTICS).map(([say, fn]): [string, PlanMeasure] => [
      `${say} ${name}`,
      { fn, column: name },
    ])
    return [...totals, ...others]
  })
  return new Map([['number of rows', { fn: 'count' }], ...computed, ...named])
}

export const isNumber = ({ kind, role }: Column): boolean =>
  (kind === 'integer' || kind === 'number' || kind === 'money') && role !== 'id' && role !== 'label'

function groupsOf(dataset: Dataset, columns: Terms['columns']): Map<string, By> {
  const time = dataset.time?.column
  const grains = time ? GRAINS.map((grain): [string, By] => [grain, { column: time, grain }]) : []
  const own = Object.entries(dataset.dimensions).map(([name, { column }]): [string, By] => [name, column])
  const plain = own.length ? [] : textColumns(dataset).map((name): [string, By] => [name, name])
  const linked = [...columns]
    .filter(([, { home }]) => home !== dataset.name)
    .map(([name, { ref }]): [string, By] => [name, ref])
  return new Map([...grains, ...plain, ...linked, ...own])
}

const textColumns = (dataset: Dataset) =>
  Object.entries(dataset.columns).flatMap(([name, { kind }]) => (kind === 'text' || kind === 'bool' ? [name] : []))

/** A dataset as the model is told about it; the words it lists first are those the question uses. */
export function shelfOf(terms: Terms, values: KnownValue[], question: string): Shelf {
  const { dataset } = terms
  const listed = {
    measures: Object.entries(dataset.measures).map(([name, each]) =>
      term(name, [each.say, ...(each.words ?? [])], question),
    ),
    groups: Object.entries(dataset.dimensions).map(([name, each]) => ({
      ...term(name, [each.say, ...(each.words ?? [])], question),
      values: valuesOf(dataset.name, each.column, values, question),
    })),
    columns: [...terms.columns].map(([name, { column }]) => ({
      ...term(name, column.say ? [column.say] : [], question),
      ...(isNumber(column) && { number: true }),
    })),
  }
  const rest = (all: Map<string, unknown>, told: Term[]) =>
    [...all.keys()].filter((name) => !told.some((each) => each.name === name))
  const more = { measures: rest(terms.measures, listed.measures), groups: rest(terms.groups, listed.groups) }
  return { name: dataset.name, about: dataset.say, words: near(dataset.words ?? [], question), ...listed, more }
}

/** Values are told where there are few of them; of many, those the question names. */
function valuesOf(dataset: string, column: string, values: KnownValue[], question: string): string[] {
  const held = values.filter((each) => each.dataset === dataset && each.column === column)
  const known = [...new Set(held.map(({ value }) => value))]
  const text = question.toLowerCase()
  return known.length < 200 ? near(known, question) : known.filter((each) => text.includes(each.toLowerCase()))
}

function term(name: string, words: string[], question: string): Term {
  return {
    name,
    words: near(
      [...new Set(words)].filter((word) => word !== name),
      question,
    ),
  }
}

/** Those the question names come first. */
function near(words: string[], question: string): string[] {
  const text = question.toLowerCase()
  const said = (word: string) => (text.includes(word.toLowerCase()) ? 0 : 1)
  return words.toSorted((a, b) => said(a) - said(b))
}
