import type { Value } from './book.ts'

export type Result = Value | Value[][]
export type Lazy = () => Result

/** A failed formula shows its error in the cell, as people know it from a sheet. */
export class CellError extends Error {}

/** The functions of a sheet that the demo company's people use. */
export const functions: Record<string, (args: Lazy[]) => Value> = {
  SUM: (args) => numbers(args).reduce((sum, n) => sum + n, 0),
  COUNT: (args) => numbers(args).length,
  COUNTA: (args) => flat(args).filter((value) => value !== '').length,
  MIN: (args) => numbers(args).reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY),
  MAX: (args) => numbers(args).reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY),
  AVERAGE: average,
  ROUND: ([value, places]) => {
    const by = 10 ** (places ? number(places) : 0)
    return Math.round(number(value) * by) / by
  },
  ABS: ([value]) => Math.abs(number(value)),
  LEN: ([value]) => String(one(value)).length,
  UPPER: ([value]) => String(one(value)).toUpperCase(),
  CONCATENATE: (args) => flat(args).join(''),
  IF: ([test, yes, no]) => (one(test) ? one(yes) : no ? one(no) : false),
  IFERROR: ([value, otherwise]) => {
    try {
      const found = one(value)
      return String(found).startsWith('#') ? one(otherwise) : found
    } catch (error) {
      if (error instanceof CellError) return one(otherwise)
      throw error
    }
  },
}

function average(args: Lazy[]): Value {
  const all = numbers(args)
  if (all.length === 0) throw new CellError('#DIV/0!')
  return all.reduce((sum, n) => sum + n, 0) / all.length
}

const one = (arg: Lazy | undefined): Value => (arg ? single(arg()) : '')
const number = (arg: Lazy | undefined): number => toNumber(one(arg))

function flat(args: Lazy[]): Value[] {
  return args.flatMap((arg) => {
    const value = arg()
    return Array.isArray(value) ? value.flat() : [value]
  })
}

/** Text and empty cells don't count; an error anywhere is the answer. */
function numbers(args: Lazy[]): number[] {
  const all = flat(args)
  const error = all.find((value) => typeof value === 'string' && value.startsWith('#'))
  if (error) throw new CellError(String(error))
  return all.filter((value) => typeof value === 'number')
}

export function single(result: Result): Value {
  return Array.isArray(result) ? (result[0]?.[0] ?? '') : result
}

export function toNumber(value: Value): number {
  if (typeof value === 'string' && value.startsWith('#')) throw new CellError(value)
  const number = value === '' ? 0 : Number(value)
  if (Number.isNaN(number)) throw new CellError('#VALUE!')
  return number
}
