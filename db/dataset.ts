import type { Plan } from './plan.ts'

/** A value in a row as it comes in and as it is kept: dates as 'YYYY-MM-DD', times as UTC ISO, money in hundredths. */
export type Value = string | number | boolean | Date | null | undefined
export type Row = Record<string, Value>

export type ColumnKind = 'text' | 'integer' | 'number' | 'money' | 'bool' | 'date' | 'time'
export type Column = {
  kind: ColumnKind
  say?: string
  words?: string[]
  required?: boolean
  currency?: string
  /** What the column is for; left out, it follows from the kind, the key and the dimensions. */
  role?: ColumnRole
  /** False for prices, rates, scores, ages: they are averaged, not summed. */
  additive?: boolean
  /** How days are written in a table that isn't ours. */
  days?: DayFormat
  /** What is known about the values: how many different ones, the least and the greatest. */
  distinct?: number
  missing?: number
  range?: [number, number] | [string, string]
  unit?: string
}
export type ColumnRole = 'id' | 'label' | 'time' | 'flag' | 'dimension' | 'measure' | 'text'
export type DayFormat =
  | 'iso'
  | 'mdy'
  | 'dmy'
  | 'ymd'
  | 'compact'
  | 'seconds'
  | 'milliseconds'
  | 'year'
  | 'clock'
  | 'month'

/** An amount over many rows, built only from sums, counts and their ratios: a stored ratio is never averaged. */
export type Amount =
  | { sum: string; where?: Record<string, string | number | boolean> }
  | { count: '*' | string; where?: Record<string, string | number | boolean> }
  | { distinct: string; where?: Record<string, string | number | boolean> }
  | { average: string }
  | { minus: [Amount, Amount] }
  | { ratio: [Amount, Amount] }

export type MeasureUnit = 'count' | 'money' | 'percent' | 'number'
/** `low`: less of it is better, so that the worst of it is the most. */
type Measure = { say: string; words?: string[]; unit: MeasureUnit; currency?: string; low?: boolean; is: Amount }
type Dimension = { say: string; words?: string[]; column: string }
/** A question people ask, with the plan that answers it: an example, a suggestion, a test and a lesson for the model. */
type Ask = { say: string; plan: Plan }

/** One thing Bellhop knows about: a table described as data, so one made at run time is like one written here. */
export type Dataset = {
  name: string
  /** Its rows in a word, as people call them: "branches". */
  say: string
  /** What it is, in a sentence. */
  about?: string
  words?: string[]
  columns: Record<string, Column>
  key: string[]
  /** `grain`: one row stands for a whole month, so days and weeks can't be asked for. */
  time?: { column: string; zone: string; grain?: 'month' }
  measures: Record<string, Measure>
  dimensions: Record<string, Dimension>
  /** Rows of this dataset name a row of another one: the only ways a plan may join. `when`: only rows of that kind do. */
  links?: { column: string; to: string; at: string; when?: { column: string; is: string | number } }[]
  /** A table that isn't ours, by its own name: columns are as they are, money in whole units, no day beside a time. */
  table?: string
  /** The columns that name a row to people, such as first and last name. */
  label?: string[]
  rows?: number
  freshHours: number
  asks: Ask[]
}

export function defineDataset<const D extends Dataset>(dataset: D): D {
  return dataset
}

/** The table of a dataset. Names become identifiers only here, and only these letters pass. */
export function tableName(dataset: Pick<Dataset, 'name' | 'table'>): string {
  return dataset.table ?? `data_${identifier(dataset.name)}`
}

export function identifier(name: string): string {
  const clean = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 60)
  if (!clean) throw new Error(`"${name}" has no letters to name a column by`)
  return clean
}

/** A time column is kept with the local day it fell on, so that days, months and years group on an index. */
export const dayColumn = (column: string): string => `${column}_day`
