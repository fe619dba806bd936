import type { Amount, Dataset } from '../dataset.ts'
import type { By, Condition, Grain, Plan, PlanMeasure } from '../plan.ts'
import { type Book, bookOf } from '../quick.ts'
import { findColumn } from './find.ts'
import { pairOf } from './lens.ts'

/** Stands among the columns a part of a plan needs when it needs the rows themselves. */
const ROWS = '*'
type Look = { base: Dataset; datasets: Dataset[]; book: Book }

/** The dimension whose pages of the day book answer a plan; undefined when only the rows do. */
export function pagesFor(plan: Plan, base: Dataset, datasets: Dataset[]): string | undefined {
  const book = bookOf(base)
  if (!book || !plan.measures?.length) return undefined
  const look = { base, datasets, book }
  const needed = new Set([
    ...plan.measures.flatMap((each) => measure(look, each)),
    ...(plan.by ?? []).flatMap((each) => group(look, each)),
    ...(plan.where ?? []).flatMap((each) => condition(look, each)),
    ...(plan.having ?? []).flatMap((each) => measure(look, each.measure)),
    ...(plan.order ?? []).flatMap((each) => order(look, each)),
  ])
  for (const name of [base.time!.column, ...book.kept]) needed.delete(name)
  const [only = book.dimensions[0]!, ...others] = needed
  return !others.length && book.dimensions.includes(only) ? only : undefined
}

function measure(look: Look, it: PlanMeasure): string[] {
  return [...calc(look, it), ...(it.where ?? []).flatMap((each) => condition(look, each))]
}

function calc(look: Look, it: PlanMeasure): string[] {
  const { base, book } = look
  // What is borrowed from another dataset is added up beside, over the rows of each.
  if ('measure' in it) return it.measure in base.measures ? amount(book, base.measures[it.measure]!.is) : [ROWS]
  const pair = pairOf(it)
  if (pair) return pair.flatMap((each) => measure(look, each))
  if (!('fn' in it) || 'unit' in it) return [ROWS]
  if (!('column' in it)) return []
  return it.fn === 'sum' && !it.times && !it.less && book.sums.includes(it.column) ? [] : [ROWS]
}

function amount(book: Book, it: Amount): string[] {
  if ('minus' in it) return it.minus.flatMap((each) => amount(book, each))
  if ('ratio' in it) return it.ratio.flatMap((each) => amount(book, each))
  const adds = 'sum' in it ? book.sums.includes(it.sum) : 'count' in it && it.count === '*'
  return adds ? Object.keys(('where' in it && it.where) || {}) : [ROWS]
}

function group(look: Look, it: By): string[] {
  if (typeof it === 'string') return [itself(look, it)]
  if ('grain' in it) return [inDays(it.grain) ? column(look, it.column) : ROWS]
  if ('bands' in it) return [ROWS]
  if ('periods' in it) return [column(look, it.column)]
  return [itself(look, it.column), ...(it.key ? [itself(look, it.key)] : [])]
}

function condition(look: Look, it: Condition): string[] {
  if ('any' in it) return it.any.flatMap((each) => condition(look, each))
  if ('all' in it) return it.all.flatMap((each) => condition(look, each))
  if ('part' in it && !inDays(it.part)) return [ROWS]
  if ('period' in it || 'part' in it) return [column(look, it.column ?? look.base.time!.column)]
  if ('has' in it || 'best' in it || 'unit' in it || ('than' in it && typeof it.than === 'object')) return [ROWS]
  return [itself(look, it.column)]
}

function order(look: Look, it: NonNullable<Plan['order']>[number]): string[] {
  return 'measure' in it && typeof it.measure === 'object' ? measure(look, it.measure) : []
}

/** What stands in a row here: the column, or the one that leads to it. */
function column({ base, datasets }: Look, ref: string): string {
  const found = findColumn(datasets, base, ref)
  return found ? (found.path[0]?.column ?? found.name) : ROWS
}

/** A value as it is, not only the day it fell on. */
function itself(look: Look, ref: string): string {
  const moment = ref === look.base.time!.column && look.base.columns[ref]!.kind === 'time'
  return moment ? ROWS : column(look, ref)
}

/** Hours of a moment are not in a book of days. */
const inDays = (grain: Grain): boolean => !/hour/.test(grain)
