import type { Compare, Condition, Period } from '#db/plan.ts'
import type { Filled, Test } from '#prompts/plan.ts'
import { type Grounds, knownValue, saidNumber, saidWords, timesIn } from './grounds.ts'
import { isNumber, type Terms } from './terms.ts'

type Line = NonNullable<Filled['where']>[number]
/**
 * What came of one part of a form: a piece of the plan, or what is wrong with it. `guessed` is worth a question, what is
 * `absent` from the data an honest no.
 */
export type Made<T> = { made?: T; problems: string[]; guessed: string[]; absent?: string[] }

const wrong = (...problems: string[]) => ({ problems, guessed: [] })
const right = <T>(made: T, guessed: string[] = []): Made<T> => ({ made, problems: [], guessed })

const AMOUNTS: Partial<Record<Test, Compare>> = {
  'more than': '>',
  'at least': '>=',
  'less than': '<',
  'at most': '<=',
}
export const compareOf = (test: Test): Compare => AMOUNTS[test]!

export function conditionOf(terms: Terms, line: Line, grounds: Grounds): Made<Condition> {
  const {
    ref,
    column: { kind },
  } = terms.columns.get(line.column)!
  const values = line.values ?? []
  if (line.is === 'is empty' || line.is === 'is not empty') return right({ column: ref, empty: line.is === 'is empty' })
  if (!values.length) return wrong(`The condition on "${line.column}" needs values.`)
  if (kind === 'date' || kind === 'time') return wrong(`Say days in "period", not as a condition on "${line.column}".`)
  if (kind === 'bool') return truth(line, ref, values)
  if (isNumber(terms.columns.get(line.column)!.column)) return amount(line, ref, values, grounds)
  return words(terms, line, values.map(String), grounds)
}

function truth(line: Line, column: string, [value]: (string | number)[]): Made<Condition> {
  const said = /^(true|yes|1)$/i.test(String(value))
  if (!said && !/^(false|no|0)$/i.test(String(value))) return wrong(`"${line.column}" is yes or no.`)
  return right({ column, is: said !== (line.is === 'is not') })
}

function amount(line: Line, column: string, values: (string | number)[], grounds: Grounds): Made<Condition> {
  const numbers = values.map(Number)
  const odd = numbers.find((each) => !Number.isFinite(each) || !saidNumber(grounds, each))
  if (odd !== undefined) return wrong(`The question doesn't say the number ${odd} for "${line.column}".`)
  const [low, high] = numbers as [number, number?]
  if (line.is === 'between')
    return high === undefined ? wrong('"between" needs two numbers.') : right({ column, between: [low, high] })
  if (AMOUNTS[line.is]) return right({ column, op: AMOUNTS[line.is]!, than: low })
  if (line.is === 'is' || line.is === 'is not') return right(equals(column, numbers, line.is === 'is not'))
  return wrong(`"${line.column}" is a number; "${line.is}" is for words.`)
}

function words(terms: Terms, line: Line, values: string[], grounds: Grounds): Made<Condition> {
  const { ref, home } = terms.columns.get(line.column)!
  if (line.is === 'contains' || line.is === 'starts with') {
    if (!saidWords(grounds, values[0]!)) return wrong(`The question doesn't say "${values[0]}".`)
    return right({ column: ref, text: values[0]!, at: line.is === 'contains' ? 'anywhere' : 'start' })
  }
  if (line.is !== 'is' && line.is !== 'is not') return wrong(`"${line.column}" is a word; use is or is not.`)
  const place = { dataset: home, column: ref.split('.').at(-1)! }
  const found = values.map((value) => ({ value, known: knownValue(grounds, place, value) }))
  const lost = found.flatMap(({ value, known }) => ('near' in known ? [{ value, near: known.near }] : []))
  if (lost.length) {
    const absent = lost.map(({ value, near }) => noValue(line.column, saidWords(grounds, value) ? value : '', near))
    return { ...wrong(...lost.map(({ value, near }) => noValue(line.column, value, near))), absent }
  }
  const known = found.flatMap((each) => ('near' in each.known ? [] : [each.known]))
  const guessed = known.flatMap((each) => (each.guessed ? [`${line.column} ${each.value}`] : []))
  const names = known.map(({ value }) => value)
  return right(equals(ref, names, line.is === 'is not'), guessed)
}

function equals<T extends string | number>(column: string, values: T[], not: boolean): Condition {
  return { column, is: values.length === 1 ? values[0]! : values, ...(not && { not }) }
}

/** Without the value when nobody but the model said it: its words are not shown to people. */
function noValue(column: string, value: string, near: string[]): string {
  const what = value ? `no ${column} "${value}"` : `no such ${column}`
  return `There is ${what}${near.length ? `; there is ${near.join(', ')}` : ''}.`
}

/** The period in the words of the question, read by our own resolver; a period that was said must not be lost. */
export function periodOf(form: Filled, grounds: Grounds): Made<Condition[]> {
  const { said, when } = grounds
  const spoken = timesIn(said[0]!, when)
  if (!form.period) {
    const lost = form.compare ? undefined : spoken[0]
    return lost ? wrong(`The question says "${textOf(said[0]!, lost)}": put it into "period".`) : right([])
  }
  if (!saidWords(grounds, form.period))
    return wrong(`"${form.period}" isn't in the question; copy its words, or leave "period" out.`)
  const [found, ...others] = timesIn(form.period, when)
  if (!found || others.length) return wrong(`"${form.period}" isn't one period; copy the words that say when.`)
  const lost = spoken.find(
    (each) => !sameDays(each.period, found.period) && !holds(form.period!, textOf(said[0]!, each)),
  )
  if (lost && !form.compare) return wrong(`The question also says "${textOf(said[0]!, lost)}".`)
  return right([{ period: found.period }, ...(found.part ? [found.part] : [])])
}

const textOf = (text: string, { start, end }: { start: number; end: number }) => text.slice(start, end)
const holds = (whole: string, part: string) => whole.toLowerCase().includes(part.toLowerCase())
const sameDays = (a: Period, b: Period) => a.from === b.from && a.to === b.to
