import type { Column, Dataset } from '../dataset.ts'
import type { Condition, Direction, Fn, Grain, Period, PlanMeasure } from '../plan.ts'

/** A column of a dataset, and how plans name it: always with its dataset, cut short once the plan's own is known. */
export type Field = { dataset: Dataset; name: string; ref: string; column: Column; words: string[] }

/** A thing that is counted and listed: a table with its key and names, or columns such as customer_id and customer_name. */
export type Entity = {
  words: string[]
  dataset: Dataset
  /** Rows of the dataset are this thing. */
  own: boolean
  key?: Field
  label: Field[]
  /** The link column of other tables that plays this part, such as sender_id for "sender". */
  via?: Field
  /** By what the row behind that link is known. */
  shows?: Field[]
}

/** A piece of the question that means something, from one word to what a whole clause has become. */
export type Item = {
  t: string
  from: number
  to: number
  say: string
  score: number
  /** Reached by a stem, a typo or a default: said in the answer. */
  soft?: number
  /** What of the plan it became. */
  is?: string
  field?: Field
  ent?: Entity
  value?: string | number
  /** Other columns that hold the same value. */
  among?: Field[]
  n?: number
  percent?: boolean
  fn?: Fn
  dir?: Direction
  hint?: string
  op?: '<' | '<=' | '>' | '>=' | '=' | '!='
  at?: 'anywhere' | 'start' | 'end'
  grain?: Grain
  period?: Period
  measure?: PlanMeasure
  /** It stands behind "in", "of", "among". */
  behind?: boolean
  /** Only a synonym says so. */
  like?: boolean
  /** Whoever a row is about, told by no column: a sale has a customer. */
  doer?: boolean
  /** An aggregate that was said, not one that follows from the column. */
  said?: boolean
  condition?: Condition
  payload?: string
  parts?: Item[]
  limit?: number
}

export const refOf = (dataset: Dataset, name: string): string => `${dataset.name}.${name}`
