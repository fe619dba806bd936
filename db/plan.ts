/**
 * A question as a form: names of datasets, columns and measures, never SQL. Plain JSON, so that a plan is stored, checked,
 * shown, repeated tomorrow, and filled by a model.
 */
export type Plan = {
  dataset: string
  /** What is counted or summed, in the order said. Without measures the plan lists rows. */
  measures?: PlanMeasure[]
  by?: By[]
  /** Columns of a list of rows. */
  rows?: string[]
  distinct?: boolean
  where?: Condition[]
  having?: Having[]
  order?: Order[]
  limit?: number
  /** Only what stands at this place: the second best. Equal ones share theirs. */
  nth?: number
  /** The other end too: the best and the worst `limit`. */
  both?: boolean
  /** Rows equal to the last one belong to the answer. */
  ties?: boolean
  /** `limit` counts anew within the first `each` groups: the best two of every branch. */
  each?: number
  show?: Shown[]
  /** One number over the groups: how many there are, their average … ; the first `keep` groups stay, or one for every amount. */
  fold?: { fn: Fn; keep?: number; spread?: boolean }
  /** Beside the named period: the one before it, or the same days a year earlier. */
  compare?: 'previous' | 'year'
  chart?: 'line' | 'bar' | 'table'
}

export type Fn =
  | 'count'
  | 'distinct'
  | 'sum'
  | 'average'
  | 'median'
  | 'min'
  | 'max'
  | 'deviation'
  | 'variance'
  | 'missing'
export type Grain = 'hour' | 'day' | 'week' | 'month' | 'quarter' | 'year' | 'decade' | Part
/** A part of the calendar that comes back: every Monday, every March. */
export type Part = 'hour of day' | 'weekday' | 'day of month' | 'month of year' | 'quarter of year' | 'weekend'
/** Added beside the measures: their part of the whole, their sum so far, the change from the row before, their place. */
export type Shown = 'share' | 'running' | 'change' | 'growth' | 'rank'
export type Scalar = string | number | boolean
export type Unit = 'day' | 'hour' | 'minute' | 'second' | 'week' | 'month' | 'year'
/** Local days, both included; an open end is left out. `say` is how it was asked, and is read again on another day. */
export type Period = { from?: string; to?: string; say?: string; rolling?: boolean }

/** A column: of the plan's dataset by its name, of a linked one as 'dataset.column', through one link as 'link>dataset.column'. */
export type By =
  | string
  | { column: string; key?: string }
  | { column: string; grain: Grain }
  | { column: string; periods: Period[] }
  | { column: string; bands: number[] }

export type Calc =
  /** By its name, or 'dataset.name' for one of another dataset, which stands beside where both know the groups. */
  | { measure: string }
  | { fn: 'count' }
  | { fn: Fn; column: string; times?: string; less?: string }
  | { fn: Fn; from: string; to: string; unit: Unit }
  | { ratio: [PlanMeasure, PlanMeasure] }
  | { minus: [PlanMeasure, PlanMeasure] }
  | { plus: [PlanMeasure, PlanMeasure] }
  | { correlation: [string, string] }
/**
 * `factor`: as many times as much, in formulas with weights, or told in another unit than the column's own.
 * `on`: by another day of the same rows, closed ones by the day they were closed.
 */
export type PlanMeasure = Calc & {
  as?: string
  where?: Condition[]
  percent?: boolean
  factor?: number
  told?: string
  on?: string
}

export type Compare = '<' | '<=' | '>' | '>=' | '=' | '!='
export type Condition =
  | { column: string; is: Scalar | Scalar[]; not?: boolean }
  | {
      column: string
      op: Compare
      /** Of moments: so many units later (days, if none is said), or within the same stretch of the calendar. */
      than: number | string | { column: string; plus?: number; unit?: Unit; grain?: Grain } | { measure: PlanMeasure }
    }
  /** The first or last day there is: of all, or of each one by itself. */
  | { column: string; edge: 'first' | 'last'; per?: string[]; grain?: Grain; where?: Condition[] }
  | { column: string; between: [Scalar, Scalar]; not?: boolean }
  | { column: string; text: string; at: 'anywhere' | 'start' | 'end'; not?: boolean }
  | { column: string; empty: boolean }
  | { period: Period; column?: string; not?: boolean }
  | { part: Part; is: number[]; column?: string; not?: boolean }
  | { dataset: string; has: Condition[]; not?: boolean; link?: string }
  | { from: string; to: string; unit: Unit; op: Compare; than: number }
  | { column: string; best: { measure: PlanMeasure; dir: Direction; limit: number } }
  | { any: Condition[] }
  | { all: Condition[] }

export type Direction = 'asc' | 'desc'
export type Having = { measure: PlanMeasure; op: Compare; than: number | 'average' }
/** `show` is one of the amounts shown aside: who grew the most. */
export type Order = ({ measure: number | PlanMeasure } | { by: number } | { column: string } | { show: Shown }) & {
  dir: Direction
}

export { checkPlan } from './plan/check.ts'
