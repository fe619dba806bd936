import type { Dataset } from '../dataset.ts'
import { pathTo } from '../plan/find.ts'
import type { PlanMeasure } from '../plan.ts'
import type { Atlas } from './atlas.ts'
import type { Draft } from './draft.ts'
import type { Entity, Field, Item } from './item.ts'
import { isPerson } from './lexicon/people.ts'
import { unitOf } from './units.ts'
import { singular } from './words.ts'

/** What a column, a thing or a word of measure means when nothing more is said. */

type Fields = Pick<Atlas, 'fields'>

function fieldsOf(atlas: Fields, dataset: Dataset): Field[] {
  return atlas.fields.filter((each) => each.dataset === dataset)
}

export function fieldIn(
  atlas: Fields,
  dataset: Dataset,
  test: (words: string[]) => boolean,
  role = 'measure',
): Field | undefined {
  return fieldsOf(atlas, dataset).find((each) => each.column.role === role && test(each.words))
}

/** Amounts add up; prices, rates, scores and ages are averaged. */
export function bareMeasure(field: Field): PlanMeasure {
  return { fn: field.column.additive === false ? 'average' : 'sum', column: field.ref }
}

const MONEY = [
  'revenue',
  'sale',
  'amount',
  'total',
  'turnover',
  'payment',
  'value',
  'net',
  'gross',
  'income',
  'price',
  'spend',
  'cost',
  'paid',
  'fare',
  'subtotal',
  'charge',
]

/** The money column of a table, or quantity × price when there is none. */
export function mainMoney(atlas: Fields, dataset: Dataset): PlanMeasure | undefined {
  const named = Object.keys(dataset.measures).find(
    (name) => dataset.measures[name]!.unit === 'money' && 'sum' in dataset.measures[name]!.is,
  )
  if (named) return { measure: `${dataset.name}.${named}` }
  const fields = fieldsOf(atlas, dataset).filter(
    (each) => each.column.role === 'measure' && each.column.additive !== false,
  )
  const quiet = (each: Field) =>
    each.words.some((word) =>
      /^(forecast|tax|vat|tip|gratuity|discount|rebate|refund|bonus|deposit|interest|limit|target|budget|min|max|fee|minimum|maximum|unit|replacement|shipping|freight|delivery|list|market|claim|settlement|penalty)$/.test(
        word,
      ),
    )
  for (const word of MONEY) {
    const found = fields.find((each) => each.words.includes(word) && !quiet(each) && !countsThings(each))
    if (found) return { fn: 'sum', column: found.ref }
  }
  return product(atlas, dataset) ?? dealt(atlas, dataset)
}

/** "total_of_special_requests" and "total_visitors" are no money. */
const countsThings = ({ words }: Field): boolean =>
  words.includes('total') && words.some((word) => word !== 'total' && !MONEY.includes(word) && !BILLED.test(word))
const BILLED =
  /^(bill|charge|charged|order|invoice|due|grand|line|usd|eur|gbp|inr|thb|idr|dollar|euro|rupee|incl|include|final|transaction|purchase|spent|sum|sub|item|row|tax|price|in|local|currency)$/

/** The money of the business: that of the one table of deals with a day of its own. */
export function turnover(atlas: Atlas): PlanMeasure | undefined {
  const deals = atlas.datasets.filter((each) => each.time && isDeal(each))
  const found = deals.map((each) => mainMoney(atlas, each)).filter((each) => each !== undefined)
  return found.length === 1 ? found[0] : undefined
}

export const isDeal = (dataset: Dataset): boolean => DEALS.test(dataset.words?.at(-1) ?? '')
export const DEALS = /^(sales?|deals?|orders?|invoices?|transactions?|purchases?|receipts?|bills?)$/
/** What a dataset says of a measure it has a name for; plans in the making name it with its dataset. */
export function namedMeasure(atlas: Pick<Atlas, 'datasets'>, it: PlanMeasure): NamedMeasure | undefined {
  if (!('measure' in it)) return undefined
  const dataset = atlas.datasets.find(({ name }) => it.measure.startsWith(`${name}.`))
  const own = dataset?.measures[it.measure.slice(dataset.name.length + 1)]
  return own && { ...own, dataset: dataset! }
}

const isSumOf = (it: Dataset['measures'][string]['is'], column: string): boolean => 'sum' in it && it.sum === column

/** How many pieces were sold, where each row says how many. */
export function piecesIn(atlas: Pick<Atlas, 'fields'>, dataset: Dataset): PlanMeasure | undefined {
  const named = Object.keys(dataset.measures).find((name) => isSumOf(dataset.measures[name]!.is, 'quantity'))
  if (named) return { measure: `${dataset.name}.${named}` }
  const field = atlas.fields.find(
    (each) =>
      each.dataset === dataset &&
      each.column.role === 'measure' &&
      (each.name === 'quantity' || /^(quantity|qty)$/.test(each.words.at(-1)!)),
  )
  return field && { fn: 'sum', column: field.ref }
}

const LINES = /^(order|sale|deal|invoice|purchase|transaction|basket|cart|receipt)$/

/** What was sold of a thing that has a table of its own: the pieces its sales tell, or their number; people aren't sold. */
export function piecesSold(atlas: Pick<Atlas, 'datasets' | 'fields'>, { dataset, words, own }: Entity) {
  if (!own || isPerson(words.at(-1)!) || isDeal(dataset)) return undefined
  const isLine = (each: Dataset) => each.words?.some((word) => LINES.test(singular(word)))
  if (isLine(dataset)) return piecesIn(atlas, dataset)
  const lines = atlas.datasets.filter((each) => each.links?.some(({ to }) => to === dataset.name) && isLine(each))
  const counted = lines.filter((each) => piecesIn(atlas, each))
  const [only, ...others] = counted.length ? counted : lines
  if (!only || others.length) return undefined
  return piecesIn(atlas, only) ?? ({ fn: 'count', of: only.name } as PlanMeasure)
}

export type NamedMeasure = Dataset['measures'][string] & { dataset: Dataset }

/** Where each row is a deal of its own, its price is money that adds up. */
function dealt(atlas: Fields, dataset: Dataset): PlanMeasure | undefined {
  const price = fieldIn(
    atlas,
    dataset,
    (words) =>
      /^(price|fare|fee|rent|payment)$/.test(words.at(-1)!) &&
      !/^(unit|shipping|delivery|service|late|cancellation)$/.test(words[0]!),
  )
  const quantity = fieldIn(atlas, dataset, (words) => words.includes('quantity'))
  return price &&
    !quantity &&
    !dataset.label?.length &&
    ((dataset.links?.length && (dataset.time || dataset.links.length > 1)) ||
      (/^(sale|deal)$/.test(singular(dataset.words?.at(-1) ?? '')) && dataset.time))
    ? { fn: 'sum', column: price.ref }
    : undefined
}

function product(atlas: Fields, dataset: Dataset): PlanMeasure | undefined {
  const quantity = fieldIn(atlas, dataset, (words) => words.includes('quantity') || words.join(' ') === 'unit')
  const price = fieldIn(atlas, dataset, (words) => words.includes('price'))
  return quantity && price ? { fn: 'sum', column: price.ref, times: quantity.ref, as: 'revenue' } : undefined
}

/** How many of a thing: its own rows, else its different keys. */
export function countOf(ent: Entity): PlanMeasure {
  const key = ent.key ?? ent.label[0]
  if (ent.own && ent.dataset.key.length !== 1) return { fn: 'count', of: ent.dataset.name } as PlanMeasure
  return key ? { fn: 'distinct', column: key.ref } : ({ fn: 'count', of: ent.dataset.name } as PlanMeasure)
}

/** How often: rows, or the orders they are lines of. */
export function timesOf(atlas: Atlas, dataset: Dataset): PlanMeasure {
  const order = orderIn(atlas, dataset)
  return order ? countOf(order) : ({ fn: 'count', of: dataset.name } as PlanMeasure)
}

export function orderIn(atlas: Atlas, dataset: Dataset | undefined): Entity | undefined {
  return atlas.entities.find(
    (each) =>
      each.dataset === dataset &&
      !each.own &&
      /^(order|invoice|transaction|booking|receipt)$/.test(each.words.at(-1) ?? ''),
  )
}

export function distinctOf(field: Field): PlanMeasure {
  return { fn: 'distinct', column: field.ref }
}

/** 'oldest' says the column: the first of its words that some column of the tables named so far has. */
export function hinted(draft: Draft, hint: string, near: Dataset[]): { field: Field; dir: 'asc' | 'desc' } | undefined {
  for (const option of hint.split('|')) {
    const [dir, words = ''] = option.split(':') as ['asc' | 'desc', string]
    for (const word of words.split(' ')) {
      for (const dataset of near) {
        const field = fieldsOf(draft.atlas, dataset)
          .filter((each) => fits(each, word))
          .sort((a, b) => a.words.length - b.words.length)[0]
        if (field) return { field, dir }
      }
    }
  }
  return undefined
}

/** By how much a salary rose is not the salary. */
const isRaise = ({ words }: Field): boolean =>
  words.some((word) => /^(percent|hike|raise|increase|change|growth|band|grade)$/.test(word))

function fits(field: Field, word: string): boolean {
  const { role } = field.column
  if (word === 'time') return role === 'time' && (field.dataset.time?.column ?? field.name) === field.name
  if (word === 'birth' || word === 'date') return role === 'time' && field.words.includes('birth')
  if (word === 'total' && countsThings(field)) return false
  if (isRaise(field) && field.words.at(-1) !== word) return false
  if (word === 'unit' && field.words.some((each) => /^(price|cost|id)$/.test(each))) return false
  const unit = /^(minute|second|millisecond)$/.test(word) && unitOf(field) === word
  return (role === 'measure' || role === 'time') && (field.words.includes(word) || field.name === word || unit)
}

export function datasetsOf(items: Item[]): Dataset[] {
  return [
    ...new Set(
      items.flatMap((each) => [each.field?.dataset ?? each.ent?.dataset]).filter((each) => each !== undefined),
    ),
  ]
}

/** How many different ones there are: few make groups, many make a "per". */
export function sizeOf(it: Item): number {
  if (it.field) return it.field.column.distinct ?? 0
  return it.ent?.own ? (it.ent.dataset.rows ?? 0) : (it.ent?.key?.column.distinct ?? 0)
}

/** What customers bring in stands in their orders: the one nearest table of money that points here. */
export function childMoney(atlas: Atlas, dataset: Dataset, quantity = false): PlanMeasure | undefined {
  const found = atlas.datasets.flatMap((each) => {
    const way = each === dataset ? undefined : pathTo(atlas.datasets, each, dataset)
    const measure = quantity ? piecesIn(atlas, each) : mainMoney(atlas, each)
    const counts = quantity || each.time || (measure && 'times' in measure)
    return way && measure && counts ? [{ measure, far: way.length, deal: isDeal(each) }] : []
  })
  const near = Math.min(...found.map((each) => each.far))
  const nearest = found.filter((each) => each.far === near)
  // Where goods are both sold and counted in a store, it is the sales.
  const [only, ...others] = nearest.length > 1 ? nearest.filter((each) => each.deal) : nearest
  return others.length ? undefined : only?.measure
}
