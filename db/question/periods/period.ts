/** Inclusive local days, 'YYYY-MM-DD'. An end that is missing is open. */
export type Period = {
  from?: string
  to?: string
  /** A short echo: "last month (1–31 Oct 2026)". */
  say: string
  grain: Grain
  /** How many of the grain: 3 in "last 3 months". */
  count?: number
  /** Moves along with today: "last 7 days". */
  rolling?: boolean
  /** A calendar unit only up to today: "month to date". */
  toDate?: boolean
  /** All of its days are over. */
  complete?: boolean
  /** Only these hours of each day, the last one excluded; 9.5 is half past nine. */
  hours?: Hours
  /** Only these days of the week, 0 is Sunday. */
  weekdays?: number[]
  /** Exact UTC times, for "last 24 hours". */
  instants?: { from: string; to: string }
  /** Says only how it lies to another period ("same period last year"); see `relate`. */
  relative?: Relative
  /** The two sides of "from X to Y", for whoever wants to compare them. */
  ends?: [Period, Period]
  /** Other readings a person could mean just as well: 03/04/2026. */
  doubt?: Period[]
}

export type Grain = 'day' | 'week' | 'month' | 'quarter' | 'half' | 'year' | 'range'
export type Hours = { from: number; to: number }
/** The period just before, or the same days of the day, week, month, quarter or year before. */
export type Relative = 'previous' | 'day' | 'week' | 'month' | 'quarter' | 'year'

export type FoundPeriod = {
  start: number
  end: number
  text: string
  /** First and last word of the span, counted in runs of letters and digits. */
  words: { first: number; last: number }
  period: Period
  /** Readings nobody should be asked about, but which may fit better what surrounds them. */
  others: Period[]
  /** Only a number or a word with another meaning, taken for a period because of its surroundings. */
  bare?: boolean
}

export type PeriodContext = {
  now: Date
  zone: string
  weekStart: 'monday' | 'sunday'
  fiscalStart: number
  dateOrder?: DateOrder
  holidays?: Holiday[]
  earliest?: string
}
export type DateOrder = 'dmy' | 'mdy' | 'ymd'
/** `words` are other names people use for it. */
export type Holiday = { name: string; from: string; to: string; words?: string[] }
