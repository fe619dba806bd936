import type { Field } from './item.ts'

/** How many seconds each unit of time has. */
export const SECONDS: Record<string, number> = {
  millisecond: 0.001,
  second: 1,
  minute: 60,
  hour: 3600,
  day: 86_400,
  week: 604_800,
  month: 2_629_800,
  year: 31_557_600,
}

const SAID: Record<string, string> = {
  ms: 'millisecond',
  millis: 'millisecond',
  sec: 'second',
  min: 'minute',
  mins: 'minute',
  hr: 'hour',
  age: 'year',
}

/** The unit of time a column is told in: duration_sec, Milliseconds, years_experience, age. */
export function unitOf(field: Field): string | undefined {
  if (field.column.role !== 'measure') return undefined
  const words = field.words.map((word) => SAID[word] ?? word)
  return words.find((word) => word in SECONDS)
}
